import type { GraphContext } from '../../graph/context.ts';
import type { Protected, Subject } from '../../graph/policy/protected.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { PageArgs } from '../../graph/arguments/args.input.ts';
import type { Fen } from '../../kernel/fen.ts';
import { readAt, type View } from '../../graph/arguments/read-at.ts';
import { requireUnion } from '../../organisation/named-union.loader.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { capitalAmount } from '../payments/capital-amount.ts';
import type { PaymentFilter, PaymentSubtotal } from '../payments/payment.ts';
import { tableTitle } from './table-title.ts';
import { paymentFilter } from './real-name-filter.input.ts';
import { type ReadableRow, realNameTable, type RealNameTable } from './real-name-table.ts';
import type { RealNameArgs } from './real-name-table.type.ts';

/** A table of the graph, with the arguments that it was requested with. */
export interface TableNode extends Pick<RealNameTable, 'revision' | 'totals'> {
  readonly table: RealNameTable;
  readonly title: string;
  readonly status: 'LIVE';
  readonly year: number;
  readonly quarter: number | null;
  readonly month: number | null;
  readonly sources: PaymentFilter['sources'];
  readonly aidTypes: PaymentFilter['aidTypes'];
  readonly paymentMethods: PaymentFilter['paymentMethods'];
  readonly filter: PaymentFilter;
  readonly at: View;
}

export interface RowNode extends ReadableRow, Protected {
  readonly id: string;
  readonly amount: Fen;
  readonly signature: '';
  readonly at: View;
}

export interface SubtotalNode extends PaymentSubtotal {
  readonly amount: Fen;
}

/** Returns the requested table at its revision. */
export async function realNameTableNode(context: GraphContext, given: RealNameArgs): Promise<TableNode> {
  return tableNode(context, paymentFilter(given), await tableView(context, given));
}

/** Returns the table of a filter as of a view. */
export async function tableNode(context: GraphContext, filter: PaymentFilter, at: View): Promise<TableNode> {
  await requireUnion(context, filter.union, 'READ_REAL_NAME_TABLE', 'union');
  const table = await realNameTable(context.deps, requireViewer(context), { ...filter, known: at.known });
  const { revision, totals } = table;
  const { period, sources, aidTypes, paymentMethods } = filter;
  const shown = { title: tableTitle(filter), status: 'LIVE', ...period, sources, aidTypes, paymentMethods } as const;
  return { ...shown, table, revision, totals, at, filter };
}

/** The view of the table that is asked for. */
export function tableView({ deps }: GraphContext, { asKnownOn, revision }: RealNameArgs): Promise<View> {
  return readAt(deps, { asKnownOn, revision });
}

/** A page of the rows, all pages of the revision of the first. */
export function rowPage(context: GraphContext, node: TableNode, given: PageArgs): Promise<Page<RowNode>> {
  const tableAt = tablesOf(context, node);
  return walkPage(context, {
    list: 'RealNameTable.rows',
    of: node.filter,
    given,
    known: node.revision,
    read: async (known, after, limit) => {
      const { rows, revision } = await tableAt(known);
      return (await rows(limit, after)).map((row) => ({ ...row, revision: String(revision), pending: false }));
    },
    keyOf: ({ key }) => key,
    nodesOf: (rows) => rows.map(({ node: row, revision }) => rowNode(row, { ...node.at, known: Number(revision) })),
    count: async (known) => (await (await tableAt(known)).totals()).total.rows,
  });
}

/** A page of the subtotals, in the same way. */
export function subtotalPage(context: GraphContext, node: TableNode, given: PageArgs): Promise<Page<SubtotalNode>> {
  const tableAt = tablesOf(context, node);
  const subtotalsAt = async (known: KnownAt) => {
    const { totals, revision } = await tableAt(known);
    const { subtotals } = await totals();
    return subtotals.map((one, at) => ({ one, number: at + 1, revision: String(revision), pending: false }));
  };
  return walkPage(context, {
    list: 'RealNameTable.subtotals',
    of: node.filter,
    given,
    known: node.revision,
    read: async (known, after, limit) => {
      const begin = Number(after?.[0] ?? 0);
      return (await subtotalsAt(known)).slice(begin, begin + limit);
    },
    keyOf: ({ number }) => [String(number)],
    nodesOf: (rows) => rows.map(({ one }) => ({ ...one, amount: one.amountFen })),
    count: async (known) => (await subtotalsAt(known)).length,
  });
}

/** The table of a node, and the same table at the revision of a walk that began earlier. */
function tablesOf(context: GraphContext, node: TableNode): (known: KnownAt) => Promise<RealNameTable> {
  return async (known) =>
    known === 'NOW' || known === node.revision
      ? node.table
      : realNameTable(context.deps, requireViewer(context), { ...node.filter, known });
}

export async function totalNode({ totals }: TableNode) {
  const { total } = await totals();
  return { ...total, amount: total.amountFen, amountInCapitals: capitalAmount(total.amountFen) };
}

/** The row of the graph, with what its sensitive reads are recorded for. */
function rowNode(row: ReadableRow, at: View): RowNode {
  const { disbursementId: id, amountFen: amount } = row;
  return { ...row, id, amount, signature: '', subject: subjectOf(row), at };
}

/** Whom a sensitive read of a row is recorded for. */
export function subjectOf({ personId, householdId }: ReadableRow): Subject {
  return personId === null ? { kind: 'Household', id: householdId } : { kind: 'Person', id: personId };
}

/** The payment of a row, to find the decision behind it. */
export function paymentOf({ householdId, paidOn, at: { known } }: RowNode) {
  return { householdId, paidOn, known };
}
