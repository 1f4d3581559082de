import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { addExplanation } from '../workbook/guide/guide.ts';
import type { Sheet } from '../workbook/sheets.ts';
import { A4_LANDSCAPE } from '../workbook/sheet-layout.ts';
import { addSheet } from '../workbook/template.ts';
import type { FilledCell, SheetsOfRows } from './filled-rows.ts';

/** Masked cells are grey. */
const MASKED_FILL: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFD9D9D9' } };

/**
 * Writes households into sheets as the import reads them. They are filled side by side, so that each household is read once; all but
 * the first wait in memory until the workbook ends.
 */
export async function writeFilledWorkbook(
  stream: Writable,
  sheetsOfWorkbook: readonly Sheet[],
  households: AsyncIterable<SheetsOfRows>,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false, useStyles: true });
  addExplanation(workbook, A4_LANDSCAPE);
  const sheets = sheetsOfWorkbook.map((sheet) => addSheet(workbook, sheet));
  for await (const household of households) {
    for (const [index, rows] of household.entries()) for (const cells of rows) addFilled(sheets[index], cells);
  }
  await workbook.commit();
}

function addFilled(sheet: ExcelJS.Worksheet | undefined, cells: readonly FilledCell[]): void {
  const row = sheet?.addRow(cells.map((cell) => (isMasked(cell) ? cell.masked : cell)));
  for (const [at, cell] of cells.entries()) {
    if (row !== undefined && isMasked(cell)) row.getCell(at + 1).fill = MASKED_FILL;
  }
  row?.commit();
}

function isMasked(cell: FilledCell): cell is Extract<FilledCell, object> {
  return typeof cell === 'object' && cell !== null;
}
