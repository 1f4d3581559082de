import { isPresent } from '../../database/time/known-at.ts';
import { countRows, hasRows } from '../../database/rows.ts';
import { keptUnder, under, unionNamed, withinTerritory } from '../../access/territory-condition.ts';
import type { Action } from '../../access/permissions.ts';
import { isDissolved } from '../../organisation/changes/awaiting-steward.read.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../database/database.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { Parameters } from '../../database/parameters.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { printDay } from '../../kernel/calendar.ts';
import { listRows } from './household-list-rows.read.ts';
import type { HouseholdFilter, HouseholdListing } from './household-listing.ts';

export interface ListedHousehold extends Watermark {
  readonly id: string;
  readonly by: string;
  /** The steward of the household on the day of the list, as known at its revision. */
  readonly unionId: string;
}

/**
 * Lists the ids of a page of households, with the values they are sorted by; of all households if `limit` is `null`.
 */
export async function listHouseholds(
  sql: Sql,
  listing: HouseholdListing,
  after: readonly (string | null)[] | null,
  limit: number | null,
): Promise<readonly ListedHousehold[]> {
  const parameters = new Parameters();
  const { unions, rows, by, steward } = queryParts(parameters, listing);
  const later =
    after === null
      ? ''
      : `and (${by}, present.household_id) > (${parameters.add(after[0])}, ${parameters.add(after[1])}::uuid)`;
  const most = parameters.add(limit);
  const pageQuery = (
    condition: string,
  ) => `select present.household_id as id, ${by} as by, ${steward} as "unionId" ${rows}
    and ${condition} ${later} order by ${by}, present.household_id limit ${most}`;
  const found = walksIndex(listing)
    ? `(${unions}) as mine cross join lateral (${pageQuery('present.union_id = mine.id')}) as page`
    : `(${pageQuery(isStaff(listing.viewer) ? `present.union_id in (${unions})` : unions)}) as page`;
  return sql.query<ListedHousehold>(
    `select page.*, ${WATERMARK} from ${found} order by page.by, page.id limit ${most}`,
    parameters.values,
  );
}

/** Counts the households of all pages. */
export function countHouseholds(sql: Sql, listing: HouseholdListing): Promise<number> {
  const parameters = new Parameters();
  const { unions, rows } = queryParts(parameters, listing);
  const within = isStaff(listing.viewer) ? `present.union_id in (${unions})` : unions;
  return countRows(sql, `${rows} and ${within}`, parameters);
}

/**
 * Whether the statement reads the first rows of each union from an index in the list's order, and makes the page of
 * them. If a filter that the index does not cover leaves few rows, one scan over all unions is faster.
 */
function walksIndex(listing: HouseholdListing): boolean {
  const { viewer, order, filter } = listing;
  if (!isStaff(viewer) || order === 'ID') return false;
  const { level, category, fileState, search } = filter;
  if (isPresent(listing.at, listing.today))
    return [level, category, fileState, search].every((value) => value === null);
  return order === 'FILE_NUMBER' && narrowsNothing(filter);
}

function narrowsNothing({ assessedAtLevel: _level, ...others }: HouseholdFilter): boolean {
  return Object.values(others).every((value) => value === null);
}

/** Whether the viewer is staff, who see the households of unions; a worker sees their own household. */
function isStaff({ personId }: Viewer): boolean {
  return personId === null;
}

/**
 * The parts of the statement. `unions` selects the stewards of today within the viewer's territory, in a list of the present
 * those of the filter; for a worker, it is the condition for their own household.
 */
