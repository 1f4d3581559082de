import { hasRows } from '../../database/rows.ts';
import type { Sql } from '../../database/database.ts';

/** Whether a database is marked as sample data; the mark is permanent. */
export function isSampleDatabase(sql: Sql): Promise<boolean> {
  return hasRows(sql, "select 1 from database_mark where mark = 'SAMPLE'");
}
