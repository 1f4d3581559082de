import type { Sql } from '../../database/database.ts';

/** Whether a database holds sample data; it does so for ever. */
export async function isSampleDatabase(sql: Sql): Promise<boolean> {
  const rows = await sql.query("select 1 from database_mark where mark = 'SAMPLE'");
  return rows.length > 0;
}
