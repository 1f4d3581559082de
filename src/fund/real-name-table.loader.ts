import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { filterTexts } from '../graph/arguments/filter-texts.ts';
import type { Protected } from '../graph/policy/protected.ts';
import { type Page, makePage, pageSize, openCursor, type Walk } from '../graph/page.ts';
import { lastRevision } from '../database/time/change-log.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import type { PageArgs } from '../graph/arguments/args.input.ts';
import type { Fen } from '../kernel/fen.ts';
import { readAt } from '../graph/arguments/read-at.ts';
import { requireViewer } from '../graph/policy/require-viewer.ts';
import { capitalAmount } from './capital-amount.ts';
import { FUND_SOURCES } from '../registry/household/disbursement.fields.ts';
import type { PaymentSubtotal } from './payment.ts';
import { type ReadableRow, realNameTable, type RealNameQuery, type RealNameTable } from './real-name-table.ts';
import type { RealNameArgs } from './real-name-table.type.ts';

/** A table of the graph, with the arguments that it was requested with. */
export interface TableNode extends Pick<RealNameTable, 'revision' | 'totals'> {
  readonly title: string;
  readonly status: 'LIVE';
  readonly year: number;
  readonly source: RealNameQuery['source'];
  readonly query: RealNameQuery;
}

export interface RowNode extends ReadableRow, Protected {
  readonly id: string;
  readonly amount: Fen;
  readonly signature: '';
  readonly revision: number;
}

export interface SubtotalNode extends PaymentSubtotal {
  readonly amount: Fen;
}

const FIRST_YEAR = 1950;
const LAST_YEAR = 9998;

/** Returns the requested table at its revision. */
export async function realNameTableNode(context: GraphContext, given: RealNameArgs): Promise<TableNode> {
  const { year, source = null } = given;
  if (year < FIRST_YEAR || year > LAST_YEAR) throw graphError('INVALID_ARGUMENT', { argument: 'year' });
  const { union } = filterTexts<{ readonly union: string | null }>({ union: null }, { union: given.union });
  const query = { year, source, union, known: await knownTo(context, given) };
  const { revision, totals } = await realNameTable(context.deps, requireViewer(context), query);
  const title = `${year}年度${source === null ? '帮扶资金' : FUND_SOURCES[source]}实名制汇总表`;
  return { title, status: 'LIVE', year, source, revision, totals, query: { ...query, known: revision } };
}

/** Refuses a revision that does not exist. */
async function knownTo({ deps }: GraphContext, { asKnownOn, revision }: RealNameArgs): Promise<KnownAt> {
  if (typeof revision !== 'number') return (await readAt(deps, { asKnownOn })).known;
  const exists = revision >= 0 && revision <= (await lastRevision(deps.database));
  if (!exists || typeof asKnownOn === 'number') throw graphError('INVALID_ARGUMENT', { argument: 'revision' });
  return revision;
}

/** Returns a page of the rows; following pages show the same revision as the first. */
export async function rowPage(
  context: GraphContext,
  { query, revision: own, totals }: TableNode,
  given: PageArgs,
): Promise<Page<RowNode>> {
  const { deps } = context;
  const viewer = requireViewer(context);
  const size = pageSize(given.first);
  const walk: Walk = { list: 'RealNameTable.rows', of: walkScope(query), viewer };
  const position = openCursor(deps.secrets, walk, given.after);
  const revision = position?.revision ?? own;
  const table = await realNameTable(deps, viewer, { ...query, known: revision });
  const found = await table.rows(size + 1, position?.after ?? null);
  const rows = found.map(({ key, node }) => ({ key, node: rowNode(node, revision) }));
  return makePage(deps.secrets, walk, size, { rows, revision }, async () => {
    return (await (revision === own ? totals : table.totals)()).total.payments;
  });
}

/** Returns a page of the subtotals; following pages show the same revision as the first. */
export async function subtotalPage(
  context: GraphContext,
  { query, revision: own, totals }: TableNode,
  given: PageArgs,
): Promise<Page<SubtotalNode>> {
  const { deps } = context;
  const viewer = requireViewer(context);
  const size = pageSize(given.first);
  const walk: Walk = { list: 'RealNameTable.subtotals', of: walkScope(query), viewer };
  const position = openCursor(deps.secrets, walk, given.after);
  const revision = position?.revision ?? own;
  const table = await realNameTable(deps, viewer, { ...query, known: revision });
  const { subtotals } = await (revision === own ? totals : table.totals)();
  const begin = Number(position?.after[0] ?? 0);
  const rows = subtotals.slice(begin, begin + size + 1).map((one, at) => {
    return { key: [String(begin + at + 1)], node: { ...one, amount: one.amountFen } };
  });
  return makePage(deps.secrets, walk, size, { rows, revision }, () => Promise.resolve(subtotals.length));
}

/** Returns the total for the graph. */
export async function totalNode({ totals }: TableNode) {
  const { total } = await totals();
  return { ...total, amount: total.amountFen, amountInCapitals: capitalAmount(total.amountFen) };
}

/** Returns the key of a list of rows; the cursors contain its revision. */
function walkScope({ year, source, union }: RealNameQuery): unknown {
  return [year, source, union];
}

function rowNode(row: ReadableRow, revision: number): RowNode {
  const { disbursementId: id, amountFen: amount, personId, householdId } = row;
  const subject =
    personId === null ? ({ kind: 'Household', id: householdId } as const) : ({ kind: 'Person', id: personId } as const);
  return { ...row, id, amount, signature: '', subject, revision };
}
