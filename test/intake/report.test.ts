import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { ImportAnswer, ImportRequest } from '../../src/intake/import-answer.ts';
import { importWorkbook } from '../../src/intake/import-workbook.ts';
import { meantWord } from '../../src/intake/workbook/report/meant-word.ts';
import { writeReport } from '../../src/intake/workbook/report/report.ts';
import { shiftFormula } from '../../src/intake/workbook/report/shift-formula.ts';
import { shiftRange } from '../../src/intake/workbook/report/shift-range.ts';
import { heightOf } from '../../src/intake/workbook/sheet-layout.ts';
import { EXAMPLE_ROWS } from '../../src/intake/workbook/guide/example.ts';
import { writeTemplate } from '../../src/intake/workbook/template.ts';
import { requireDay } from '../../src/kernel/calendar.ts';
import { savedByOffice, testWithOffice } from '../support/office.ts';
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

const importFile = (workbook: string, over: Partial<ImportRequest> = {}): Promise<ImportAnswer> =>
  importWorkbook(
    register.deps,
    {
      ...{ workbook, actorId: register.ids['clerk'] ?? '', on: requireDay('2026-06-30'), purpose: '测试' },
      union: { id: register.ids['employer'] ?? '', region: '410502' },
      ...over,
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
async function saved(book: ExcelJS.Workbook) {
  const path = file();
  await book.xlsx.writeFile(path);
  return { path };
}
async function importAgain(book: ExcelJS.Workbook) {
  const { path } = await saved(book);
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
/** The pages side by side of a sheet with three frozen columns, and the size of its letters, of which 128 at 11 points fill a line. */
function onPaper(sheet: ExcelJS.Worksheet | undefined): { readonly pages: number; readonly points: number } {
  const widths = (sheet?.columns ?? []).map(({ width }) => Number(width));
  const [who, others] = [widths.slice(0, 3), widths.slice(3)].map((some) => some.reduce((sum, one) => sum + one, 0));
  const pages = Number(sheet?.pageSetup.fitToWidth);
  return { pages, points: (128 / (Number(who) + Number(others) / pages)) * 11 };
}
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

test('a date stays a date; formulas stay as they were written, and are never taken for text', async () => {
  const rows = spoil(two(), '资产', '取得日期', 45_351);
  const { book, path, answer } = await reportOf(rows, (workbook) => {
    cellOf(workbook, '困难职工', '姓名', 2).value = { formula: 'CONCATENATE($B$2,"A1")' };
    cellOf(workbook, '困难职工', '民族', 2).value = { formula: '家庭成员!C2' };
  });
  const faults = ['FORMULA', 'FORMULA'];
  expect(answer.faults.map(({ code }) => code)).toEqual(faults);
  expect(cellOf(book, '资产', '取得日期', 2).value).toEqual(new Date('2024-02-29'));
  // The report has a column more at the left; how the cells of another sheet move is not known.
  expect(cellOf(book, '困难职工', '姓名', 2).value).toMatchObject({ formula: 'CONCATENATE($C$2,"A1")' });
  expect(cellOf(book, '困难职工', '民族', 2).value).toBe('=家庭成员!C2');
  const again = await reportOn(path);
  expect(again.answer.faults.map(({ code }) => code)).toEqual(faults);
  expect(cellOf(again.book, '困难职工', '姓名', 2).value).toMatchObject({ formula: 'CONCATENATE($C$2,"A1")' });
});

test('a report is corrected and imported three times, below title rows, a fault of each sort at a time', async () => {
  const rows = spoil(spoil(two(), '家庭成员', '关系', '儿孑'), '资产', '车辆类别', '轮船船');
  for (const [sheet, right, wrong] of [
    ['困难职工', '家庭住址', '家庭地扯'],
    ['资产', '取得日期', '取得日其'],
  ] as const) {
    const headings = rows[sheet]?.[0] ?? [];
    headings[headings.indexOf(right)] = wrong;
  }
  const title = (workbook: ExcelJS.Workbook) => {
    for (const name of ['困难职工', '家庭成员', '资产']) {
      workbook.getWorksheet(name)?.spliceRows(1, 0, ['登记表'], ['填表人：张示例']);
    }
  };
  let { answer, book } = await reportOf(rows, title);
  const told: (readonly string[])[] = [];
  const mend = async (change: () => void) => {
    told.push(answer.faults.map(({ code, column }) => `${code} ${column}`));
    change();
    ({ answer, book } = await reportOn((await saved(book)).path));
  };
  await mend(() => (cellOf(book, '困难职工', '家庭地扯', 3, 3).value = '家庭住址'));
  await mend(() => (cellOf(book, '资产', '取得日其', 3, 3).value = '取得日期'));
  await mend(() => (cellOf(book, '家庭成员', '关系', 4, 3).value = '儿子'));
  await mend(() => (cellOf(book, '资产', '车辆类别', 4, 3).value = '船舶'));
  expect(told).toEqual([
    ['UNKNOWN_COLUMN 家庭地扯', 'UNKNOWN_COLUMN 取得日其'],
    ['UNKNOWN_COLUMN 取得日其'],
    ['NOT_A_CODE 关系', 'NOT_A_CODE 车辆类别'],
    ['NOT_A_CODE 车辆类别'],
  ]);
  expect(answer).toMatchObject({ households: { recorded: 1 }, faults: [] });
  const headings = (book.getWorksheet('资产')?.getRow(3).values ?? []) as unknown[];
  expect(headings.filter((one) => one === '错误说明')).toHaveLength(1);
  expect(book.getWorksheet('资产')?.getCell('B1').value).toBe('登记表');
});

test('households that are no longer in a workbook are told by their number and files, unless it only adds to them', async () => {
  const employer = { id: register.ids['otherEmployer'] ?? '', region: '410581' };
  const [actorId, all] = [register.ids['otherClerk'] ?? '', [two(), two(), two()]];
  const importOf = async (some: readonly SheetRows[]) => {
    const rows = Object.fromEntries(
      Object.entries(some[0] ?? {}).map(([sheet, [head = []]]) => [
        sheet,
        [head, ...some.flatMap((one) => one[sheet]?.slice(1) ?? [])],
      ]),
    );
    const { notices } = await importFile(await writeWorkbook(file(), rows), { actorId, union: employer });
    return notices.filter(({ code }) => code === 'HOUSEHOLDS_ABSENT');
  };
  expect(await importOf(all)).toEqual([]);
  expect(await importOf(all.slice(0, 2))).toMatchObject([
    { sheet: '困难职工', row: null, zh: expect.stringContaining('有 1 户不在工作簿中') },
  ]);
  expect(await importOf(all.slice(0, 1))).toEqual([]);
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
  const { pages, points } = onPaper(book.getWorksheet('困难职工'));
  expect(points).toBeGreaterThanOrEqual(7);
  expect(pages).toBeLessThanOrEqual(7);
  expect(cellOf(book, '困难职工', '姓名', 1).alignment).toMatchObject({ wrapText: true });
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

test('a row of very many reasons is no taller than Excel opens', () => {
  const height = (text: string) => heightOf([{ text, width: 42 }]);
  expect([height('一行'), height('一行；\n两行'), height('很长。'.repeat(1000))]).toEqual([15, 30, 409]);
});

testWithOffice('LibreOffice opens template and report, and what it saves is read as before', async () => {
  const template = file();
  await writeTemplate(template);
  expect(await importFile(savedByOffice(template, 'xlsx'))).toMatchObject({ rows: 0, faults: [], notices: [] });
  const { answer, path } = await reportOf(spoil(two(), '家庭成员', '关系', '儿孑'));
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(savedByOffice(path, 'xlsx'));
  expect(book.getWorksheet('家庭成员')?.getCell('A2').value).toContain('是否应为“儿子”？');
  const again = await importAgain(book);
  expect(again.answer.faults.map(({ code }) => code)).toEqual(answer.faults.map(({ code }) => code));
  cellOf(book, '家庭成员', '关系', 2).value = '儿子';
  const { path: corrected } = await saved(book);
  expect(await importFile(savedByOffice(corrected, 'xlsx'))).toMatchObject({ households: { recorded: 1 }, faults: [] });
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

test.each([
  ['A1+$B$2', 'B1+$C$2'],
  ['SUM(A1:AZ9,C:D)', 'SUM(B1:BA9,D:E)'],
  ['LOG10(A1)&"A1"&"it""s A1"', 'LOG10(B1)&"A1"&"it""s A1"'],
  ['Rate2025+Z1', 'Rate2025+AA1'],
  ['SUM(1:3)', 'SUM(1:3)'],
  ["'Sheet 1'!A1", null],
  ['表2!A1', null],
  ['Table1[Amount]', null],
])('the formula %s moves to %s', (formula, moved) => {
  expect([shiftFormula(formula, 1), shiftFormula(formula, 0)]).toEqual([moved, formula]);
});

test('a range moves to the right', () => {
  expect(['A1:B2', '$Z$9:$AA$10', 'c3'].map((range) => shiftRange(range, 1))).toEqual(['B1:C2', 'AA9:AB10', 'D3']);
});
