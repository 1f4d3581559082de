import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { problem, type OrProblems } from '../../usecase/problem.ts';
import { execute } from '../../usecase/execute.ts';
import { endGrantAndDeputies } from './deputy.store.ts';
import { liveGrant } from './grant.store.ts';
import { administers, type Changed } from '../staff-change.ts';

export interface EndGrant extends Command {
  readonly grantId: string;
}

/** Ends a grant from today on, and those of who stands in for its holder. One administrator of its union is enough, but nobody may end their own grant. */
export async function endGrant(deps: Deps, command: EndGrant): Promise<OrProblems<Changed>> {
  return execute(deps, 'endGrant', command, end);
}

async function end(sql: Sql, { today }: Deps, command: EndGrant): Promise<OrProblems<Changed>> {
  const { actorId, grantId } = command;
  const grant = await liveGrant(sql, grantId, today);
  const isTheirs = await administers(sql, actorId, grant === undefined ? [] : [grant.unionId], today);
  if (grant === undefined || !isTheirs) {
    return fail([problem('NO_SUCH_GRANT', 'grantId')]);
  }
  if (grant.staffId === actorId) return fail([problem('NOT_FOR_ONESELF', 'grantId')]);
  const changeId = await insertChange(sql, command, 'END_GRANT', 'STAFF', grant.staffId);
  await endGrantAndDeputies(sql, grantId, { changeId, today });
  return succeed({ changeId });
}
