import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { ImportAnswer } from '../../src/intake/import-answer.ts';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { meantWord } from '../../src/intake/workbook/report/meant-word.ts';
import { writeReport } from '../../src/intake/workbook/report/report.ts';
import { shiftRange } from '../../src/intake/workbook/report/shift-range.ts';
import { EXAMPLE_ROWS } from '../../src/intake/workbook/guide/example.ts';
import { writeTemplate } from '../../src/intake/workbook/template.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { household, person, membershipState, record } from '../support/register-household.ts';
import { testRegister, type TestRegister } from '../support/register.ts';
import { rowsOf, type SheetRows, writeWorkbook } from '../support/workbook.ts';

/** The report of an import is worked in by a clerk, and imported again: its kinds of trouble, each on a real PostgreSQL. */

let register: TestRegister;
let folder = '';
beforeAll(async () => {
  register = await testRegister('18');
  folder = mkdtempSync(join(tmpdir(), 'bangfu-report-'));
}, 60_000);
afterAll(async () => {
  await register.drop();
  rmSync(folder, { recursive: true });
});

let serial = 6400;
const file = () => join(folder, `${(serial += 1)}.xlsx`);

/** The rows of a household of two, with a vehicle. */
function two(): SheetRows {
  const base = household([(serial += 1), (serial += 1)]);
  const members = base.members.map((one, at) => ({
    ...one,
    person: person(`人${serial}${at}`),
    membershipState: membershipState({ relation: at === 0 ? 'SELF' : 'SON' }),
  }));
  const from = requireDay('2024-02-29');
  const vehicles = [record('vehicles', 'c1', null, { vehicleKind: 'SHIP', owned: true, from })];
  return rowsOf([{ ...base, members, records: { ...base.records, vehicles } }]);
}

const importFile = (workbook: string): Promise<ImportAnswer> =>
  importWorkbook(
    register.deps,
    {
      ...{ workbook, actorId: register.ids['clerk'] ?? '', on: requireDay('2026-06-30'), purpose: '测试' },
      union: { id: register.ids['employer'] ?? '', region: '410502' },
    },
    { signal: new AbortController().signal, progress: () => undefined },
  );

/** Imports rows and returns the report as a spreadsheet program opens it, beside what the import found. */
async function reportOf(rows: SheetRows, change?: Parameters<typeof writeWorkbook>[2]) {
  const source = await writeWorkbook(file(), rows, change);
  return reportOn(source);
}
async function reportOn(source: string) {
  const [answer, path] = [await importFile(source), file()];
  await writeReport(path, source, answer);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  return { answer, path, book };
}
async function importAgain(book: ExcelJS.Workbook) {
  const path = file();
  await book.xlsx.writeFile(path);
  return { path, answer: await importFile(path) };
}

function cellOf(book: ExcelJS.Workbook, name: string, heading: string, row: number, head = 1): ExcelJS.Cell {
  const sheet = book.getWorksheet(name);
  const headings = (sheet?.getRow(head).values ?? []) as unknown[];
  const at = headings.indexOf(heading);
  if (sheet === undefined || at === -1) throw new Error(`no ${heading} on ${name}`);
  return sheet.getCell(row, at);
}
const noteOf = (cell: ExcelJS.Cell) => {
  const { note } = cell as { readonly note: string | { readonly texts?: readonly { readonly text: string }[] } };
  return typeof note === 'string' ? note : (note.texts ?? []).map(({ text }) => text).join('');
};
const colourOf = ({ fill }: Partial<Pick<ExcelJS.Cell, 'fill'>>) =>
  fill?.type === 'pattern' ? fill.fgColor?.argb : undefined;
function spoil(rows: SheetRows, sheet: string, heading: string, value: string | number, row = 1): SheetRows {
  const at = rows[sheet]?.[0]?.indexOf(heading) ?? -1;
  const cells = rows[sheet]?.[row];
  if (at === -1 || cells === undefined) throw new Error(`no ${heading} on ${sheet}`);
  cells[at] = value;
  return rows;
}

