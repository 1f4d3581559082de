import { readArtefact, readArtefactRange } from '../../../artefacts/artefact.read.ts';
import type { PageArgs } from '../../../graph/arguments/args.input.ts';
import { perRequest } from '../../../graph/batch/per-request.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { artefactError } from '../../../graph/error.ts';
import { type Page, walkPage } from '../../../graph/page/walk-page.ts';
import { showSensitive } from '../../../graph/policy/field-policy.ts';
import type { Protected } from '../../../graph/policy/protected.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import { asFen, printYuan } from '../../../kernel/fen.ts';
import { REAL_NAME_COLUMNS } from '../../export/real-name-columns.ts';
import { decodeContent, decodeRows, type LockedContent, type LockedRow, MARKED_ROWS } from '../locked-content.ts';
import type { LockedTable } from '../locked-table.read.ts';
import { type LockedNode, loadLockedTable } from './locked-table.loader.ts';
import { compareVersions, type RowChange } from '../row-changes.ts';

/** A row of a locked table as a viewer sees it. */
export interface LockedRowNode extends Protected {
  readonly row: LockedRow;
  readonly table: LockedTable;
}

/** A page of the rows: only the part of the content that holds them is read. */
export function lockedRowPage(context: GraphContext, node: LockedNode, given: PageArgs): Promise<Page<LockedRowNode>> {
  const { table } = node;
  return walkFixed(context, `rows ${table.id}`, table, given, {
    read: (from, limit) => readRows(context, table, from, limit),
    nodeOf: (row) => rowNode(node, row),
    count: () => Promise.resolve(table.sums.rows),
  });
}

interface FixedList<Item, Node> {
  readonly read: (from: number, limit: number) => Promise<readonly Item[]>;
  readonly nodeOf: (item: Item) => Node;
  readonly count: () => Promise<number>;
}

/** A page of a list that never changes, by places. */
export function walkFixed<Item extends object, Node>(
  context: GraphContext,
  of: string,
  { tableRevision }: LockedTable,
  given: PageArgs,
  { read, nodeOf, count }: FixedList<Item, Node>,
): Promise<Page<Node>> {
  return walkPage(context, {
    list: 'LockedRealNameTable',
    of,
    given,
    known: tableRevision,
    read: async (_known, after, limit) => {
      const from = Number(after?.[0] ?? 0);
      const items = await read(from, limit);
      return items.map((item, at) => ({ item, place: from + at + 1, revision: String(tableRevision), pending: false }));
    },
    keyOf: ({ place }) => [String(place)],
    nodesOf: (rows) => rows.map(({ item }) => nodeOf(item)),
    count,
  });
}

async function readRows(
  { deps: { database, secrets } }: GraphContext,
  { digest, rowMarks, sums }: LockedTable,
  from: number,
  limit: number,
): Promise<readonly LockedRow[]> {
  if (from >= sums.rows) return [];
  const [first, last] = [Math.floor(from / MARKED_ROWS), Math.ceil(Math.min(from + limit, sums.rows) / MARKED_ROWS)];
  const read = await readArtefactRange(database, secrets, digest, rowMarks[first] ?? 0, rowMarks[last] ?? 0);
  if (!read.ok) throw artefactError(read.error, digest);
  const begin = from - first * MARKED_ROWS;
  const rows = decodeRows(read.value).slice(begin, begin + limit);
  // The marks lie beside the content: where they were altered, rows would be left out.
  if (rows.some(({ number }, at) => number !== from + at + 1)) throw artefactError('DAMAGED', digest);
  return rows;
}

/** The contents that a request has read: it may ask for the changes of one table many times. */
const contents = perRequest(() => new Map<string, Promise<LockedContent>>());

/** Reads and verifies the whole content of a table, once for each request. */
export function loadContent(context: GraphContext, { digest }: LockedTable): Promise<LockedContent> {
  const read = contents(context).get(digest) ?? readWhole(context, digest);
  contents(context).set(digest, read);
  return read;
}

async function readWhole({ deps: { database, secrets } }: GraphContext, digest: string): Promise<LockedContent> {
  const read = await readArtefact(database, secrets, digest);
  if (!read.ok) throw artefactError(read.error, digest);
  return decodeContent(read.value);
}

export function rowNode({ table, rights }: Pick<LockedNode, 'table' | 'rights'>, row: LockedRow): LockedRowNode {
  const { number, payment, person, household, amountFen, paidOn, file, voucher, marks } = row;
  const subject =
    person === null ? { kind: 'Household' as const, id: household } : { kind: 'Person' as const, id: person };
  const shown = { number, disbursementId: payment, amount: asFen(amountFen), paidOn: requireDay(paidOn), marks };
  const names = { fileNumber: file, voucherNumber: voucher };
  return { ...shown, ...names, row, table, rights, subject, secret: () => null };
}

/** The cells of a row, sensitive ones as the viewer may see them. */
export function rowCells(context: GraphContext, node: LockedRowNode) {
  return node.table.columns.map((column, at) => {
    const { kind, sensitive } = REAL_NAME_COLUMNS[column];
    const value = node.row.cells[at] ?? null;
    const shown = sensitive === null ? value : (showSensitive(context, node, sensitive.kind, value) as typeof value);
    const isAmount = kind === 'AMOUNT' && typeof shown === 'number';
    return { column, text: shown === null ? null : isAmount ? printYuan(asFen(shown)) : String(shown) };
  });
}

/** The payment of a row, as it was known when the table was locked. */
export function paidRow({ row, table }: LockedRowNode) {
  return { householdId: row.household, paidOn: requireDay(row.paidOn), known: table.tableRevision };
}

/** A page of the rows that differ from the previous version; none of a first version. */
export async function rowChangePage(context: GraphContext, node: LockedNode, given: PageArgs) {
  const { table } = node;
  const previous = table.previousId === null ? null : await loadLockedTable(context, table.previousId);
  let reading: Promise<readonly RowChange[]> | undefined;
  const changes = () => (reading ??= readChanges(context, table, previous?.table));
  return walkFixed(context, `changes ${table.id}`, table, given, {
    read: async (from, limit) => (await changes()).slice(from, from + limit),
    nodeOf: ({ payment, before, after, ...change }) => {
      // A row has the columns, and so the masks, of its own version.
      const shown = (of: LockedNode | null, row: LockedRow | null) => of && row && rowNode(of, row);
      return { ...change, disbursementId: payment, before: shown(previous, before), after: shown(node, after) };
    },
    count: async () => (await changes()).length,
  });
}

async function readChanges(
  context: GraphContext,
  table: LockedTable,
  previous: LockedTable | undefined,
): Promise<readonly RowChange[]> {
  if (previous === undefined) return [];
  const [before, after] = await Promise.all([loadContent(context, previous), loadContent(context, table)]);
  return compareVersions(before, after);
}
