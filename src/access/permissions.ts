import type { Sql } from '../database/database.ts';
import { unionsWithin } from './staff.store.ts';

/** What staff do, and the roles that may do it within their territory (DESIGN, section 4). */
const PERMISSIONS = {
  RECORD_HOUSEHOLD: ['UNION_CLERK', 'CENTRE_ARCHIVIST'],
  OPEN_FILE: ['UNION_CLERK', 'CENTRE_ARCHIVIST'],
  RECORD_ASSESSMENT: ['UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST'],
} as const;

export type Action = keyof typeof PERMISSIONS;

/** Those of the unions for which a member of staff may do this today. */
export function unionsFor(
  sql: Sql,
  staffId: string,
  action: Action,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  return unionsWithin(sql, staffId, PERMISSIONS[action], unionIds, today);
}
