import { unionsFor } from '../../access/staff.read.ts';
import { loadStewards } from '../../access/territory.read.ts';
import type { Sql } from '../../database/database.ts';

/** Whether a person is or was a member of a household that a member of staff may see today, under whichever id they were recorded. */
export async function mayNamePerson(sql: Sql, staffId: string, personId: string, today: string): Promise<boolean> {
  const rows = await sql.query<{ id: string }>(
    `select distinct m.household_id as id from membership_version m
     where m.superseded_in is null and m.person_id = coalesce(
       (select g.into_id from person_merge g where g.anchor_id = $1::uuid and g.superseded_in is null), $1::uuid)`,
    [personId],
  );
  const households = rows.map(({ id }) => id);
  const stewards = await loadStewards(sql, households, today);
  const own = await unionsFor(sql, staffId, 'READ_HOUSEHOLD', [...new Set(stewards.values())], today);
  return own.size > 0;
}
