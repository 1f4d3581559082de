import { signatureLines } from '../../src/fund/export/table-face.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrintedColumn, PrintedRow, PrintedTable } from '../../src/export/printed-table.ts';
import { addRow, emptySum } from '../../src/export/printed-table.ts';
import { runProgram } from './run-program.ts';

/** Tables to be printed, and the files that they become, read back by libraries that did not write them. */

const column = (
  heading: string,
  kind: PrintedColumn['kind'],
  width: number,
  group: string | null = null,
): PrintedColumn => ({ heading, kind, width, group });

export const COLUMNS: readonly PrintedColumn[] = [
  column('序号', 'COUNT', 3),
  column('姓名', 'TEXT', 5, '职工'),
  column('身份证号', 'CODE', 11, '职工'),
  column('帮扶金额', 'AMOUNT', 6),
  column('备注', 'TEXT', 8),
];

/** Texts that XML, a workbook, a spreadsheet or a typesetter could take for something else. */
export const TRICKY = [
  ...['a_x0041_b', '_x0041_x0042_', '_x005F_', 'line\nbreak', ' lead and trail ', '<&>"\'', ']]>', '&amp;', '0012'],
  ...['=1+1', '-5.00', '@SUM(A1)', '＝1', '410599199001010017', '6217002400000000000', 'NaN', 'TRUE', '2026-01-02'],
  ...['阿不都·热合曼', '䶮堃', '#panic(1)', '*x* $y$ _z_ `w` \\', '1e5', '安阳,"市"', 'W'.repeat(60), '长'.repeat(80)],
];

/** What has no shape in print, and yet must come back from a workbook. */
export const UNSEEN = ['nul\0', 'ctl\u0001x', 'cr\rlf\r\nx', '\ttab', '\ud800lone', '\ufffe', '\ufeffmark', '\u2028'];

export const textRow = (text: string, at: number): PrintedRow => [
  at + 1,
  text,
  '410599199001010017',
  12_345 + at,
  text,
];

export function tableOf(rows: readonly PrintedRow[], more: Partial<PrintedTable> = {}): PrintedTable {
  const columns = more.columns ?? COLUMNS;
  return {
    ...{ name: '汇总表', title: '2026年度实名制汇总表', unit: '安阳市<总>工会', columns },
    rows: later(rows),
    total: rows.reduce(addRow, emptySum(columns)),
    closing: ['合计（大写）：壹元整', '户数 1 户'],
    signatures: signatureLines({}),
    ...{ status: '实时数据 & 未锁定', printedOn: '2026-06-30', ...more },
  };
}

export async function* later<T>(rows: Iterable<T>): AsyncGenerator<T> {
  for (const row of rows) yield await Promise.resolve(row);
}

export interface ReadWorkbook {
  readonly name: string;
  readonly rows: readonly (readonly unknown[])[];
  readonly formulas: readonly (readonly [place: string, formula: string, value: unknown])[];
  readonly names: Readonly<Record<string, string>>;
  readonly merges: number;
}

export interface ReadPdf {
  readonly pages: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'bangfu-exports-'));
let serial = 0;

/** Writes files of a kind, and returns what other libraries read in them. */
export async function readBack<T extends ReadWorkbook | ReadPdf>(
  extension: T extends ReadPdf ? 'pdf' : 'xlsx',
  ...files: readonly Buffer[]
): Promise<readonly T[]> {
  const paths = files.map((bytes) => saveExport(extension, bytes));
  const { stdout, stderr } = await runProgram('test/programs/read-exports.ts', paths);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as readonly T[];
}

export function saveExport(extension: string, bytes: Buffer): string {
  const path = join(folder, `${(serial += 1)}.${extension}`);
  writeFileSync(path, bytes);
  return path;
}
