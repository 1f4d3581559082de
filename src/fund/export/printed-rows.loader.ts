import type { PrintedRow } from '../../export/printed-table.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { RecordReads } from '../../graph/feature.ts';
import type { Protected } from '../../graph/policy/protected.ts';
import { showSensitive } from '../../graph/policy/field-policy.ts';
import { type ReadableRow, type RowNumbers, tableParts } from '../real-name/real-name-table.ts';
import { subjectOf, type TableNode } from '../real-name/real-name-table.loader.ts';
import { REAL_NAME_COLUMNS, type RealNameColumn, type RealNameColumnName } from './real-name-columns.ts';

/**
 * Reads rows of a table as they are printed for the viewer of a context: what they may not see is masked as in the graph. What
 * is shown unmasked is on record before the row is handed over.
 */
export async function* printedRows(
  context: GraphContext,
  { table }: Pick<TableNode, 'table'>,
  names: readonly RealNameColumnName[],
  range: RowNumbers,
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
    for (const row of rows) yield row;
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
