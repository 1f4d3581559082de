import type { Sql } from '../../database/database.ts';

/** Makes writers of the same households or persons wait for each other, in one order for all. */
export async function lockForWriting(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(id, 1) as key from unnest($1::text[]) as id order by key) as keys`,
    [ids],
  );
}

/** The households whose files have these numbers. */
export async function householdsOfFiles(sql: Sql, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map();
  const rows = await sql.query<{ number: string; household_id: string }>(
    'select number, household_id from archive_file where number = any($1)',
    [numbers],
  );
  return new Map(rows.map(({ number, household_id }) => [number, household_id]));
}
