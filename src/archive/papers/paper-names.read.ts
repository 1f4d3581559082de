import type { Sql } from '../../database/database.ts';
import { ANY_UNION, listUnions } from '../../organisation/union.read.ts';
import { readLines } from '../procedure/circumstances/circumstances.read.ts';

/** The names on the papers of a household: of the worker, and of everybody else who was ever a member of it. */
export interface HouseholdNames {
  readonly worker: string;
  readonly others: readonly string[];
}

/**
 * Reads the names of a household as known now: of each person the one of a day, else the last one before it, else the first. Of a
 * worker who left or died it is the last on record. One statement.
 */
export async function readHouseholdNames(sql: Sql, householdId: string, day: string): Promise<HouseholdNames> {
  const rows = await sql.query<{ name: string; isWorker: boolean }>(
    `select n.name, coalesce(p.person_id = worker.person_id, false) as "isWorker"
     from (select distinct m.person_id from membership_version m where m.household_id = $1 and m.superseded_in is null) p
     join lateral (select v.name from person_version v where v.anchor_id = p.person_id and v.superseded_in is null
       order by v.valid_from > $2::date, abs(v.valid_from - $2::date) limit 1) n on true
     left join lateral (
       select m.person_id from household_version h
       join membership_version m on m.anchor_id = h.worker_id and m.superseded_in is null
       where h.anchor_id = $1 and h.superseded_in is null
       order by h.valid_from > $2::date, abs(h.valid_from - $2::date), m.valid_from desc limit 1
     ) worker on true`,
    [householdId, day],
  );
  return {
    worker: rows.find(({ isWorker }) => isWorker)?.name ?? '',
    others: rows.flatMap(({ name, isWorker }) => (isWorker ? [] : [name])),
  };
}

/** The name of a union on a day; empty for one that was not there yet. */
export async function readUnionName(sql: Sql, unionId: string, day: string): Promise<string> {
  const at = { known: 'NOW', today: day, after: null, limit: 1 } as const;
  const [union] = await listUnions(sql, { ...ANY_UNION, ids: [unionId] }, at);
  return union?.name ?? '';
}

/** The name of the superior of a filing union today; that of the union itself if there is none above it. */
export async function readSuperiorName(sql: Sql, stewardId: string, today: string): Promise<string> {
  const [own, superior] = (await readLines(sql, [stewardId], today)).get(stewardId) ?? [];
  return readUnionName(sql, (superior ?? own)?.id ?? stewardId, today);
}
