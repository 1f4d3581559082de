import { type DashboardToken, makeDashboardToken } from '../../access/token/dashboard-token.ts';
import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { isActive, liveGrant } from '../grants/grant.store.ts';
import { administers, type Changed } from '../staff-change.ts';
import { replaceToken } from './dashboard-token.store.ts';

export interface IssueDashboardToken extends Command {
  readonly grantId: string;
  /** The answer is never stored, not even for a repetition: a token that was lost on the way is issued again. */
  readonly idempotencyKey: null;
}

interface IssuedToken extends Changed, Pick<DashboardToken, 'token'> {
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

const VALID_MILLISECONDS = 90 * 24 * 3600 * 1000;

/**
 * Issues the token of a dashboard's grant, and ends the one that it had. One administrator of the grant's union is enough,
 * because two have granted it. The token is valid for 90 days, and never after the end of the grant.
 */
export async function issueDashboardToken(deps: Deps, command: IssueDashboardToken): Promise<OrProblems<IssuedToken>> {
  return execute(deps, 'issueDashboardToken', command, issue);
}

async function issue(sql: Sql, { today }: Deps, command: IssueDashboardToken): Promise<OrProblems<IssuedToken>> {
  const { actorId, grantId } = command;
  const grant = await liveGrant(sql, grantId, today);
  const isTheirs = await administers(sql, actorId, grant === undefined ? [] : [grant.unionId], today);
  if (grant === undefined || !isTheirs || !(await isActive(sql, grant.staffId, today))) {
    return fail([problem('NO_SUCH_GRANT', 'grantId')]);
  }
  if (grant.staffId === actorId) return fail([problem('NOT_FOR_ONESELF', 'grantId')]);
  if (grant.role !== 'DASHBOARD') return fail([problem('NOT_A_DASHBOARD', 'grantId')]);
  const changeId = await insertChange(sql, command, 'ISSUE_DASHBOARD_TOKEN', 'STAFF', grant.staffId);
  const { token, digest } = makeDashboardToken();
  const expiresAt = Math.min(Date.now() + VALID_MILLISECONDS, endOf(grant.to));
  await replaceToken(sql, changeId, { grantId, digest, expiresAt });
  return succeed({ token, expiresAt, changeId });
}

/** When a grant ends in China, in milliseconds since 1970. */
function endOf(to: string | null): number {
  return to === null ? Infinity : Date.parse(`${to}T00:00:00+08:00`);
}
