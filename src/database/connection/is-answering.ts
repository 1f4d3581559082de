import type { Database } from '../database.ts';

/** Whether the database answers a question; it fails or waits where it does not. */
export async function isAnswering(database: Database): Promise<boolean> {
  const rows = await database.session((sql) => sql.query('select 1'));
  return rows.length === 1;
}
