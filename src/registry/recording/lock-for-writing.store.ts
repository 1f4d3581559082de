import type { Sql } from '../../database/database.ts';

/** Makes writers of the same households or persons wait for each other, in one order for all. */
export async function lockForWriting(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(id, 1) as key from unnest($1::text[]) as id order by key) as keys`,
    [ids],
  );
}
