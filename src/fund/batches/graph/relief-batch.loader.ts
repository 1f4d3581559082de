import { authorisedUnions, grantedRights } from '../../../access/viewer.ts';
import type { KnownAt } from '../../../database/time/known-at.ts';
import type { PageArgs } from '../../../graph/arguments/args.input.ts';
import { filterTexts } from '../../../graph/arguments/filter-texts.ts';
import { NOBODY } from '../../../graph/arguments/ids.ts';
import { readAt, timesKey, type View, type Viewed } from '../../../graph/arguments/read-at.ts';
import { sharedLoader } from '../../../graph/batch/batch.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { type Page, walkPage } from '../../../graph/page/walk-page.ts';
import type { Protected } from '../../../graph/policy/protected.ts';
import { requireViewer } from '../../../graph/policy/require-viewer.ts';
import type { NodeSource } from '../../../graph/views/node.ts';
import { printDay, requireDay } from '../../../kernel/calendar.ts';
import { asFen } from '../../../kernel/fen.ts';
import { requireUnion } from '../../../organisation/named-union.loader.ts';
import { territoryUnder } from '../../../registry/graph/household.loader.ts';
import {
  type BatchFilter,
  type BatchRow,
  type BatchStepRow,
  countBatches,
  listBatches,
  readBatches,
  readBatchSteps,
} from '../batch-list.read.ts';
import { type BatchLineRow, countLines, type ListedLine, readLinesAfter } from '../lines/batch-lines.read.ts';
import type { BatchesArgs } from './relief-batch.input.ts';

/** A batch as a viewer sees it. */
export interface BatchNode extends Pick<Protected, 'rights'>, Pick<BatchRow, 'unionId'> {
  readonly id: string;
  readonly at: View;
}

/** A line of a batch as a viewer sees it. */
export interface BatchLineNode extends Protected, Pick<BatchLineRow, 'allocationId'> {
  readonly at: View;
}

const byView = {
  cacheKey: ({ id }: Viewed) => id,
  groupKey: ({ at }: Viewed) => timesKey(at),
};

const batches = sharedLoader<Viewed, BatchRow>({
  ...byView,
  read: (sql, keys, _deps, { at }) => readBatches(sql, idsOf(keys), at),
});

const steps = sharedLoader<Viewed, readonly BatchStepRow[]>({
  ...byView,
  read: (sql, keys, _deps, { at }) => readBatchSteps(sql, idsOf(keys), at),
});

function idsOf(keys: readonly Viewed[]): readonly string[] {
  return keys.map(({ id }) => id);
}

/** Loads a batch; `null` both if there is none at the times of the view and if the viewer may not see it. */
export async function loadBatch(
  context: GraphContext,
  { id, at }: Pick<Viewed, 'id' | 'at'>,
): Promise<BatchNode | null> {
  const row = await batches(context).load({ id, at });
  const rights = grantedRights(requireViewer(context), await territoryUnder(context, row?.unionId ?? NOBODY));
  if (row === null || !rights.has('READ_FUNDS')) return null;
  const { preparedOn, totalFen, ...shown } = row;
  return { ...shown, at, rights, preparedOn: requireDay(preparedOn), total: asFen(Number(totalFen)) } as BatchNode;
}

/** The source of `node`: batches belong to no household. */
export const batchNodes: readonly NodeSource[] = [{ type: 'ReliefBatch', table: 'relief_batch', load: loadBatch }];

/** The steps of a batch as of its view. */
export async function loadSteps(context: GraphContext, { id, at }: BatchNode): Promise<readonly object[]> {
  const rows = (await steps(context).load({ id, at })) ?? [];
  return rows.map(({ on, ...row }) => ({ ...row, on: requireDay(on) }));
}

/** A page of the lines of a batch, in the order of their numbers. */
export function linePage(context: GraphContext, node: BatchNode, given: PageArgs): Promise<Page<BatchLineNode>> {
  const { database, secrets } = context.deps;
  const { id, at } = node;
  return walkPage<ListedLine, BatchLineNode>(context, {
    list: 'ReliefBatch',
    of: [id, printDay(at.asOf), at.known],
    given,
    known: at.known,
    read: (known, after, limit) =>
      database.session((sql) => readLinesAfter(sql, secrets, id, { known, after: Number(after?.[0] ?? 0), limit })),
    keyOf: ({ line: { number } }) => [number],
    nodesOf: (rows) => rows.map(({ line }) => lineNode(node, line)),
    count: (known) => database.session((sql) => countLines(sql, id, known)),
  });
}

function lineNode({ rights, at }: BatchNode, { number, amountFen, ...line }: BatchLineRow): BatchLineNode {
  const shown = { number: Number(number), amount: asFen(Number(amountFen)) };
  return { ...line, ...shown, rights, at, subject: { kind: 'Person', id: line.personId } };
}

const NO_FILTER: BatchFilter = { union: null, state: null };

/** A page of the batches of unions of the viewer's territory. */
export async function batchPage(context: GraphContext, given: BatchesArgs): Promise<Page<BatchNode>> {
  const { database, today } = context.deps;
  const filter = filterTexts(NO_FILTER, given.filter);
  await requireUnion(context, filter.union, 'READ_FUNDS', 'filter.union');
  const at = await readAt(context.deps, given);
  const territory = authorisedUnions(requireViewer(context), 'READ_FUNDS');
  const listingAt = (known: KnownAt) => ({ territory, filter, at: { ...at, known }, today });
  return walkPage(context, {
    list: 'reliefBatches',
    of: [filter, printDay(at.asOf), given.asKnownOn ?? null, given.revision ?? null],
    given,
    known: at.known,
    read: (known, after, limit) => database.session((sql) => listBatches(sql, listingAt(known), after, limit)),
    keyOf: ({ preparedOn, id }) => [preparedOn, id],
    nodesOf: (rows, known) => Promise.all(rows.map(({ id }) => loadBatch(context, { id, at: { ...at, known } }))),
    count: (known) => database.session((sql) => countBatches(sql, listingAt(known))),
  });
}
