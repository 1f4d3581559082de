import { chmod, writeFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import type { Cell } from './cells.ts';
import type { ImportFault } from './fault.ts';
import { SHEETS } from './sheets.ts';
import { openWorkbook } from './xlsx-reader.ts';

const HEADING = '错误说明';

/** What an import found: faults, which refuse a household, and notices, which refuse nothing. */
interface Reported {
  readonly faults: readonly ImportFault[];
  readonly notices: readonly ImportFault[];
}

type Listed = ImportFault & { readonly sort: keyof typeof SORTS };

const SORTS = { FAULT: '错误', NOTICE: '提示' } as const;

/**
 * Writes a copy of a workbook with a first sheet that lists all faults and notices, and a column with those of each row. Only
 * the owner may read the file, which holds the personal data of the workbook.
 */
export async function writeReport(path: string, source: string, { faults, notices }: Reported): Promise<void> {
  await writeFile(path, '');
  await chmod(path, 0o600);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false });
  const found: readonly Listed[] = [
    ...faults.map((one) => ({ ...one, sort: 'FAULT' as const })),
    ...notices.map((one) => ({ ...one, sort: 'NOTICE' as const })),
  ];
  listFound(workbook.addWorksheet('导入结果'), found);
  const opened = await openWorkbook(source, new AbortController().signal);
  if (opened.ok) {
    for (const { name } of SHEETS) {
      if (!opened.value.sheets.includes(name)) continue;
      const own = found.filter(({ sheet }) => sheet === name);
      const sheet = workbook.addWorksheet(name);
      await opened.value.read(name, rowWriter(sheet, own));
      sheet.commit();
    }
    opened.value.close();
  }
  await workbook.commit();
}

function listFound(sheet: ExcelJS.Worksheet, found: readonly Listed[]): void {
  sheet.addRow(['工作表', '行', '列', '原因', 'reason', '类别']).commit();
  for (const { sheet: name, row, column, sort, zh, en } of found) {
    sheet.addRow([name, row, column, zh, en, SORTS[sort]]).commit();
  }
  sheet.commit();
}

/** Copies rows, with what was found in them in the column after the widest row so far. */
function rowWriter(sheet: ExcelJS.Worksheet, found: readonly Listed[]) {
  const byRow = Map.groupBy(found, ({ row }) => row);
  let width = 0;
  let last = 0;
  return (number: number, cells: ReadonlyMap<number, Cell>): void => {
    const first = width === 0;
    width = Math.max(width, ...cells.keys());
    // The writer takes rows in ascending order only, though a workbook may have them in any.
    last = Math.max(number, last + 1);
    const row = sheet.getRow(last);
    for (const [at, cell] of cells) row.getCell(at).value = toCellValue(cell);
    const own = byRow.get(number) ?? [];
    if (first) row.getCell(width + 1).value = HEADING;
    if (own.length > 0) row.getCell(width + 1).value = own.map(rowText).join('；');
    row.commit();
  };
}

function rowText({ sort, column, zh }: Listed): string {
  return `${sort === 'NOTICE' ? `${SORTS.NOTICE} ` : ''}${column ?? ''}：${zh}`;
}

function toCellValue(cell: Cell): ExcelJS.CellValue {
  if (typeof cell !== 'object') return cell;
  if ('formula' in cell) return '（公式）';
  return 'error' in cell ? '（错误值）' : '（过长）';
}
