import { graphError } from '../../graph/error.ts';
import type { GraphContext } from '../../graph/context.ts';
import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import { type Keyset, type Page, walkPage } from '../../graph/page/walk-page.ts';
import type { Database } from '../../database/database.ts';
import { serially } from '../../database/reads/serially.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { countHouseholds, hidesHouseholds, limitedFields, listHouseholds } from '../listing/household-list.read.ts';
import { canFindEverybody } from '../search/search.read.ts';
import { readSearch, type Search } from '../search/search.ts';
import { cellsOf } from '../../graph/arguments/find-cell.ts';
import { EVERY_HOUSEHOLD, type HouseholdFilter, type HouseholdListing } from '../listing/household-listing.ts';
import type { KnownAt, ReadAt } from '../../database/time/known-at.ts';
import { isByDecision, listDecided } from '../listing/assessed-list.ts';
import { type HouseholdNode, loadHouseholdNode } from './household.loader.ts';
import type { HouseholdsArgs } from './household.input.ts';
import { readAt } from '../../graph/arguments/read-at.ts';
import { requireRegion, requireUnion } from '../../organisation/named-union.loader.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';

/** A filter as it is given. */
type GivenFilter = Omit<HouseholdFilter, 'search' | 'cell'> & {
  readonly search: string | null;
  readonly cell: unknown;
};

const NO_FILTER: GivenFilter = { ...EVERY_HOUSEHOLD, search: null };

/** A page of the households within the viewer's territory. */
export async function householdPage(context: GraphContext, given: HouseholdsArgs): Promise<Page<HouseholdNode>> {
  const { deps } = context;
  const viewer = requireViewer(context);
  const [texts, order] = [filterTexts(NO_FILTER, given.filter), given.orderBy ?? 'FILE_NUMBER'];
  const at = await readAt(deps, given);
  const filter = { ...texts, cell: null, search: await requireSearch(context, texts.search) };
  await requireUnion(context, filter.union, 'READ_HOUSEHOLD', 'filter.union');
  await requireRegion(context, filter.region, 'filter.region');
  await requireFilter(context, filter, at);
  const idsAt = cellFinder(context, texts.cell, at.asOf);
  // A walk through a cell begins at a revision at which the cell is found too.
  const isOfNow = given.after === null || given.after === undefined;
  const begun = texts.cell !== null && at.known === 'NOW' && isOfNow ? await cellsOf().newest(context) : at.known;
  const listingAt = async (known: KnownAt, walk: KnownAt) => {
    return { viewer, filter: { ...filter, cell: await idsAt(walk) }, order, at: { ...at, known }, today: deps.today };
  };
  return walkPage(context, {
    list: 'households',
    of: [texts, order, printDay(at.asOf), given.asKnownOn ?? null, given.revision ?? null],
    given,
    known: begun,
    read: async (known, after, limit, walk) => readListing(deps.database, await listingAt(known, walk), after, limit),
    keyOf: ({ by, id }) => [by, id],
    nodesOf: (rows, known) => Promise.all(rows.map(({ id }) => loadHouseholdNode(context, id, { ...at, known }))),
    count: async (known, walk) => countListing(deps.database, await listingAt(known, walk)),
  });
}

/** Finds the households of a cell at the revision of a walk, once; a page is read as of now while that is the last one. */
function cellFinder(context: GraphContext, cell: unknown, asOf: Day) {
  const found = new Map<number, Promise<readonly string[]>>();
  return async (walk: KnownAt): Promise<readonly string[] | null> => {
    if (cell === null) return null;
    const revision = walk === 'NOW' ? await cellsOf().newest(context) : walk;
    const ids = found.get(revision) ?? cellsOf().find(context, cell, { asOf, revision });
    found.set(revision, ids);
    return ids;
  };
}

/** What a text searches for. Errors: INVALID_ARGUMENT for a text that is no search; SEARCH_NOT_READY. */
async function requireSearch({ deps }: GraphContext, text: string | null): Promise<Search | null> {
  if (text === null) return null;
  const search = readSearch(text, deps.secrets);
  if (search === undefined) throw graphError('INVALID_ARGUMENT', { argument: 'filter.search' });
  if (!(await canFindEverybody(deps.database))) throw graphError('SEARCH_NOT_READY', { argument: 'filter.search' });
  return search;
}

/** Refuses a filter by a field that the viewer may not read, which would find nothing. Errors: FORBIDDEN. */
async function requireFilter(context: GraphContext, filter: HouseholdFilter, at: ReadAt): Promise<void> {
  const [viewer, { database, today }] = [requireViewer(context), context.deps];
  for (const field of limitedFields(filter)) {
    const isForbidden = await database.session((sql) => hidesHouseholds(sql, { viewer, filter, today, at }, field));
    if (isForbidden) throw graphError('FORBIDDEN', { argument: `filter.${field}` });
  }
}

function readListing(database: Database, listing: HouseholdListing, after: Keyset | null, limit: number) {
  return isByDecision(listing.filter)
    ? serially(database, 'LISTS', (sql) => listDecided(sql, listing, after, limit))
    : database.session((sql) => listHouseholds(sql, listing, after, limit));
}

async function countListing(database: Database, listing: HouseholdListing): Promise<number> {
  if (!isByDecision(listing.filter)) return database.session((sql) => countHouseholds(sql, listing));
  return (await serially(database, 'LISTS', (sql) => listDecided(sql, listing, null, Infinity))).length;
}
