import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { endVersions } from '../grants/grant.store.ts';
import type { Changed } from '../staff-change.ts';
import { insertLogin, isLoginOfStaff, openLoginProposal } from './login.store.ts';
import type { LoginProposal } from './login-proposal.ts';
import { workerFor } from './worker-for.ts';

export interface ConfirmWorkerLogin extends Command {
  readonly proposalId: string;
}

export interface LinkedWorker extends Changed {
  readonly personId: string;
}

/**
 * Gives the worker of a household the login that somebody else has proposed, from today on; it replaces their previous one. Both need
 * the right today, and the person must still be the household's worker.
 */
export async function confirmWorkerLogin(deps: Deps, command: ConfirmWorkerLogin): Promise<OrProblems<LinkedWorker>> {
  return execute(deps, 'confirmWorkerLogin', command, confirm, {
    one_worker_a_login: problem('LOGIN_TAKEN', 'proposalId'),
  });
}

async function confirm(sql: Sql, { today }: Deps, command: ConfirmWorkerLogin): Promise<OrProblems<LinkedWorker>> {
  const { actorId, proposalId } = command;
  const proposal = await openLoginProposal(sql, proposalId, today);
  const refusal = await findRefusal(sql, proposal, actorId, today);
  if (refusal !== null || proposal === undefined) return fail([refusal ?? NO_SUCH_PROPOSAL]);
  const { personId, issuer, subject } = proposal;
  const changeId = await insertChange(sql, command, 'LINK_WORKER', 'PERSON', personId);
  await endVersions(sql, 'worker_login_version', personId, { changeId, today });
  const login = { personId, issuer, subject, proposalId, confirmedBy: actorId };
  await insertLogin(sql, changeId, login, today);
  return succeed({ personId, changeId });
}

const NO_SUCH_PROPOSAL = problem('NO_SUCH_PROPOSAL', 'proposalId');

/** The id of no household. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Why somebody may not confirm a proposal; `null` if they may. */
async function findRefusal(
  sql: Sql,
  proposal: LoginProposal | undefined,
  actorId: string,
  today: string,
): Promise<Problem | null> {
  // What is missing is looked for too, so that the time does not tell it from what is forbidden.
  const worker = await workerFor(sql, actorId, proposal?.householdId ?? NOBODY, today);
  if (proposal === undefined || worker !== proposal.personId) return NO_SUCH_PROPOSAL;
  const { householdId, personId, proposedBy } = proposal;
  if (actorId === proposedBy) return problem('ANOTHER_PERSON', 'proposalId');
  if ((await workerFor(sql, proposedBy, householdId, today)) !== personId) return NO_SUCH_PROPOSAL;
  return (await isLoginOfStaff(sql, proposal, today)) ? problem('LOGIN_TAKEN', 'proposalId') : null;
}
