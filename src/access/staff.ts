import type { Sql } from '../database/database.ts';
import { activeStaff } from './staff.store.ts';

/** The member of staff of a code, if active on a day. */
export function staffOfCode(sql: Sql, code: string, today: string): Promise<string | undefined> {
  return activeStaff(sql, code, today);
}
