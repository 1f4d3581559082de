import type { Sql } from '../../database/database.ts';

/** Whether a database is marked as sample data; the mark is permanent. */
export async function isSampleDatabase(sql: Sql): Promise<boolean> {
  const rows = await sql.query("select 1 from database_mark where mark = 'SAMPLE'");
  return rows.length > 0;
}
