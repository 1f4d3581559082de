import { sharedLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { filterTexts } from '../../graph/arguments/filter-texts.ts';
import { NOBODY } from '../../graph/arguments/ids.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { loadHouseholdNode, recordNode, type RecordNode } from '../graph/household.loader.ts';
import { readAt, timesKey, type View } from '../../graph/arguments/read-at.ts';
import type { RecordRow } from '../reading/rows.ts';
import { readDisbursementsById, readReversals } from '../reading/record.read.ts';
import { requireUnion } from '../../organisation/named-union.loader.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import {
  countDisbursements,
  type DisbursementFilter,
  type DisbursementListing,
  listDisbursements,
} from './disbursement-list.read.ts';
import type { DisbursementsArgs } from './disbursement.input.ts';

type PaymentNode = RecordNode<'disbursements'>;

const payments = paymentsBy(readDisbursementsById, ({ id }) => id);
const reversals = paymentsBy(readReversals, ({ reversesId }) => reversesId ?? '');

function paymentsBy(read: typeof readDisbursementsById, rowKey: (row: RecordRow<'disbursements'>) => string) {
  return sharedLoader<{ readonly id: string; readonly at: View }, RecordRow<'disbursements'>>({
    cacheKey: ({ id }) => id,
    groupKey: ({ at }) => timesKey(at),
    read: async (sql, keys, { secrets }, { at }) => {
      const rows = await read(
        sql,
        secrets,
        keys.map(({ id }) => id),
        at,
      );
      return new Map(rows.map((row) => [rowKey(row), row]));
    },
  });
}

/** Loads a payment; `null` unless the viewer may see its household's payments. */
export async function loadDisbursementNode(context: GraphContext, id: string, at: View): Promise<PaymentNode | null> {
  const row = await payments(context).load({ id, at });
  const own = await loadHouseholdNode(context, row?.householdId ?? NOBODY, at);
  return row === null || own?.rights.has('READ_PAYMENTS') !== true ? null : recordNode(row, own);
}

/** The payment that an entry of the same household reverses; `null` if it is a payment itself. */
export async function loadReversed(context: GraphContext, { reversesId, household, at }: PaymentNode) {
  const row = reversesId === null ? null : await payments(context).load({ id: reversesId, at });
  return row && recordNode(row, household);
}

/** The entry that reverses a payment by the day of its view. */
export async function loadReversal(context: GraphContext, { id, household, at }: PaymentNode) {
  const row = await reversals(context).load({ id, at });
  return row && recordNode(row, household);
}

const NO_FILTER: DisbursementFilter = {
  union: null,
  source: null,
  aidType: null,
  fileNumber: null,
  paidFrom: null,
  paidTo: null,
};

/** A page of the payments within the viewer's territory, newest first. */
export async function disbursementPage(context: GraphContext, given: DisbursementsArgs): Promise<Page<PaymentNode>> {
  const { database, today } = context.deps;
  const filter = filterTexts(NO_FILTER, given.filter);
  await requireUnion(context, filter.union, 'READ_PAYMENTS', 'filter.union');
  const listing: DisbursementListing = { viewer: requireViewer(context), filter, today };
  const at = await readAt(context.deps, given);
  return walkPage(context, {
    list: 'disbursements',
    of: [filter, given.asKnownOn ?? null, given.revision ?? null],
    given,
    known: at.known,
    read: (known, after, limit) => database.session((sql) => listDisbursements(sql, listing, known, after, limit)),
    keyOf: ({ paidOn, id }) => [paidOn, id],
    nodesOf: (rows, known) => Promise.all(rows.map(({ id }) => loadDisbursementNode(context, id, { ...at, known }))),
    count: (known) => database.session((sql) => countDisbursements(sql, listing, known)),
  });
}
