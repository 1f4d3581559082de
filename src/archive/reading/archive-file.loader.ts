import type { KnownAt } from '../../database/time/known-at.ts';
import { sharedLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import type { Protected } from '../../graph/policy/protected.ts';
import { NOBODY } from '../../graph/arguments/ids.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { printDay, requireDay } from '../../kernel/calendar.ts';
import { type HouseholdNode, loadHouseholdNode } from '../../registry/graph/household.loader.ts';
import { readAt, timesKey, type View } from '../../graph/arguments/read-at.ts';
import { requireUnion } from '../../organisation/named-union.loader.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import {
  type ArchiveFileFilter,
  type ArchiveFileListing,
  type ArchiveFileRow,
  countFiles,
  listFiles,
  readFiles,
  readReceipts,
  type ReceiptRow,
} from './archive-file.read.ts';
import type { ArchiveFilesArgs } from './archive-file.type.ts';

/** A file as one viewer sees it. */
export interface ArchiveFileNode extends ArchiveFileRow, Protected {
  readonly household: HouseholdNode;
  readonly at: View;
}

interface Key {
  readonly value: string;
  readonly at: View;
}

const files = {
  id: filesBy('id', ({ id }) => id),
  number: filesBy('number', ({ number }) => number),
  household: filesBy('household_id', ({ householdId }) => householdId),
} as const;

function filesBy(column: 'id' | 'number' | 'household_id', rowKey: (row: ArchiveFileRow) => string) {
  return sharedLoader<Key, readonly ArchiveFileRow[]>({
    cacheKey: ({ value }) => value,
    groupKey: ({ at }) => timesKey(at),
    read: async (sql, keys, { secrets }, { at }) => {
      const values = keys.map(({ value }) => value);
      return Map.groupBy(await readFiles(sql, secrets, column, values, at), rowKey);
    },
  });
}

const receipts = sharedLoader<HouseholdNode, readonly ReceiptRow[]>({
  cacheKey: ({ id }) => id,
  groupKey: ({ at }) => String(at.known),
  read: async (sql, households, _deps, { at }) => {
    const ids = households.map(({ id }) => id);
    return Map.groupBy(await readReceipts(sql, ids, at.known), ({ householdId }) => householdId);
  },
});

/** Loads a file, if the viewer may see its household. */
export async function loadArchiveFile(
  context: GraphContext,
  by: 'id' | 'number',
  value: string,
  at: View,
): Promise<ArchiveFileNode | null> {
  const [row] = (await files[by](context).load({ value, at })) ?? [];
  const household = await loadHouseholdNode(context, row?.householdId ?? NOBODY, at);
  return row === undefined || household === null ? null : archiveFileNode(row, household);
}

export async function loadHouseholdFiles(
  context: GraphContext,
  household: HouseholdNode,
): Promise<readonly ArchiveFileNode[]> {
  const rows = (await files.household(context).load({ value: household.id, at: household.at })) ?? [];
  return rows.map((row) => archiveFileNode(row, household));
}

export async function loadReceipts(context: GraphContext, household: HouseholdNode): Promise<readonly ReceiptRow[]> {
  return (await receipts(context).load(household)) ?? [];
}

/** A recorded decision as a viewer sees it. */
export function receiptNode(row: ReceiptRow, { rights }: HouseholdNode): object {
  return { ...row, rights, asOf: requireDay(row.asOf) };
}

export const NO_FILE_FILTER: ArchiveFileFilter = {
  ...{ union: null, level: null, category: null, state: null, numberFrom: null, body: null, inStateBefore: null },
  ...{ notEntered: null, mark: null },
};

/** Loads a page of the files within the viewer's territory. */
export async function filePage(context: GraphContext, given: ArchiveFilesArgs): Promise<Page<ArchiveFileNode>> {
  const { database, today } = context.deps;
  const viewer = requireViewer(context);
  const filter = filterTexts(NO_FILE_FILTER, given.filter);
  await requireUnion(context, filter.union, 'READ_HOUSEHOLD', 'filter.union');
  const at = await readAt(context.deps, given);
  const listingAt = (known: KnownAt): ArchiveFileListing => ({ viewer, filter, at: { ...at, known }, today });
  return walkPage(context, {
    list: 'archiveFiles',
    of: [filter, printDay(at.asOf), given.asKnownOn ?? null, given.revision ?? null],
    given,
    known: at.known,
    read: (known, after, limit) =>
      database.session((sql) => listFiles(sql, listingAt(known), after?.[0] ?? null, limit)),
    keyOf: ({ number }) => [number],
    nodesOf: (rows, known) => Promise.all(rows.map(({ id }) => loadArchiveFile(context, 'id', id, { ...at, known }))),
    count: (known) => database.session((sql) => countFiles(sql, listingAt(known))),
  });
}

function archiveFileNode(row: ArchiveFileRow, household: HouseholdNode): ArchiveFileNode {
  const { at, rights, subject } = household;
  return { ...row, household, at, rights, subject };
}
