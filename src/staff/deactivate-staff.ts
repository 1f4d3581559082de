import type { Sql } from '../database/database.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import type { Command, Deps } from '../usecase/command.ts';
import { problem, type Problem } from '../usecase/problem.ts';
import { idempotently } from '../usecase/idempotently.ts';
import { endVersions, grantedUnions, isActive, isAdministrator } from './grants/grant.store.ts';
import { administers, insertChange, type Changed } from './staff-change.ts';

export interface DeactivateStaff extends Command {
  readonly staffId: string;
}

/**
 * Ends a member of staff from today on: their tokens and grants hold no longer. An administrator may of all the unions
 * that they are granted something at; one who is granted nothing is any administrator's to end.
 */
export async function deactivateStaff(
  deps: Deps,
  command: DeactivateStaff,
): Promise<Result<Changed, readonly Problem[]>> {
  if (command.actorId === command.staffId) return fail([problem('NOT_FOR_ONESELF', 'staffId')]);
  return deps.database.transaction((sql) => idempotently(sql, command, () => deactivate(sql, deps, command)));
}

async function deactivate(
  sql: Sql,
  { today }: Deps,
  command: DeactivateStaff,
): Promise<Result<Changed, readonly Problem[]>> {
  const { actorId, staffId } = command;
  const unions = await grantedUnions(sql, staffId, today);
  // All of it is asked, so that what is not theirs takes the statements of what is not there.
  const allowed = [
    await isActive(sql, staffId, today),
    await isAdministrator(sql, actorId, today),
    await administers(sql, actorId, unions, today),
  ];
  if (allowed.includes(false)) return fail([problem('NO_SUCH_STAFF', 'staffId')]);
  const changeId = await insertChange(sql, command, 'DEACTIVATE_STAFF', { kind: 'STAFF', id: staffId });
  await endVersions(sql, 'staff_version', staffId, { changeId, today });
  return succeed({ changeId });
}
