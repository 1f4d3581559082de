import type { Sql } from '../database/database.ts';
import { type Action, rolesFor } from './permissions.ts';
import { activeStaff, administrator, unionsWithin } from './staff.read.ts';

/** Returns the member of staff with a code, if they are active on a day. */
export function staffOfCode(sql: Sql, code: string, today: string): Promise<string | undefined> {
  return activeStaff(sql, code, today);
}

/** Returns the member of staff with a code, if they are an administrator of a topmost union, and so of all unions. */
export function administratorOfCode(sql: Sql, code: string, today: string): Promise<string | undefined> {
  return administrator(sql, code, today);
}

/** Returns those of the unions for which a member of staff is allowed an action today. */
export function unionsFor(
  sql: Sql,
  staffId: string,
  action: Action,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  return unionsWithin(sql, staffId, rolesFor(action), unionIds, today);
}