function queryParts(parameters: Parameters, listing: HouseholdListing) {
  const { viewer, filter, today, at } = listing;
  const union = isStaff(viewer) ? 'u.id' : 'present.union_id';
  const judged = { viewer, actions: actionsFor(filter), today };
  const conditions = [withinTerritory(parameters, judged, union, 'present.household_id')];
  if (filter.union !== null && isPresent(at, today)) {
    conditions.push(under(union, unionNamed(parameters, filter.union), parameters.add(today), at.known));
  }
  if (filter.awaitsSteward !== null && isPresent(at, today)) {
    const awaits = isDissolved(union, parameters.add(today), at.known);
    conditions.push(filter.awaitsSteward ? awaits : `not (${awaits})`);
  }
  const all = conditions.join(' and ');
  const unions = isStaff(viewer) ? `select u.id from trade_union u where ${all}` : all;
  return { unions, ...listRows(parameters, listing) };
}

/** The permissions that a filter needs besides the list's own: a viewer may only search by fields that they may read. */
const FILTER_ACTIONS = {
  singleParent: 'READ_FACTS',
  search: 'UNMASK_IDENTITY',
  outcome: 'READ_ASSESSMENT',
  primaryCategory: 'READ_ASSESSMENT',
} as const satisfies Partial<Record<keyof HouseholdFilter, Action>>;

type LimitedField = keyof typeof FILTER_ACTIONS;

/** The fields of a filter that need such a permission. */
export function limitedFields(filter: HouseholdFilter): readonly LimitedField[] {
  return (Object.keys(FILTER_ACTIONS) as readonly LimitedField[]).filter((field) => {
    return field === 'search' ? filter.search?.by === 'LAST_FOUR' : filter[field] !== null;
  });
}

function actionsFor(filter: HouseholdFilter): readonly Action[] {
  return ['READ_HOUSEHOLD', ...limitedFields(filter).map((field) => FILTER_ACTIONS[field])];
}

/**
 * Whether there are households that a list would show if it were not filtered by a field that the viewer may not read there:
 * these households would be left out as if they did not match. Workers may read all of their household.
 */
export async function hidesHouseholds(
  sql: Sql,
  listing: Pick<HouseholdListing, 'viewer' | 'filter' | 'today' | 'at'>,
  field: LimitedField,
): Promise<boolean> {
  const { viewer, today, at, filter } = listing;
  if (!isStaff(viewer)) return false;
  const parameters = new Parameters();
  const isNow = isPresent(at, today);
  const conditions = [hiddenAt(parameters, listing, field, 'u.id')];
  if (filter.union !== null && isNow) {
    conditions.push(under('u.id', unionNamed(parameters, filter.union), parameters.add(today), at.known));
  }
  const text = `select from trade_union u where ${conditions.join(' and ')} limit 1`;
  const hides = await hasRows(sql, text, parameters.values);
  return hides && filter.union !== null && !isNow ? hidesThen(sql, listing, field, filter.union) : hides;
}

/** As {@link hidesHouseholds}, of another day or revision: who was under the union then may be elsewhere today. */
function hidesThen(
  sql: Sql,
  listing: Pick<HouseholdListing, 'viewer' | 'today' | 'at'>,
  field: LimitedField,
  union: string,
): Promise<boolean> {
  const { today, at } = listing;
  const parameters = new Parameters();
  const [now, day] = [`${parameters.add(today)}::date`, `${parameters.add(printDay(at.asOf))}::date`];
  const times = { day, known: at.known, today: now, isPresent: false };
  const { join, steward, currentSteward } = joinStewards(times, 'h.id');
  const kept = keptUnder({ id: 'h.id', steward }, unionNamed(parameters, union), day, at.known);
  const hidden = hiddenAt(parameters, listing, field, currentSteward);
  return hasRows(sql, `select from household h ${join} where ${kept} and ${hidden} limit 1`, parameters.values);
}

/** The condition that the viewer may read the households of a union, but not the field. */
function hiddenAt(
  parameters: Parameters,
  { viewer, today }: Pick<HouseholdListing, 'viewer' | 'today'>,
  field: LimitedField,
  union: string,
): string {
  const inTerritory = (action: Action) =>
    withinTerritory(parameters, { viewer, actions: [action], today }, union, 'none');
  return `${inTerritory('READ_HOUSEHOLD')} and not (${inTerritory(FILTER_ACTIONS[field])})`;
}
