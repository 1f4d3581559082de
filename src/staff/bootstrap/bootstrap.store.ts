import { hasRows } from '../../database/rows.ts';
import type { Sql } from '../../database/database.ts';

/** Whether there has ever been a grant of an administrator. It locks, so that concurrent calls wait for each other. */
export async function hasEverHadAdministrators(sql: Sql): Promise<boolean> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('bootstrap', 0))");
  return hasRows(sql, "select 1 from staff_grant_version where role = 'ADMINISTRATOR' limit 1");
}
