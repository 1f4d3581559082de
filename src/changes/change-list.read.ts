import { underToday, unionNamed } from '../access/territory-condition.ts';
import { authorisedUnions, type Viewer } from '../access/viewer.ts';
import { countRows } from '../database/rows.ts';
import { WATERMARK, type Watermark } from '../database/time/change-log.ts';
import { Parameters } from '../database/parameters.ts';
import type { Sql } from '../database/database.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import { validOn } from '../database/time/valid-on.ts';
import { CHANGE_COLUMNS, CHANGE_JOINS, type ChangeRow, type Unnumbered, withNumber } from './change.read.ts';

/** A filter of changes; a field that is `null` does not restrict the list. Days are `YYYY-MM-DD`. */
export interface ChangeFilter {
  readonly union: string | null;
  readonly actor: string | null;
  readonly act: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

export interface ChangeListing {
  readonly viewer: Viewer;
  readonly filter: ChangeFilter;
  readonly known: KnownAt;
  readonly today: string;
}

export interface ListedRow extends ChangeRow, Watermark {
  /** The moment to the microsecond, by which changes are sorted. */
  readonly moment: string;
}

/** How many households a territory may have whose changes are gathered household by household. */
const FEW = 5000;

/**
 * Lists the changes of a viewer's territory, newest first. Of a large territory the changes are walked in the order of an index
 * until the page is full; those of few households would be far apart there and are gathered from the households.
 */
export async function listChanges(
  sql: Sql,
  listing: ChangeListing,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly ListedRow[]> {
  const parameters = new Parameters();
  const within = territory(parameters, listing);
  const day = `${parameters.add(listing.today)}::date`;
  const conditions = [`(${within(ownerOf(day))} or ${isAboutOneOf(within, day)})`];
  if (await hasFewHouseholds(sql, listing)) conditions.push(`c.id in (${changesWithin(within)})`);
  const body = fromAndWhere(parameters, listing, conditions);
  const [moment = null, id = null] = after ?? [];
  const from =
    after === null ? '' : `and (c.at, c.id) < (${parameters.add(moment)}::timestamptz, ${parameters.add(id)}::uuid)`;
  const rows = await sql.query<Unnumbered<ListedRow>>(
    `select ${CHANGE_COLUMNS}, c.at::text as moment, ${WATERMARK} ${body} ${from}
     order by c.at desc, c.id desc limit ${parameters.add(limit)}`,
    parameters.values,
  );
  return rows.map((row) => withNumber<ListedRow>(row));
}

/** Counts the changes by joins: whose each of a million changes is, asked one by one, would take a minute. */
export function countChanges(sql: Sql, listing: ChangeListing): Promise<number> {
  const parameters = new Parameters();
  const { joins, condition } = ownedToday(territory(parameters, listing), `${parameters.add(listing.today)}::date`);
  return countRows(sql, fromAndWhere(parameters, listing, [condition], joins), parameters);
}

async function hasFewHouseholds(sql: Sql, listing: ChangeListing): Promise<boolean> {
  const parameters = new Parameters();
  const within = territory(parameters, listing)('i.union_id');
  const [row] = await sql.query<{ count: string }>(
    `select count(*) as count from (
       select from household_index i where ${within} limit ${parameters.add(FEW + 1)}
     ) few`,
    parameters.values,
  );
  return Number(row?.count ?? 0) <= FEW;
}

function fromAndWhere(
  parameters: Parameters,
  { filter, known }: ChangeListing,
  of: readonly string[],
  joins = '',
): string {
  const { actor, act, from, to } = filter;
  const conditions = [...of];
  if (actor !== null)
    conditions.push(`c.actor_id = (select s.id from staff s where s.code = ${parameters.add(actor)})`);
  if (act !== null) conditions.push(`c.action = ${parameters.add(act)}`);
  if (from !== null) conditions.push(`c.at >= ${parameters.add(from)}::date::timestamptz`);
  if (to !== null) conditions.push(`c.at < (${parameters.add(to)}::date + 1)::timestamptz`);
  if (known !== 'NOW') conditions.push(`s.number <= ${parameters.add(known)}::bigint`);
  return `from change_log c ${CHANGE_JOINS} ${joins} where ${conditions.join(' and ')}`;
}

/** The condition for a union to be in the viewer's territory today, and under the union of the filter. */
function territory(parameters: Parameters, { viewer, filter, today }: ChangeListing): (unionId: string) => string {
  const day = parameters.add(today);
  const roots = [`${parameters.add(authorisedUnions(viewer, 'READ_HISTORY'))}::uuid[]`];
  if (filter.union !== null) roots.push(unionNamed(parameters, filter.union));
  return (unionId) => roots.map((of) => underToday(unionId, of, day)).join(' and ');
}

/** The union of a change's subject today: the steward of a household, and of that of a person. */
function ownerOf(day: string): string {
  return `(case c.subject_kind
    when 'HOUSEHOLD' then (select k.union_id from stewards(${day}) k where k.household_id = c.subject_id limit 1)
    when 'PERSON' then (
      select i.union_id from person_index i where i.person_id = c.subject_id and ${validOn('i', day)} limit 1)
    when 'TRADE_UNION' then c.subject_id
    when 'PROFILE' then (select p.union_id from profile p where p.id = c.subject_id)
    when 'RELIEF_ALLOCATION' then (
      select f.union_id from relief_allocation r join relief_fund f on f.id = r.fund_id where r.id = c.subject_id)
    when 'RELIEF_BATCH' then (select b.union_id from relief_batch b where b.id = c.subject_id)
  end)`;
}

/** Whether a change is about a household within, beside its subject. */
function isAboutOneOf(within: (unionId: string) => string, day: string): string {
  return `exists (select from change_household o join stewards(${day}) k on k.household_id = o.household_id
    where o.recorded_in = c.id and ${within('k.union_id')} offset 0)`;
}

/** The changes whose subject ever was within, or a household that they are about. */
function changesWithin(within: (unionId: string) => string): string {
  const households = `select i.household_id from household_index i where ${within('i.union_id')}`;
  const persons = `select i.person_id from person_index i where i.household_id in (${households})`;
  return `select l.id from change_log l where l.subject_id in (
      ${households} union all ${persons}
      union all select u.id from trade_union u where ${within('u.id')}
      union all select p.id from profile p where ${within('p.union_id')}
      union all ${allocationsWithin(within)}
      union all ${batchesWithin(within)})
    union all select o.recorded_in from change_household o where o.household_id in (${households})`;
}

function allocationsWithin(within: (unionId: string) => string): string {
  return `select r.id from relief_allocation r join relief_fund f on f.id = r.fund_id where ${within('f.union_id')}`;
}

function batchesWithin(within: (unionId: string) => string): string {
  return `select b.id from relief_batch b where ${within('b.union_id')}`;
}

/** The same as {@link ownerOf} and {@link isAboutOneOf} of every change, by joins with what is within. */
function ownedToday(within: (unionId: string) => string, day: string): { joins: string; condition: string } {
  const households = `select k.household_id as id from stewards(${day}) k where ${within('k.union_id')}`;
  const sets = {
    HOUSEHOLD: households,
    PERSON: `select distinct i.person_id as id from person_index i where ${validOn('i', day)} and ${within('i.union_id')}`,
    TRADE_UNION: `select u.id from trade_union u where ${within('u.id')}`,
    PROFILE: `select p.id from profile p where ${within('p.union_id')}`,
    RELIEF_ALLOCATION: allocationsWithin(within),
    RELIEF_BATCH: batchesWithin(within),
  };
  const joins = Object.entries(sets).map(
    ([kind, ids]) => `left join (${ids}) of_${kind} on c.subject_kind = '${kind}' and of_${kind}.id = c.subject_id`,
  );
  const about = `left join (select distinct o.recorded_in as id from change_household o
      join (${households}) h on h.id = o.household_id) about on about.id = c.id`;
  const ids = [...Object.keys(sets).map((kind) => `of_${kind}.id`), 'about.id'];
  return { joins: [...joins, about].join(' '), condition: `coalesce(${ids.join(', ')}) is not null` };
}
