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
const SORTED_BY: Readonly<Record<HouseholdOrder, string>> = {
  FILE_NUMBER: `coalesce(f.number, '~') collate "C"`,
  WORKER_NAME: `p.name collate "zh-x-icu"`,
  ID: `h.id::text collate "C"`,
};

/** The ids of a page of households with what they are sorted by; of all of them without a limit. */
export async function listHouseholds(
  sql: Sql,
  listing: HouseholdListing,
  after: readonly (string | null)[] | null,
  limit: number | null,
): Promise<readonly ListedHousehold[]> {
  const parameters = new Parameters();
  const body = bodyOf(parameters, listing);
  const by = SORTED_BY[listing.order];
  const from =
    after === null ? '' : `and (${by}, h.id) > (${parameters.add(after[0])}, ${parameters.add(after[1])}::uuid)`;
  return sql.query<ListedHousehold>(
    `select h.id, ${by} as by, k.union_id as "unionId", ${SNAPSHOT} ${body} ${from} order by ${by}, h.id limit ${parameters.add(limit)}`,
    parameters.values,
  );
}

/** How many there are in all. */
export async function countHouseholds(sql: Sql, listing: HouseholdListing): Promise<number> {
  const parameters = new Parameters();
  const [row] = await sql.query<{ count: string }>(`select count(*) ${bodyOf(parameters, listing)}`, parameters.values);
  return Number(row?.count ?? 0);
}

function bodyOf(parameters: Parameters, { viewer, filter, order, at, today }: HouseholdListing): string {
  const { known } = at;
  const day = parameters.add(printDay(at.asOf));
  const held = (alias: string) =>
    `${alias}.valid_from <= ${day}::date and (${alias}.valid_to is null or ${alias}.valid_to > ${day}::date)`;
  const worker =
    order === 'WORKER_NAME' || filter.workerName !== null
      ? `join membership_version m on m.anchor_id = v.worker_id and ${knownAt('m', known)} and ${held('m')}
         join person_version p on p.anchor_id = m.person_id and ${knownAt('p', known)} and ${held('p')}`
      : '';
  return `from household h
    join household_version v on v.anchor_id = h.id and ${knownAt('v', known)} and ${held('v')}
    join keepers(${parameters.add(today)}::date) k on k.household_id = h.id
    left join archive_file f on f.id = ${liveFile(known)}
    ${worker}
    where ${[
      withinTerritory(parameters, { viewer, actions: actionsFor(filter), today }, 'k.union_id', 'h.id'),
      ...conditionsOf(parameters, filter, known, today, day),
    ].join('\n and ')}`;
}

/** The file that was live at the revision; `keepers` has the one of now. */
function liveFile(known: KnownAt): string {
  if (known === 'NOW') return 'k.file_id';
  return `(select l.anchor_id from archive_file_version l where l.household_id = h.id and ${knownAt('l', known)}
    and l.valid_to is null and l.state not in ('LIFTED', 'WITHDRAWN'))`;
}

/** A household is only found by what the viewer may read of it. */
function actionsFor({ singleParent, outcome, primaryCategory }: HouseholdFilter): readonly Action[] {
  const actions: Action[] = ['READ_HOUSEHOLD'];
  if (singleParent !== null) actions.push('READ_FACTS');
  if (outcome !== null || primaryCategory !== null) actions.push('READ_ASSESSMENT');
  return actions;
}

function conditionsOf(
  parameters: Parameters,
  filter: HouseholdFilter,
  known: KnownAt,
  today: string,
  day: string,
): readonly string[] {
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
  if (filter.union !== null) {
    const named = `array(select u.id from trade_union u where ${parameters.add(filter.union)} in (u.code, u.id::text))`;
    conditions.push(under('k.union_id', named, parameters.add(today)));
  }
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
    fileState !== null && ENDED.includes(fileState) ? 'a.household_id = h.id' : `a.anchor_id = ${liveFile(known)}`;
  return [
    `exists (select from archive_file_version a where ${file} and ${knownAt('a', known)}
      and a.valid_from <= ${day}::date and (a.valid_to is null or a.valid_to > ${day}::date) and ${equal})`,
  ];
}
