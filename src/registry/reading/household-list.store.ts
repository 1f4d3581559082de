import { Parameters, under, withinTerritory } from '../../access/territory-condition.ts';
import type { Action } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../database/database.ts';
import { printDay } from '../../kernel/calendar.ts';
import type { Level } from '../../policy/facts.ts';
import { SNAPSHOT, type Snapshot } from '../../database/change-log.ts';
import { type KnownAt, knownAt } from '../../database/known-at.ts';
import type { HouseholdOrder } from './household-list.codes.ts';
import type { ReadAt } from './nodes.ts';

/** What narrows a list of households; `null` narrows nothing. */
export interface HouseholdFilter {
  /** Kept by this union or one under it: its id or its code. */
  readonly union: string | null;
  readonly region: string | null;
  readonly mainCause: string | null;
  readonly declaredClass: string | null;
  readonly migrant: boolean | null;
  readonly singleParent: boolean | null;
  readonly level: string | null;
  readonly category: string | null;
  readonly fileState: string | null;
  /** Part of the worker's name. */
  readonly workerName: string | null;
  /** What the household is decided to be, by the rules of a level. */
  readonly outcome: string | null;
  readonly primaryCategory: string | null;
  readonly assessedAtLevel: Level;
}

export interface HouseholdListing {
  readonly viewer: Viewer;
  readonly filter: HouseholdFilter;
  readonly order: HouseholdOrder;
  readonly at: ReadAt;
  readonly today: string;
}

export interface ListedHousehold extends Snapshot {
  readonly id: string;
  readonly by: string;
  /** The union that keeps it today. */
  readonly unionId: string;
}

/** Texts sort as Chinese is read, numbers and ids by their characters; what has none comes last. */
function sortedBy(order: HouseholdOrder, known: KnownAt): string {
  switch (order) {
    case 'FILE_NUMBER':
      return `coalesce(${known === 'NOW' ? 'k.file_number' : 'f.number'}, '~') collate "C"`;
    case 'WORKER_NAME':
      return `p.name collate "zh-x-icu"`;
    case 'ID':
      return `k.household_id::text collate "C"`;
  }
}

/** The ids of a page of households with what they are sorted by; of all of them without a limit. */
export async function listHouseholds(
  sql: Sql,
  listing: HouseholdListing,
  after: readonly (string | null)[] | null,
  limit: number | null,
): Promise<readonly ListedHousehold[]> {
  const parameters = new Parameters();
  const { unions, rows } = partsOf(parameters, listing);
  const by = sortedBy(listing.order, listing.at.known);
  const later =
    after === null
      ? ''
      : `and (${by}, k.household_id) > (${parameters.add(after[0])}, ${parameters.add(after[1])}::uuid)`;
  const most = parameters.add(limit);
  const pageOf = (condition: string) => `select k.household_id as id, ${by} as by, k.union_id as "unionId" ${rows}
    and ${condition} ${later} order by ${by}, k.household_id limit ${most}`;
  const found = walksIndex(listing)
    ? `(${unions}) as mine cross join lateral (${pageOf('k.union_id = mine.id')}) as page`
    : `(${pageOf(isOfUnions(listing.viewer) ? `k.union_id in (${unions})` : unions)}) as page`;
  return sql.query<ListedHousehold>(
    `select page.*, ${SNAPSHOT} from ${found} order by page.by, page.id limit ${most}`,
    parameters.values,
  );
}

/** How many there are in all. */
export async function countHouseholds(sql: Sql, listing: HouseholdListing): Promise<number> {
  const parameters = new Parameters();
  const { unions, rows } = partsOf(parameters, listing);
  const within = isOfUnions(listing.viewer) ? `k.union_id in (${unions})` : unions;
  const [row] = await sql.query<{ count: string }>(`select count(*) ${rows} and ${within}`, parameters.values);
  return Number(row?.count ?? 0);
}

/**
 * Whether the first rows of each union stand together in an index, so that a page is among them. Where few rows of a union
 * are wanted they are better looked for in all at once.
 */
function walksIndex({
  viewer,
  order,
  filter: { union: _union, assessedAtLevel: _level, ...others },
}: HouseholdListing): boolean {
  return isOfUnions(viewer) && order === 'FILE_NUMBER' && Object.values(others).every((value) => value === null);
}

/** Staff see what unions keep, a worker their own. */
function isOfUnions({ personId }: Viewer): boolean {
  return personId === null;
}

