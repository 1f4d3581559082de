import { authorisedUnions, grantedRights } from '../../../access/viewer.ts';
import type { KnownAt } from '../../../database/time/known-at.ts';
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
import { type AllocationFilter, countAllocations, listAllocations } from '../allocation.read.ts';
import { type AllocationActRow, type AllocationRow, readActs, readAllocations } from '../allocation-sums.read.ts';
import type { AllocationsArgs } from './relief-allocation.input.ts';

/** An allocation as a viewer sees it. */
export interface AllocationNode extends Pick<Protected, 'rights'>, Pick<AllocationRow, 'unionId' | 'fromId'> {
  readonly id: string;
  readonly at: View;
}

const byView = {
  cacheKey: ({ id }: Viewed) => id,
  groupKey: ({ at }: Viewed) => timesKey(at),
};

const allocations = sharedLoader<Viewed, AllocationRow>({
  ...byView,
  read: (sql, keys, _deps, { at }) => readAllocations(sql, idsOf(keys), at),
});

const acts = sharedLoader<Viewed, readonly AllocationActRow[]>({
  ...byView,
  read: (sql, keys, _deps, { at }) => readActs(sql, idsOf(keys), at),
});

function idsOf(keys: readonly Viewed[]): readonly string[] {
  return keys.map(({ id }) => id);
}

/** Loads an allocation; `null` both if there is none at the times of the view and if the viewer may not see it. */
export async function loadAllocation(
  context: GraphContext,
  { id, at }: Pick<Viewed, 'at'> & { readonly id: string | null },
): Promise<AllocationNode | null> {
  const row = await allocations(context).load({ id: id ?? NOBODY, at });
  const rights = grantedRights(requireViewer(context), await territoryUnder(context, row?.unionId ?? NOBODY));
  return row === null || !rights.has('READ_FUNDS') ? null : allocationNode(row, at, rights);
}

function allocationNode(row: AllocationRow, at: View, rights: AllocationNode['rights']): AllocationNode {
  const fen = (text: string) => asFen(Number(text));
  const [arrived, remittedDown] = [fen(row.arrivedFen), fen(row.remittedDownFen)];
  const [held, paid] = [fen(row.heldFen), fen(row.paidFen)];
  return {
    ...{ ...row, at, rights, allocatedOn: requireDay(row.allocatedOn) },
    ...{ allocated: fen(row.allocatedFen), passedDown: fen(row.passedDownFen), remitted: fen(row.remittedFen) },
    ...{ arrived, remittedDown, held, paid, left: asFen(arrived - remittedDown - held - paid) },
  };
}

/** The source of `node`: allocations belong to no household. */
export const allocationNodes: readonly NodeSource[] = [
  { type: 'ReliefAllocation', table: 'relief_allocation', load: loadAllocation },
];

/** The acts by which the money of an allocation came, as of its view. */
export async function loadActs(context: GraphContext, { id, at }: AllocationNode): Promise<readonly object[]> {
  const rows = (await acts(context).load({ id, at })) ?? [];
  return rows.map(({ on, documentDay, netFen, ...row }) => ({
    ...{ ...row, on: requireDay(on), amount: asFen(Number(netFen)) },
    documentDay: documentDay === null ? null : requireDay(documentDay),
  }));
}

const NO_FILTER: AllocationFilter = { union: null, source: null, fundYear: null };

/** A page of the allocations to unions of the viewer's territory. */
export async function allocationPage(context: GraphContext, given: AllocationsArgs): Promise<Page<AllocationNode>> {
  const { database, today } = context.deps;
  const filter = filterTexts(NO_FILTER, given.filter);
  await requireUnion(context, filter.union, 'READ_FUNDS', 'filter.union');
  const at = await readAt(context.deps, given);
  const territory = authorisedUnions(requireViewer(context), 'READ_FUNDS');
  const listingAt = (known: KnownAt) => ({ territory, filter, at: { ...at, known }, today });
  return walkPage(context, {
    list: 'reliefAllocations',
    of: [filter, printDay(at.asOf), given.asKnownOn ?? null, given.revision ?? null],
    given,
    known: at.known,
    read: (known, after, limit) => database.session((sql) => listAllocations(sql, listingAt(known), after, limit)),
    keyOf: ({ fundYear, allocatedOn, id }) => [String(fundYear), allocatedOn, id],
    nodesOf: (rows, known) => Promise.all(rows.map(({ id }) => loadAllocation(context, { id, at: { ...at, known } }))),
    count: (known) => database.session((sql) => countAllocations(sql, listingAt(known))),
  });
}
