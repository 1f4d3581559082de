import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { problem, type OrProblems } from '../../usecase/problem.ts';
import { execute } from '../../usecase/execute.ts';
import { unionsFor } from '../../access/staff.read.ts';
import { loadHouseholdTerritories } from '../../access/territory.read.ts';
import { endVersions, insertLogin, isLoginOfStaff } from '../grants/grant.store.ts';
import { checkLogin } from './login.ts';
import type { Changed } from '../staff-change.ts';

/** The login with which the worker of a household sees their own file (Article 20). */
export interface LinkWorker extends Command {
  readonly householdId: string;
  /** The subject of the worker in the identity provider's tokens. */
  readonly issuer: string;
  readonly subject: string;
}

export interface LinkedWorker extends Changed {
  readonly personId: string;
}

/** Gives the worker of a household a login from today on, which replaces their previous one. */
export async function linkWorker(deps: Deps, command: LinkWorker): Promise<OrProblems<LinkedWorker>> {
  const problems = checkLogin(command);
  if (problems.length > 0) return fail(problems);
  return execute(deps, command, link, { one_worker_a_login: problem('LOGIN_TAKEN', 'subject') });
}

async function link(sql: Sql, { today }: Deps, command: LinkWorker): Promise<OrProblems<LinkedWorker>> {
  const { actorId, householdId, issuer, subject } = command;
  const personId = await ownWorker(sql, actorId, householdId, today);
  if (personId === undefined) return fail([problem('NO_SUCH_HOUSEHOLD', 'householdId')]);
  if (await isLoginOfStaff(sql, { issuer, subject }, today)) return fail([problem('LOGIN_TAKEN', 'subject')]);
  const changeId = await insertChange(sql, command, 'LINK_WORKER', 'PERSON', personId);
  await endVersions(sql, 'worker_login_version', personId, { changeId, today });
  await insertLogin(sql, changeId, personId, { issuer, subject }, today);
  return succeed({ personId, changeId });
}

/** Returns the worker of a household, if the actor may link workers for its steward. */
async function ownWorker(sql: Sql, actorId: string, householdId: string, today: string): Promise<string | undefined> {
  const territory = (await loadHouseholdTerritories(sql, [householdId], today)).get(householdId);
  const steward = territory?.unions.slice(0, 1) ?? [];
  const own = await unionsFor(sql, actorId, 'LINK_WORKER', steward, today);
  return own.size > 0 ? (territory?.workerId ?? undefined) : undefined;
}
