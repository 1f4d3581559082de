import type { Sql } from '../../database/database.ts';

/** The keys of a request as they are stored: by whom, on which day, and for what. */
export interface NamedKeys {
  readonly staffId: string;
  /** The day in China, as `YYYY-MM-DD`. */
  readonly day: string;
  readonly purpose: string;
  /** The digests of the keys, each once. */
  readonly digests: readonly Buffer[];
}

/**
 * Stores the keys that a login has not named on that day yet; `false`, and nothing is stored, if there would be more than
 * `most` of the day. Requests of one login are counted one after another, each with all that were stored before.
 */
export async function storeNamedKeys(
  sql: Sql,
  { staffId, day, purpose, digests }: NamedKeys,
  most: number,
): Promise<boolean> {
  // A statement of its own: the next one sees what others stored while this one waited.
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`named keys of ${staffId}`]);
  const known = await sql.query<{ digest: Buffer }>('select digest from named_key where staff_id = $1 and day = $2', [
    staffId,
    day,
  ]);
  const stored = new Set(known.map(({ digest }) => digest.toString('hex')));
  const fresh = digests.filter((digest) => !stored.has(digest.toString('hex')));
  if (fresh.length > 0 && stored.size + fresh.length > most) return false;
  await sql.query(
    `insert into named_key (staff_id, day, digest, purpose)
     select $1, $2, named.digest, $4 from unnest($3::bytea[]) as named (digest) on conflict do nothing`,
    [staffId, day, digests, purpose],
  );
  return true;
}
