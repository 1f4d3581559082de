import { requestLoader } from '../graph/batch/batch.ts';
import type { GraphContext } from '../graph/context.ts';
import { type Page, walkPage } from '../graph/page/walk-page.ts';
import type { PageArgs } from '../graph/arguments/args.input.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import type { ChangeNode } from './changed-fact.loader.ts';
import {
  type ChangeRow,
  countChangesOf,
  type HistorySubject,
  type ListedChange,
  listChangesOf,
} from './change.read.ts';

interface ChangesOf {
  readonly of: HistorySubject;
  readonly id: string;
  readonly known: KnownAt;
  readonly limit: number;
  readonly before: string | null;
}

const changes = requestLoader<ChangesOf, readonly ListedChange[]>({
  cacheKey: ({ id }) => id,
  groupKey: ({ of, limit, before, known }) => `${of} ${limit} ${before ?? ''} ${known}`,
  read: async (sql, keys, _deps, { of, ...page }) => {
    const ids = keys.map(({ id }) => id);
    return Map.groupBy(await listChangesOf(sql, of, ids, page), (row) => row.of);
  },
});

const counts = requestLoader<Pick<ChangesOf, 'of' | 'id' | 'known'>, number>({
  cacheKey: ({ id }) => id,
  groupKey: ({ of, known }) => `${of} ${known}`,
  read: (sql, keys, _deps, { of, known }) =>
    countChangesOf(
      sql,
      of,
      keys.map(({ id }) => id),
      known,
    ),
});

/** The fields that list changes, with their subjects. */
const LISTS: Readonly<Record<HistorySubject, string>> = {
  HOUSEHOLD: 'Household.history',
  PERSON: 'Person.history',
  FILE: 'ArchiveFile.history',
  SINCE_PUBLICITY: 'ArchiveFile.changesSincePublicity',
  TRADE_UNION: 'TradeUnion.history',
  STANDARD: 'ReliefStandard.history',
};

/** What a history is of, and the revision at which it is known. */
interface Subject {
  readonly of: HistorySubject;
  readonly id: string;
  readonly known: KnownAt;
}

/** A page of a history, the newest change first. */
export function historyPage(
  context: GraphContext,
  { of, id, known: asked }: Subject,
  given: PageArgs,
): Promise<Page<ChangeNode>> {
  return walkPage(context, {
    ...{ list: LISTS[of], of: id, given, known: asked },
    read: async (known, after, limit) =>
      (await changes(context).load({ of, id, known, limit, before: after?.[0] ?? null })) ?? [],
    keyOf: (row) => [row.id],
    nodesOf: (rows) => rows.map((row) => changeNode(row, { kind: of, id })),
    count: async (known) => (await counts(context).load({ of, id, known })) ?? 0,
  });
}

/** A change of many unions or standards is shown in the history of each with what it did to that one. */
export function changeNode(row: ChangeRow, of: ChangeNode['beside']): ChangeNode {
  const isBeside = of !== null && ['TRADE_UNION', 'STANDARD'].includes(of.kind) && row.subjectId !== of.id;
  return {
    ...{ ...row, changeId: row.id, revision: row.number, beside: isBeside ? of : null },
    id: isBeside ? `${row.id}@${of.id}` : row.id,
  };
}
