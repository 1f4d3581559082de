import type { Sql } from '../database/database.ts';
import { type Action, rolesFor } from './permissions.ts';
import { activeStaff, administrator, unionsWithin } from './staff.read.ts';

/** The member of staff of a code, if active on a day. */
export function staffOfCode(sql: Sql, code: string, today: string): Promise<string | undefined> {
  return activeStaff(sql, code, today);
}

/** The same, if an administrator of all: their grant is of a union that has no superior. */
export function administratorOfCode(sql: Sql, code: string, today: string): Promise<string | undefined> {
  return administrator(sql, code, today);
}

/** Those of the unions for which a member of staff may do something today. */
export function unionsFor(
  sql: Sql,
  staffId: string,
  action: Action,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  return unionsWithin(sql, staffId, rolesFor(action), unionIds, today);
}
