import type { Sql } from '../database/database.ts';
import { insertChange } from '../database/time/change-log.ts';
import { fail, succeed } from '../kernel/result.ts';
import type { Command, Deps } from '../usecase/command.ts';
import { problem, type OrProblems } from '../usecase/problem.ts';
import { execute } from '../usecase/execute.ts';
import { endVersions, grantedUnions, isActive, isAdministrator } from './grants/grant.store.ts';
import { endDeputiesOf } from './grants/deputy.store.ts';
import { administers, type Changed } from './staff-change.ts';

export interface DeactivateStaff extends Command {
  readonly staffId: string;
}

/**
 * Deactivates a member of staff from today on: their tokens and grants are no longer valid, nor the grants that stand in for theirs. The actor must administer all
 * unions of their grants; any administrator may deactivate a member of staff without grants.
 */
export async function deactivateStaff(deps: Deps, command: DeactivateStaff): Promise<OrProblems<Changed>> {
  if (command.actorId === command.staffId) return fail([problem('NOT_FOR_ONESELF', 'staffId')]);
  return execute(deps, 'deactivateStaff', command, deactivate);
}

async function deactivate(sql: Sql, { today }: Deps, command: DeactivateStaff): Promise<OrProblems<Changed>> {
  const { actorId, staffId } = command;
  const unions = await grantedUnions(sql, staffId, today);
  // All checks always run, so that the time does not tell a forbidden member of staff from an unknown one.
  const allowed = [
    await isActive(sql, staffId, today),
    await isAdministrator(sql, actorId, today),
    await administers(sql, actorId, unions, today),
  ];
  if (allowed.includes(false)) return fail([problem('NO_SUCH_STAFF', 'staffId')]);
  const changeId = await insertChange(sql, command, 'DEACTIVATE_STAFF', 'STAFF', staffId);
  await endVersions(sql, 'staff_version', staffId, { changeId, today });
  await endDeputiesOf(sql, staffId, { changeId, today });
  return succeed({ changeId });
}
