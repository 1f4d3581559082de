import type { Sql } from '../database/database.ts';
import { unionsFor } from '../access/staff.read.ts';

/** The result of a change of staff or grants. */
export interface Changed {
  readonly changeId: string;
}

/** Whether a member of staff is an administrator of all these unions today. */
export async function administers(
  sql: Sql,
  staffId: string,
  unionIds: readonly string[],
  today: string,
): Promise<boolean> {
  const own = await unionsFor(sql, staffId, 'MANAGE_STAFF', unionIds, today);
  return unionIds.every((unionId) => own.has(unionId));
}
