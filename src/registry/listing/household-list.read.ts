import { isPresent } from '../../database/time/known-at.ts';
import { countRows, hasRows } from '../../database/rows.ts';
import { under, unionNamed, withinTerritory } from '../../access/territory-condition.ts';
import type { Action } from '../../access/permissions.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { Sql } from '../../database/database.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import { Parameters } from '../../database/parameters.ts';
import { listRows } from './household-list-rows.read.ts';
import type { HouseholdFilter, HouseholdListing } from './household-listing.ts';

export interface ListedHousehold extends Watermark {
  readonly id: string;
  readonly by: string;
  /** The steward of the household today. */
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
  const { unions, rows, by } = queryParts(parameters, listing);
  const later =
    after === null
      ? ''
      : `and (${by}, k.household_id) > (${parameters.add(after[0])}, ${parameters.add(after[1])}::uuid)`;
  const most = parameters.add(limit);
  const pageQuery = (condition: string) => `select k.household_id as id, ${by} as by, k.union_id as "unionId" ${rows}
    and ${condition} ${later} order by ${by}, k.household_id limit ${most}`;
  const found = walksIndex(listing)
    ? `(${unions}) as mine cross join lateral (${pageQuery('k.union_id = mine.id')}) as page`
    : `(${pageQuery(isStaff(listing.viewer) ? `k.union_id in (${unions})` : unions)}) as page`;
  return sql.query<ListedHousehold>(
    `select page.*, ${WATERMARK} from ${found} order by page.by, page.id limit ${most}`,
    parameters.values,
  );
}

/** Counts the households of all pages. */
export function countHouseholds(sql: Sql, listing: HouseholdListing): Promise<number> {
  const parameters = new Parameters();
  const { unions, rows } = queryParts(parameters, listing);
  const within = isStaff(listing.viewer) ? `k.union_id in (${unions})` : unions;
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

function narrowsNothing({ union: _union, assessedAtLevel: _level, ...others }: HouseholdFilter): boolean {
  return Object.values(others).every((value) => value === null);
}

/** Whether the viewer is staff, who see the households of unions; a worker sees their own household. */
function isStaff({ personId }: Viewer): boolean {
  return personId === null;
}

/**
 * The parts of the statement. `unions` selects the stewards within the viewer's territory and the filter; for a worker,
 * it is the condition for their own household.
 */
function queryParts(parameters: Parameters, listing: HouseholdListing) {
  const { viewer, filter, today } = listing;
  const union = isStaff(viewer) ? 'u.id' : 'k.union_id';
  const judged = { viewer, actions: actionsFor(filter), today };
  const conditions = [withinTerritory(parameters, judged, union, 'k.household_id')];
  if (filter.union !== null) {
    conditions.push(under(union, unionNamed(parameters, filter.union), parameters.add(today)));
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
 * Whether there are unions whose households a list would show if it were not filtered by a field that the viewer may not
 * read there: these households would be left out as if they did not match. Workers may read all of their household.
 */
export async function hidesHouseholds(
  sql: Sql,
  { viewer, filter: { union }, today }: Pick<HouseholdListing, 'viewer' | 'filter' | 'today'>,
  field: LimitedField,
): Promise<boolean> {
  if (!isStaff(viewer)) return false;
  const parameters = new Parameters();
  const inTerritory = (action: Action) =>
    withinTerritory(parameters, { viewer, actions: [action], today }, 'u.id', 'none');
  const conditions = [inTerritory('READ_HOUSEHOLD'), `not (${inTerritory(FILTER_ACTIONS[field])})`];
  if (union !== null) conditions.push(under('u.id', unionNamed(parameters, union), parameters.add(today)));
  return hasRows(sql, `select from trade_union u where ${conditions.join(' and ')} limit 1`, parameters.values);
}
