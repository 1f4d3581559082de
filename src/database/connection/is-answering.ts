import type { Database } from '../database.ts';

/** Asks the database for an answer; throws or waits if there is none. */
export async function isAnswering(database: Database): Promise<boolean> {
  const rows = await database.session((sql) => sql.query('select 1'));
  return rows.length === 1;
}
