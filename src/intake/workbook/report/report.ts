import { chmod, writeFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { findSheets } from '../../rows/other-sheets.ts';
import type { Sheet } from '../sheets.ts';
import { A4_LANDSCAPE, heightOf } from '../sheet-layout.ts';
import { openWorkbook, type Workbook } from '../xlsx-reader.ts';
import { type Found, foldFollowing, listFound, type Reported, SORTS } from './found.ts';
import { SheetCopy } from './sheet-copy.ts';

/** The sheet that lists all that was found. */
const LIST = '导入结果';
const LONGEST_NAME = 31;

/**
 * Writes a copy of a workbook that can be worked in and imported again: a first sheet lists all that was found, a first column
 * 错误说明 says it beside each row, and the cells are marked. Only the owner may read the file, which holds the personal data of
 * the workbook.
 */
export async function writeReport(path: string, source: string, reported: Reported): Promise<void> {
  await writeFile(path, '');
  await chmod(path, 0o600);
  // Without styles there are no dates and colours.
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: false, useStyles: true });
  const found = listFound(reported);
  writeList(workbook, foldFollowing(found));
  const opened = await openWorkbook(source, new AbortController().signal);
  if (opened.ok) {
    await copySheets(workbook, opened.value, found);
    opened.value.close();
  }
  await workbook.commit();
}

/** Copies all sheets but a former list, those that are not of the register as they are. */
async function copySheets(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  source: Workbook,
  found: readonly Found[],
): Promise<void> {
  const { names } = findSheets(source.sheets);
  const sheets = new Map<string, Sheet>([...names].map(([sheet, name]) => [name, sheet]));
  const used = new Set([LIST]);
  for (const [at, name] of source.sheets.entries()) {
    if (name === LIST) continue;
    const sheet = sheets.get(name) ?? null;
    const own = nameOfCopy(name, at, used);
    const copy = new SheetCopy(
      (options) => workbook.addWorksheet(own, options),
      sheet,
      found.filter((one) => one.sheet === sheet?.name),
    );
    const read = await source.read(name, (row, cells) => {
      copy.add(row, cells);
    });
    copy.finish(read.ok ? read.value : []);
  }
}

/** A name that spreadsheet programs accept: no longer than they allow, without certain marks, and of this sheet alone. */
function nameOfCopy(name: string, at: number, used: Set<string>): string {
  const plain = name.replace(/[*?:\\/[\]]|^'|'$/gu, '').slice(0, LONGEST_NAME);
  const own = plain === '' || used.has(plain.toUpperCase()) ? `工作表${at + 1}` : plain;
  used.add(own.toUpperCase());
  return own;
}

const LIST_WIDTHS = [14, 8, 22, 60, 60, 14];
const REASONS_AT = 3;

function writeList(workbook: ExcelJS.stream.xlsx.WorkbookWriter, found: readonly Found[]): void {
  const sheet = workbook.addWorksheet(LIST, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: A4_LANDSCAPE,
  });
  sheet.columns = LIST_WIDTHS.map((width) => ({
    width,
    style: { alignment: { wrapText: true, vertical: 'top' } },
  }));
  const head = sheet.addRow(['工作表', '行', '列（原表）', '原因', 'reason', '类别']);
  head.font = { bold: true };
  head.commit();
  for (const { sheet: name, row, column, sort, zh, en } of found) {
    const line = sheet.addRow([name, row, column, zh, en, SORTS[sort]]);
    line.height = heightOf([zh, en].map((text, at) => ({ text, width: LIST_WIDTHS[REASONS_AT + at] ?? 1 })));
    line.commit();
  }
  sheet.commit();
}
