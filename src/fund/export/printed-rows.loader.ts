import type { PrintedRow } from '../../export/printed-table.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RecordReads } from '../../graph/feature.ts';
import { showSensitive } from '../../graph/policy/field-policy.ts';
import type { RowKey } from '../payment.ts';
import type { ReadableRow } from '../real-name-table.ts';
import { rowNode, type TableNode } from '../real-name-table.loader.ts';
import { REAL_NAME_COLUMNS, type RealNameColumn, type RealNameColumnName } from './real-name-columns.ts';

/** How many rows are read at a time: memory holds no more of them, and each part has its entry in the record. */
const PART = 2000;

/** Where the rows begin, and how many of them there are at most. */
export interface RowRange {
  readonly after: RowKey | null;
  readonly most: number;
}

/**
 * Reads rows of a table as they are printed for the viewer of a context: what they may not see is masked as in the graph. What
 * is shown unmasked is on record before the row is handed over.
 */
export async function* printedRows(
  context: GraphContext,
  { table, at }: Pick<TableNode, 'table' | 'at'>,
  names: readonly RealNameColumnName[],
  { after: begin, most }: RowRange,
  record: RecordReads,
): AsyncGenerator<PrintedRow> {
  const columns = names.map((name): RealNameColumn => REAL_NAME_COLUMNS[name]);
  let after = begin;
  for (let left = most; left > 0;) {
    const part = await table.rows(Math.min(left, PART), after);
    // Each part is an answer of its own, with reads of its own.
    const read: GraphContext = { ...context, reads: { current: {} } };
    const rows = part.map(({ node }) => {
      const source = rowNode(node, at);
      return columns.map((column) => printedValue(read, source, column, node));
    });
    await record(read);
    yield* rows;
    after = part.at(-1)?.key ?? after;
    left = part.length === 0 ? 0 : left - part.length;
  }
}

function printedValue(
  context: GraphContext,
  source: ReturnType<typeof rowNode>,
  { read, sensitive }: RealNameColumn,
  row: ReadableRow,
): string | number | null {
  const value = read(row);
  return sensitive === null ? value : (showSensitive(context, source, sensitive.kind, value) as string | null);
}
