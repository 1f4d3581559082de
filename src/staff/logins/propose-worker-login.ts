import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { addDays, printDay, requireDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import type { Changed } from '../staff-change.ts';
import { checkLogin } from './login.ts';
import { insertLoginProposal, isLoginOfStaff } from './login.store.ts';
import { workerFor } from './worker-for.ts';

/** The login with which the worker of a household is to see their own file (Article 20). */
export interface ProposeWorkerLogin extends Command {
  readonly householdId: string;
  /** The subject of the worker in the identity provider's tokens. */
  readonly issuer: string;
  readonly subject: string;
}

export interface ProposedWorkerLogin extends Changed {
  readonly proposalId: string;
}

/** How long a proposal can be confirmed. */
const DAYS = 30;

/** Proposes a login for the worker of a household; another person confirms it, and the worker's union sees both. */
export async function proposeWorkerLogin(
  deps: Deps,
  command: ProposeWorkerLogin,
): Promise<OrProblems<ProposedWorkerLogin>> {
  const problems = checkLogin(command);
  return problems.length > 0 ? fail(problems) : execute(deps, 'proposeWorkerLogin', command, propose);
}

async function propose(
  sql: Sql,
  { today }: Deps,
  command: ProposeWorkerLogin,
): Promise<OrProblems<ProposedWorkerLogin>> {
  const { actorId, householdId, issuer, subject } = command;
  const personId = await workerFor(sql, actorId, householdId, today);
  if (personId === undefined) return fail([problem('NO_SUCH_HOUSEHOLD', 'householdId')]);
  if (await isLoginOfStaff(sql, { issuer, subject }, today)) return fail([problem('LOGIN_TAKEN', 'subject')]);
  const changeId = await insertChange(sql, command, 'PROPOSE_WORKER_LOGIN', 'PERSON', personId);
  const proposalId = newId();
  const days = { validFrom: today, validTo: printDay(addDays(requireDay(today), DAYS)) };
  const row = { id: proposalId, householdId, personId, issuer, subject, ...days, proposedBy: actorId };
  await insertLoginProposal(sql, changeId, row);
  return succeed({ proposalId, changeId });
}
