import ExcelJS from 'exceljs';
import { addList, listFormula } from '../workbook/template.ts';
import { COLUMN_NOTES, STANDARD_COLUMNS, type StandardColumn, STANDARDS_SHEET } from './standards-sheet.ts';

/** The last row with drop-down lists: a document sets at most 500 standards. */
const PREPARED_ROWS = 500;

/** Writes an empty workbook of local standards, each heading with a note. */
export async function writeStandardsTemplate(path: string): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(STANDARDS_SHEET, { views: [{ state: 'frozen', ySplit: 1 }] });
  const names = Object.keys(STANDARD_COLUMNS) as readonly StandardColumn[];
  sheet.columns = names.map((name) => {
    const numFmt = STANDARD_COLUMNS[name].form === 'YUAN' ? '0.00' : '@';
    return { header: STANDARD_COLUMNS[name].zh, width: 18, style: { numFmt } };
  });
  for (const [at, name] of names.entries()) {
    const cell = sheet.getCell(1, at + 1);
    cell.note = COLUMN_NOTES[name];
    cell.font = { bold: true, color: { argb: STANDARD_COLUMNS[name].nullable ? 'FF000000' : 'FFC00000' } };
    const list = listFormula(STANDARD_COLUMNS[name]);
    const { letter } = sheet.getColumn(at + 1);
    if (list !== null) addList(sheet, `${letter}2:${letter}${PREPARED_ROWS}`, list);
  }
  await workbook.xlsx.writeFile(path);
}
