import type { Sql } from '../../database/database.ts';

/**
 * Persons and households are looked for in the order of their ids; a page is after the last id of the one before. Each is looked up by
 * itself, for which PostgreSQL has no other plan: where it knows no statistics yet, it would compare all with all for every page.
 */
const MISSING = {
  persons: `select p.id from person p
    where p.id > $1
      and (select true from person_version v where v.anchor_id = p.id and v.superseded_in is null limit 1)
      and (select true from person_search s where s.person_id = p.id and s.key_version = $2 limit 1) is null
    order by p.id limit $3`,
  households: `select h.id from household h
    where h.id > $1
      and (select true from household_search s where s.household_id = h.id and s.key_version = $2 limit 1) is null
    order by h.id limit $3`,
} as const;

export type Owners = keyof typeof MISSING;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** The ids of persons or households on record that have no keys of a version of the master keys, from after an id on. */
export async function ownersWithoutKeys(
  sql: Sql,
  owners: Owners,
  version: number,
  limit: number,
  after: string = FIRST,
): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(MISSING[owners], [after, version, limit]);
  return rows.map(({ id }) => id);
}
