import { Parameters } from '../database/parameters.ts';
import { readMap } from '../database/rows.ts';
import { isPresent, type ReadAt } from '../database/time/known-at.ts';
import { joinStewards } from '../database/time/stewards.ts';
import { currentOn, validOn } from '../database/time/valid-on.ts';
import { printDay } from '../kernel/calendar.ts';
import type { Sql } from '../database/database.ts';
import type { Territory } from './viewer.ts';

/** On a day, given as `$2`; a fact that is superseded never holds. */

/** The ids of a union and all unions above it today, as known now, as a text separated by blanks. */
const LINE = (unionId: string) =>
  `(select string_agg(c.ancestor_id::text, ' ' order by c.depth) from union_closure c
    where c.descendant_id = ${unionId} and ${currentOn('c', '$2')})`;

function unionsIn(line: string | null): readonly string[] {
  return line === null ? [] : line.split(' ');
}

/**
 * Returns today's territory of households by their ids: the steward with all unions above it, and the worker of today or
 * else the last one on record. Unknown households are omitted. One statement.
 */
export async function loadHouseholdTerritories(
  sql: Sql,
  householdIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Territory>> {
  const rows = await sql.query<{ id: string; line: string | null; worker_id: string | null }>(
    `select k.household_id as id, ${LINE('k.union_id')} as line, worker.person_id as worker_id
     from stewards($2) k
     left join lateral (
       select m.person_id
       from household_version h
       join membership_version m on m.anchor_id = h.worker_id and m.superseded_in is null
       where h.anchor_id = k.household_id and h.superseded_in is null
       order by (${validOn('h', '$2')}) desc, h.valid_from desc, (${validOn('m', '$2')}) desc, m.valid_from desc limit 1
     ) as worker on true
     where k.household_id = any($1)`,
    [householdIds, today],
  );
  return new Map(rows.map(({ id, line, worker_id: workerId }) => [id, { unions: unionsIn(line), workerId }]));
}

/** Returns unions with all unions above them today, by their ids; unknown unions are omitted. One statement. */
export async function loadUnionTerritories(
  sql: Sql,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Territory>> {
  const rows = await sql.query<{ id: string; line: string | null }>(
    `select u.id, ${LINE('u.id')} as line from trade_union u where u.id = any($1)`,
    [unionIds, today],
  );
  return new Map(rows.map(({ id, line }) => [id, { unions: unionsIn(line), workerId: null }]));
}

/** The steward of each household today, by whom rights are judged: that of its live file, else the union that recorded it. */
export function loadStewards(
  sql: Sql,
  householdIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const text = 'select household_id, union_id from stewards($2) where household_id = any($1)';
  return readMap(sql, text, [householdIds, today]);
}

/** The steward of each household on the day and at the revision of a question: whose local rules apply, and what is shown. */
export function loadStewardsAt(
  sql: Sql,
  householdIds: readonly string[],
  at: ReadAt,
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const parameters = new Parameters();
  const ids = parameters.add(householdIds);
  const now = `${parameters.add(today)}::date`;
  const isNow = isPresent(at, today);
  const day = isNow ? now : `${parameters.add(printDay(at.asOf))}::date`;
  const { join, steward } = joinStewards({ day, known: at.known, today: now, isPresent: isNow }, 'h.id');
  const text = `select h.id, ${steward} from household h ${join} where h.id = any(${ids}::uuid[])`;
  return readMap(sql, text, parameters.values);
}