test('the reason stands first, with the word that was meant; the cell is coloured and noted; corrected, it is imported', async () => {
  const { answer, book } = await reportOf(spoil(two(), '家庭成员', '关系', '儿孑'));
  expect(answer.households).toMatchObject({ refused: 1 });
  const sheet = book.getWorksheet('家庭成员');
  expect(sheet?.getCell('A1').value).toBe('错误说明');
  expect(sheet?.getCell('A2').value).toContain('是否应为“儿子”？');
  const cell = cellOf(book, '家庭成员', '关系', 2);
  expect([cell.value, colourOf(cell)]).toEqual(['儿孑', 'FFFFC7CE']);
  expect(noteOf(cell)).toContain('儿子');
  expect(sheet?.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 1 });
  expect(sheet?.getColumn(1).width).toBeGreaterThan(40);
  expect(cell.dataValidation).toMatchObject({ type: 'list', formulae: [expect.stringContaining('儿子')] });
  cell.value = '儿子';
  const again = await importAgain(book);
  expect(again.answer).toMatchObject({ households: { recorded: 1 }, faults: [] });
  // A report of a report has one column 错误说明, and is imported as before.
  const second = await reportOn(again.path);
  expect((second.book.getWorksheet('家庭成员')?.getRow(1).values as unknown[]).slice(0, 3)).toEqual([
    ...[undefined, '错误说明', '职工身份证号'],
  ]);
  expect((await importFile(second.path)).households).toMatchObject({ unchanged: 1 });
});

test('with title rows, a unit above the headings and a wrong heading, the report of a report is corrected and imported', async () => {
  const rows = two();
  const headings = rows['困难职工']?.[0] ?? [];
  const at = headings.indexOf('主要致困原因');
  headings[at] = '主要致困原由';
  const { answer, path, book } = await reportOf(rows, (workbook) => {
    workbook.getWorksheet('困难职工')?.spliceRows(1, 0, ['困难职工登记表'], ['单位：万元']);
    workbook.getWorksheet('困难职工')?.mergeCells('A1:F1');
  });
  expect(new Set(answer.faults.map(({ code }) => code))).toEqual(new Set(['UNIT_ABOVE', 'UNKNOWN_COLUMN']));
  // As it is, it is refused for the same reasons and for no other: what the report wrote is not read.
  const same = await importFile(path);
  expect(same.faults.map(({ code }) => code)).toEqual(answer.faults.map(({ code }) => code));
  const sheet = book.getWorksheet('困难职工');
  expect([sheet?.getCell('A3').value, sheet?.getCell('B1').value]).toEqual(['错误说明', '困难职工登记表']);
  const heading = cellOf(book, '困难职工', '主要致困原由', 3, 3);
  expect([colourOf(heading), noteOf(heading)]).toEqual(['FFFFC7CE', expect.stringContaining('主要致困原因')]);
  heading.value = '主要致困原因';
  const once = await reportOn((await importAgain(book)).path);
  expect(once.answer.faults.map(({ code }) => code)).toEqual(['UNIT_ABOVE']);
  const title = once.book.getWorksheet('困难职工');
  expect([title?.getCell('B2').value, title && colourOf(title.getCell('B2'))]).toEqual(['单位：万元', 'FFFFC7CE']);
  if (title !== undefined) title.getCell('B2').value = '单位：元';
  expect((await importAgain(once.book)).answer).toMatchObject({ households: { recorded: 1 }, faults: [] });
});

test('a date stays a date; formulas and wrong values stay so, and are never taken for text', async () => {
  const rows = spoil(two(), '资产', '取得日期', 45_351);
  const { book, path, answer } = await reportOf(rows, (workbook) => {
    cellOf(workbook, '困难职工', '姓名', 2).value = { formula: 'A1' };
  });
  expect(answer.faults.map(({ code }) => code)).toEqual(['FORMULA']);
  expect(cellOf(book, '资产', '取得日期', 2).value).toEqual(new Date('2024-02-29'));
  expect((await importFile(path)).faults.map(({ code }) => code)).toEqual(['FORMULA']);
});

