import ExcelJS from 'exceljs';
import { addList, listFormula } from '../workbook/template.ts';
import { columnNames, type PlainSheet } from './plain-sheet.ts';

/** The last row with drop-down lists. */
const PREPARED_ROWS = 500;

/** Writes an empty workbook of sheets, each heading with a note. */
export async function writePlainSheets(path: string, sheets: readonly PlainSheet[]): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  for (const sheet of sheets) addPlainSheet(workbook, sheet);
  await workbook.xlsx.writeFile(path);
}

function addPlainSheet(workbook: ExcelJS.Workbook, plain: PlainSheet): void {
  const sheet = workbook.addWorksheet(plain.name, { views: [{ state: 'frozen', ySplit: 1 }] });
  const fields = columnNames(plain).flatMap((name) => {
    const field = plain.columns[name];
    return field === undefined ? [] : [{ name, field }];
  });
  sheet.columns = fields.map(({ field: { zh: header, form } }) => {
    return { header, width: 18, style: { numFmt: form === 'YUAN' ? '0.00' : '@' } };
  });
  for (const [at, { name, field }] of fields.entries()) {
    const cell = sheet.getCell(1, at + 1);
    cell.note = plain.notes[name] ?? '';
    cell.font = { bold: true, color: { argb: field.nullable ? 'FF000000' : 'FFC00000' } };
    const list = listFormula(field);
    const { letter } = sheet.getColumn(at + 1);
    if (list !== null) addList(sheet, `${letter}2:${letter}${PREPARED_ROWS}`, list);
  }
}
