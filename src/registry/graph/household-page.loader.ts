import { batchLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import { type Page, makePage, pageSize, type Position, openCursor, type Walk } from '../../graph/page.ts';
import { perRequest } from '../../graph/batch/per-request.ts';
import type { Database } from '../../database/database.ts';
import { serially } from '../../database/reads/serially.ts';
import { printDay } from '../../kernel/calendar.ts';
import { countChanges, listChanges } from '../reading/history.read.ts';
import { countHouseholds, listHouseholds } from '../listing/household-list.read.ts';
import type { HouseholdFilter, HouseholdListing } from '../listing/household-listing.ts';
import type { ChangeRow } from '../reading/rows.ts';
import { readAtOneRevision } from '../../database/time/one-revision.ts';
import type { PageArgs } from '../../graph/arguments/args.input.ts';
import { isByDecision, listDecided } from '../listing/assessed-list.ts';
import { type HouseholdNode, loadHouseholdNode } from './household.loader.ts';
import type { HouseholdsArgs } from './household.input.ts';
import { readAt } from '../../graph/arguments/read-at.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';

const NO_FILTER: HouseholdFilter = {
  union: null,
  region: null,
  mainCause: null,
  declaredClass: null,
  migrant: null,
  singleParent: null,
  level: null,
  category: null,
  fileState: null,
  workerName: null,
  outcome: null,
  primaryCategory: null,
  assessedAtLevel: 'NATIONAL',
};

/** A page of the households within the viewer's territory. */
export async function householdPage(context: GraphContext, given: HouseholdsArgs): Promise<Page<HouseholdNode>> {
  const { deps } = context;
  const viewer = requireViewer(context);
  const [size, filter, order] = [
    pageSize(given.first),
    filterTexts(NO_FILTER, given.filter),
    given.orderBy ?? 'FILE_NUMBER',
  ];
  const at = await readAt(deps, given);
  const of = [filter, order, printDay(at.asOf), given.asKnownOn ?? null];
  const walk: Walk = { list: 'households', of, viewer };
  const position = openCursor(deps.secrets, walk, given.after);
  const listingAt = (known: typeof at.known): HouseholdListing => {
    return { viewer, filter, order, at: { ...at, known }, today: deps.today };
  };
  const { rows, revision, known } = await readAtOneRevision(position?.revision ?? at.known, (readAt) =>
    pageAfter(deps.database, listingAt(readAt), position, size + 1),
  );
  const nodes = await Promise.all(rows.map(({ id }) => loadHouseholdNode(context, id, { ...at, known })));
  const keyed = rows.flatMap(({ id, by }, index) => {
    const node = nodes[index];
    return node === null || node === undefined ? [] : [{ node, key: [by, id] }];
  });
  return makePage(deps.secrets, walk, size, { rows: keyed, revision }, () =>
    countListing(deps.database, listingAt(known)),
  );
}

function pageAfter(database: Database, listing: HouseholdListing, position: Position | null, limit: number) {
  const after = position?.after ?? null;
  return isByDecision(listing.filter)
    ? serially(database, 'LISTS', (sql) => listDecided(sql, listing, after, limit))
    : database.session((sql) => listHouseholds(sql, listing, after, limit));
}

async function countListing(database: Database, listing: HouseholdListing): Promise<number> {
  if (!isByDecision(listing.filter)) return database.session((sql) => countHouseholds(sql, listing));
  return (await serially(database, 'LISTS', (sql) => listDecided(sql, listing, null, Infinity))).length;
}

interface ChangesOf {
  readonly household: HouseholdNode;
  readonly limit: number;
  readonly before: string | null;
  readonly known: HouseholdNode['at']['known'];
}

const changes = perRequest(({ deps }) =>
  batchLoader<ChangesOf, Awaited<ReturnType<typeof listChanges>>>({
    cacheKey: ({ household }) => household.id,
    groupKey: ({ limit, before, known }) => `${limit} ${before ?? ''} ${known}`,
    load: async (keys) => {
      const [first] = keys;
      if (first === undefined) return new Map();
      const ids = keys.map(({ household }) => household.id);
      const rows = await deps.database.session((sql) => listChanges(sql, ids, first.known, first.before, first.limit));
      return Map.groupBy(rows, ({ householdId }) => householdId);
    },
  }),
);

const changeCounts = perRequest(({ deps }) =>
  batchLoader<Pick<ChangesOf, 'household' | 'known'>, number>({
    cacheKey: ({ household }) => household.id,
    groupKey: ({ known }) => String(known),
    load: (keys) => {
      const ids = keys.map(({ household }) => household.id);
      return deps.database.session((sql) => countChanges(sql, ids, keys[0]?.known ?? 'NOW'));
    },
  }),
);

/** A page of a household's history, newest change first. */
export async function changePage(
  context: GraphContext,
  household: HouseholdNode,
  given: PageArgs,
): Promise<Page<ChangeRow>> {
  const { secrets } = context.deps;
  const size = pageSize(given.first);
  const walk: Walk = { list: 'Household.history', of: household.id, viewer: requireViewer(context) };
  const position = openCursor(secrets, walk, given.after);
  const before = position?.after[0] ?? null;
  const { rows, revision, known } = await readAtOneRevision(
    position?.revision ?? household.at.known,
    async (readAt) => {
      return (await changes(context).load({ household, limit: size + 1, before, known: readAt })) ?? [];
    },
  );
  const keyed = rows.map((node) => ({ node, key: [node.id] }));
  return makePage(secrets, walk, size, { rows: keyed, revision }, async () => {
    return (await changeCounts(context).load({ household, known })) ?? 0;
  });
}
