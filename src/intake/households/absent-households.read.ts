import type { Sql } from '../../database/database.ts';
import { currentOn, validOn } from '../../database/time/valid-on.ts';

/** The households on record with a union today, or also with those under it, by their ids, with the numbers of their files. */
export async function householdsOfUnion(
  sql: Sql,
  unionId: string,
  today: string,
  withThoseUnder: boolean,
): Promise<ReadonlyMap<string, string | null>> {
  const unions = withThoseUnder
    ? `(select c.descendant_id from union_closure c where c.ancestor_id = $1 and ${currentOn('c', '$2::date')})`
    : '($1)';
  const rows = await sql.query<{ household_id: string; file_number: string | null }>(
    `select present.household_id, present.file_number from household_index present
     where present.union_id in ${unions} and present.region is not null and ${validOn('present', '$2')}
     order by present.file_number, present.household_id`,
    [unionId, today],
  );
  return new Map(rows.map(({ household_id: id, file_number: fileNumber }) => [id, fileNumber]));
}