test('merged cells stay merged in the report, so that what they hide is refused again', async () => {
  const { answer, path } = await reportOf(two(), (workbook) => workbook.getWorksheet('困难职工')?.mergeCells('C2:C3'));
  expect(answer.faults).toMatchObject([{ code: 'MERGED_CELLS', column: 'C2:C3' }]);
  expect((await importFile(path)).faults).toMatchObject([{ code: 'MERGED_CELLS', column: 'D2:D3' }]);
});

test('faults that follow from a wrong number are told once a sheet; what has no row any more is said in words', async () => {
  const rows = two();
  await importFile(await writeWorkbook(file(), rows));
  const gone = { ...rows, 家庭成员: (rows['家庭成员'] ?? []).slice(0, 1) };
  const told = (await reportOf(gone)).book.getWorksheet('导入结果');
  expect(told?.getSheetValues().map((row) => String((row as unknown[] | undefined)?.[4]))).toContainEqual(
    expect.stringContaining('家庭成员'),
  );
  const wrong = spoil(two(), '困难职工', '身份证号', '41059919000101');
  wrong['家庭成员']?.push([...(wrong['家庭成员'][1] ?? [])]);
  const { book, answer } = await reportOf(wrong);
  expect(answer.faults.filter(({ code }) => code === 'NO_HOUSEHOLD').length).toBeGreaterThan(2);
  const listed = book.getWorksheet('导入结果')?.getSheetValues().filter(Boolean) as unknown[][];
  expect(listed.filter((row) => row[1] === '家庭成员')).toHaveLength(1);
});

test('the template explains, marks what is required, and its worked example is imported as it stands', async () => {
  const path = file();
  await writeTemplate(path);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const names = book.worksheets.map(({ name }) => name);
  expect([names[0], names.at(-1)]).toEqual(['填写说明', '填写示例']);
  expect(book.getWorksheet('困难职工')?.views[0]).toMatchObject({ state: 'frozen', xSplit: 3, ySplit: 1 });
  expect(book.getWorksheet('家庭成员')?.views[0]).toMatchObject({ xSplit: 3 });
  expect(book.getWorksheet('收入')?.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1 });
  const colours = ['姓名', '性别', '住房已核实'].map((heading) => colourOf(cellOf(book, '困难职工', heading, 1)));
  expect(colours).toEqual(['FFFFC7CE', 'FFF2F2F2', 'FFFFEB9C']);
  // The template itself imports nothing: neither the explanation nor the example is read.
  expect(await importFile(path)).toMatchObject({ rows: 0, faults: [], notices: [] });
  for (const [name, rows] of Object.entries(EXAMPLE_ROWS)) {
    for (const [at, row] of rows.entries()) {
      for (const [heading, value] of Object.entries(row)) cellOf(book, name, heading, at + 2).value = value;
    }
  }
  const filled = await importAgain(book);
  expect(filled.answer).toMatchObject({ households: { recorded: 1 }, faults: [] });
});

describe('the word that was meant', () => {
  const words = ['妻子', '丈夫', '儿子', '女儿', '父亲', '母亲', '低保标准'];
  test.each([
    ['儿孑', '儿子'],
    ['丈夫（前）', '丈夫'],
    ['低保标淮', '低保标准'],
    ['保标', '低保标准'],
    ['儿', null],
    ['邻居', null],
    ['亲', null],
    ['', null],
    ['甲'.repeat(40), null],
  ])('of %s is %s', (text, meant) => {
    expect(meantWord(text, words)).toBe(meant);
  });
});

test('a range moves to the right', () => {
  expect(['A1:B2', '$Z$9:$AA$10', 'c3'].map((range) => shiftRange(range, 1))).toEqual(['B1:C2', 'AA9:AB10', 'D3']);
});
