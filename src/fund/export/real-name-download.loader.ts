import { Readable } from 'node:stream';
import { mayAnywhere } from '../../access/viewer.ts';
import { writeCsv } from '../../export/csv.ts';
import { CONTENT_TYPES } from '../../export/formats.ts';
import { followLink } from '../../export/link/link.loader.ts';
import { printVolume } from '../../export/pdf/print.ts';
import { VOLUME_ROWS, volumeCount } from '../../export/pdf/volume.ts';
import type { PrintedRow } from '../../export/printed-table.ts';
import { writeXlsx } from '../../export/xlsx/workbook.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import type { Download, DownloadRoute, RecordReads } from '../../graph/feature.ts';
import { readAt } from '../../graph/arguments/read-at.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { tableNode, type TableNode } from '../real-name/real-name-table.loader.ts';
import { printedFace } from './printed-table.loader.ts';
import { amountsOf } from './table-face.ts';
import { printedRows } from './printed-rows.loader.ts';
import { PAPERS } from './papers.ts';
import { nameOfFile } from './file-name.ts';
import { REAL_NAME_ROUTE, type RealNameFile, realNameFile } from './real-name-export.loader.ts';

/** The downloads of the table, to which `exportRealNameTable` makes links. */
export const realNameDownloads: DownloadRoute = {
  path: REAL_NAME_ROUTE,
  send: async (asked, parameters, record) => {
    const { file, context } = await followLink(asked, REAL_NAME_ROUTE, parameters);
    if (!mayAnywhere(requireViewer(context), 'READ_REAL_NAME_TABLE')) throw graphError('FORBIDDEN');
    const named = realNameFile.parse(file);
    const { filter, revision } = named;
    const node = await tableNode(context, filter, await readAt(context.deps, {}, { known: revision }));
    return sendTable(context, node, named, record);
  },
};

async function sendTable(
  context: GraphContext,
  node: TableNode,
  file: RealNameFile,
  record: RecordReads,
): Promise<Download> {
  // The order of the rows is read beside their total: both take a statement over the whole table.
  const [{ total }] = await Promise.all([node.totals(), node.table.order()]);
  const fileName = nameOfFile(
    PAPERS[file.paper].titleOf(node.filter),
    file,
    file.format === 'PDF' ? volumeCount(total.rows) : 1,
  );
  const body =
    file.format === 'PDF' ? printedBody(context, node, file, record) : tableBody(context, node, file, record);
  return { fileName, contentType: CONTENT_TYPES[file.format], body: await body };
}

async function tableBody(
  context: GraphContext,
  node: TableNode,
  { paper, columns, format }: RealNameFile,
  record: RecordReads,
): Promise<Readable> {
  const face = await printedFace(context, node, paper, columns);
  const rows = printedRows(context, node, columns, { from: 0, most: face.total.rows }, record);
  return format === 'XLSX' ? writeXlsx({ ...face, rows }) : writeCsv({ ...face, rows });
}

/** A volume is printed before its first byte is sent, so that what cannot be printed is refused with a sentence. */
async function printedBody(
  context: GraphContext,
  node: TableNode,
  { paper, columns, volume }: RealNameFile,
  record: RecordReads,
): Promise<Readable> {
  const face = await printedFace(context, node, paper, columns);
  const skipped = (volume - 1) * VOLUME_ROWS;
  const amount = await node.table.amountBefore(skipped);
  // With fewer rights than when the link was made, the table may have fewer volumes.
  if (amount === null) throw graphError('INVALID_ARGUMENT', { argument: 'volume' });
  const before = { rows: skipped, amounts: amountsOf(columns, amount) };
  const range = { from: skipped, most: VOLUME_ROWS };
  const rows: PrintedRow[] = [];
  for await (const row of printedRows(context, node, columns, range, record)) rows.push(row);
  const printed = await printVolume({ ...face, rows, volume, before });
  if (!printed.ok) throw graphError('NOT_PRINTABLE', { ...printed.error });
  return Readable.from([printed.value], { objectMode: false });
}
