import type { Sql } from '../../database/database.ts';

/**
 * Takes an advisory lock for each of these households or persons until the transaction ends, so that their writers wait
 * for each other. All transactions take the locks in the same order, which avoids deadlocks.
 */
export async function lockForWriting(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.query(
    `select pg_advisory_xact_lock(key)
     from (select distinct hashtextextended(id, 1) as key from unnest($1::text[]) as id order by key) as keys`,
    [ids],
  );
}
