import type { PrintedRow } from '../../export/printed-table.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RecordReads } from '../../graph/feature.ts';
import type { Protected } from '../../graph/policy/protected.ts';
import { showSensitive } from '../../graph/policy/field-policy.ts';
import type { ReadableRow, RealNameTable } from '../real-name/real-name-table.ts';
import { subjectOf, type TableNode } from '../real-name/real-name-table.loader.ts';
import { REAL_NAME_COLUMNS, type RealNameColumn, type RealNameColumnName } from './real-name-columns.ts';

/** How many rows are read at a time: memory holds the rows of two parts, and each part has its entry in the record. */
const PART = 2000;

/** The rows that are printed, by their numbers less one. */
export interface PrintedRange {
  readonly from: number;
  readonly most: number;
}

/**
 * Reads rows of a table as they are printed for the viewer of a context: what they may not see is masked as in the graph. What
 * is shown unmasked is on record before the row is handed over.
 */
export async function* printedRows(
  context: GraphContext,
  { table }: Pick<TableNode, 'table'>,
  names: readonly RealNameColumnName[],
  range: PrintedRange,
  record: RecordReads,
): AsyncGenerator<PrintedRow> {
  const columns = names.map((name): RealNameColumn => REAL_NAME_COLUMNS[name]);
  for await (const part of tableParts(table, range)) {
    // Each part is an answer of its own, with reads of its own.
    const read: GraphContext = { ...context, reads: { current: {} } };
    const rows = part.map(({ node }) => {
      const source = { rights: node.rights, secret: node.secret, subject: subjectOf(node) };
      return columns.map((column) => printedValue(read, source, column, node));
    });
    await record(read);
    yield* rows;
  }
}

type Part = Awaited<ReturnType<RealNameTable['rowsOf']>>;

/** Reads a table in parts, the next one while the one before it is printed. */
async function* tableParts({ order, rowsOf }: RealNameTable, { from, most }: PrintedRange): AsyncGenerator<Part> {
  const ids = (await order()).slice(from, from + most);
  const partAt = (at: number) => (at < ids.length ? rowsOf(ids.slice(at, at + PART), from + at) : null);
  let coming = partAt(0);
  for (let at = PART; coming !== null; at += PART) {
    const part = await coming;
    coming = partAt(at);
    // Where nobody reads on, nobody waits for it either.
    coming?.catch(() => undefined);
    yield part;
  }
}

function printedValue(
  context: GraphContext,
  source: Protected,
  { read, sensitive }: RealNameColumn,
  row: ReadableRow,
): string | number | null {
  const value = read(row);
  return sensitive === null ? value : (showSensitive(context, source, sensitive.kind, value) as string | null);
}