/** `rows`: what is listed; `unions`: those that keep what is the viewer's and asked for, or a worker's own condition. */
function partsOf(
  parameters: Parameters,
  listing: HouseholdListing,
): { readonly unions: string; readonly rows: string } {
  const { viewer, filter, at, today } = listing;
  const rows = rowsOf(parameters, listing, parameters.add(printDay(at.asOf)));
  const union = isOfUnions(viewer) ? 'u.id' : 'k.union_id';
  const judged = { viewer, actions: actionsFor(filter), today };
  const conditions = [withinTerritory(parameters, judged, union, 'k.household_id')];
  if (filter.union !== null) {
    conditions.push(under(union, namedUnion(parameters.add(filter.union)), parameters.add(today)));
  }
  const all = conditions.join(' and ');
  return { unions: isOfUnions(viewer) ? `select u.id from trade_union u where ${all}` : all, rows };
}

function namedUnion(union: string): string {
  return `array(select named.id from trade_union named where ${union} in (named.code, named.id::text))`;
}

function rowsOf(
  parameters: Parameters,
  { filter, order, at: { known }, today }: HouseholdListing,
  day: string,
): string {
  const held = (alias: string) =>
    `${alias}.valid_from <= ${day}::date and (${alias}.valid_to is null or ${alias}.valid_to > ${day}::date)`;
  const worker =
    order === 'WORKER_NAME' || filter.workerName !== null
      ? `join membership_version m on m.anchor_id = v.worker_id and ${knownAt('m', known)} and ${held('m')}
         join person_version p on p.anchor_id = m.person_id and ${knownAt('p', known)} and ${held('p')}`
      : '';
  return `from household_version v
    join keepers(${parameters.add(today)}::date) k on k.household_id = v.anchor_id
    ${known === 'NOW' ? '' : `left join archive_file f on f.id = ${liveFile(known)}`}
    ${worker}
    where ${[knownAt('v', known), held('v'), ...conditionsOf(parameters, filter, known, day)].join('\n and ')}`;
}

/** The file that was live at the revision; `keepers` has the one of now. */
function liveFile(known: KnownAt): string {
  if (known === 'NOW') return 'k.file_id';
  return `(select l.anchor_id from archive_file_version l where l.household_id = v.anchor_id and ${knownAt('l', known)}
    and l.valid_to is null and l.state not in ('LIFTED', 'WITHDRAWN'))`;
}

/** A household is only found by what the viewer may read of it. */
function actionsFor({ singleParent, outcome, primaryCategory }: HouseholdFilter): readonly Action[] {
  const actions: Action[] = ['READ_HOUSEHOLD'];
  if (singleParent !== null) actions.push('READ_FACTS');
  if (outcome !== null || primaryCategory !== null) actions.push('READ_ASSESSMENT');
  return actions;
}

function conditionsOf(parameters: Parameters, filter: HouseholdFilter, known: KnownAt, day: string): readonly string[] {
  const conditions: string[] = [];
  const equal = (column: string, value: string | boolean | null) => {
    if (value !== null) conditions.push(`${column} = ${parameters.add(value)}`);
  };
  equal('v.region', filter.region);
  equal('v.main_cause', filter.mainCause);
  equal('v.declared_class', filter.declaredClass);
  equal('v.migrant', filter.migrant);
  equal('v.single_parent', filter.singleParent);
  if (filter.workerName !== null) conditions.push(`strpos(p.name, ${parameters.add(filter.workerName)}) > 0`);
  return [...conditions, ...fileConditions(parameters, filter, known, day)];
}

/** States in which a file is live no more. */
const ENDED = ['LIFTED', 'WITHDRAWN'];

/** Conditions of the file that is live today, or of one that has ended where that is asked for, as it stood on the day. */
function fileConditions(
  parameters: Parameters,
  { level, category, fileState }: HouseholdFilter,
  known: KnownAt,
  day: string,
): readonly string[] {
  const wanted = Object.entries({ level, category, state: fileState }).filter(([, value]) => value !== null);
  if (wanted.length === 0) return [];
  const equal = wanted.map(([column, value]) => `a.${column} = ${parameters.add(value)}`).join(' and ');
  const file =
    fileState !== null && ENDED.includes(fileState)
      ? 'a.household_id = v.anchor_id'
      : `a.anchor_id = ${liveFile(known)}`;
  return [
    `exists (select from archive_file_version a where ${file} and ${knownAt('a', known)}
      and a.valid_from <= ${day}::date and (a.valid_to is null or a.valid_to > ${day}::date) and ${equal})`,
  ];
}
