import { describe, expect, test } from '@jest/globals';
import { readRows } from '../../../src/intake/rows/read-rows.ts';
import type { Cell } from '../../../src/intake/workbook/cells.ts';
import { ReadingMeter, WorkbookError } from '../../../src/intake/workbook/reading-limits.ts';
import { SHEETS } from '../../../src/intake/workbook/sheets.ts';
import type { Workbook } from '../../../src/intake/workbook/xlsx-reader.ts';
import { identityNumber } from '../../support/register-household.ts';
import { columnIndex } from '../../support/sheet-rows.ts';

type Line = readonly (Cell | null)[];
type Answer = Awaited<ReturnType<Workbook['read']>>;

const NUMBER = identityNumber(1);
const HEADINGS = new Map(
  SHEETS.map(({ name, columns }) => [name, columns.filter(({ required }) => required).map(({ field }) => field.zh)]),
);
/** The sheets with their mandatory headings and no rows. */
const blank = (): Record<string, Line[]> => Object.fromEntries([...HEADINGS].map(([name, line]) => [name, [line]]));

/** A workbook of these sheets, as its reader hands them out: rows and columns are counted from 1. */
function workbookOf(sheets: Readonly<Record<string, readonly Line[]>>, answers: Readonly<Record<string, Answer>> = {}) {
  return {
    sheets: Object.keys(sheets),
    meter: new ReadingMeter(new AbortController().signal),
    close: () => undefined,
    read: (name: string, onRow: (row: number, cells: ReadonlyMap<number, Cell>) => void): Promise<Answer> => {
      for (const [at, line] of (sheets[name] ?? []).entries()) {
        const cells = line.flatMap((cell, column) => (cell === null ? [] : [[column + 1, cell] as const]));
        onRow(at + 1, new Map(cells));
      }
      return Promise.resolve(answers[name] ?? { ok: true, value: [] });
    },
  } satisfies Workbook;
}

async function read(...given: Parameters<typeof workbookOf>) {
  const progress: number[] = [];
  const rows = await readRows(workbookOf(...given), (count) => progress.push(count));
  const brief = (faults: typeof rows.workbookFaults) =>
    faults.map(({ code, sheet, row, column }) => [code, sheet, row, column].filter((one) => one !== null).join(' '));
  return { ...rows, progress, workbook: brief(rows.workbookFaults), unassigned: brief(rows.unassignedFaults) };
}

describe('the rows of a workbook', () => {
  test('are kept by the worker’s number, without it and without blank cells', async () => {
    const sheets = {
      ...blank(),
      困难职工: [
        ['身份证', '姓名', '储蓄'],
        [NUMBER.toLowerCase(), '甲', ' '],
        [` ${NUMBER}`, '　', 12],
      ],
      收入: [
        ['成员', '金额', '职工身份证号*'],
        ['乙', 3, NUMBER],
        [null, null, identityNumber(2)],
        [null, false, NUMBER],
      ],
    };
    const { store, workbook, unassigned, columnIndexes } = await read(sheets);
    expect([workbook, unassigned]).toEqual([[], []]);
    expect([...store.households()]).toEqual([NUMBER, identityNumber(2)]);
    const [name, savings] = ['person.name', 'household.savingsFen'].map((one) => columnIndex(0, one));
    const [who, amount] = ['member', 'record.amountFen'].map((one) => columnIndex(4, one));
    expect(store.householdRows(NUMBER)).toEqual([
      { sheet: 0, row: 2, cells: { [name ?? '']: '甲' } },
      { sheet: 0, row: 3, cells: { [savings ?? '']: 12 } },
      { sheet: 4, row: 2, cells: { [who ?? '']: '乙', [amount ?? '']: 3 } },
      { sheet: 4, row: 4, cells: { [amount ?? '']: false } },
    ]);
    expect(store.householdRows(identityNumber(2))).toEqual([{ sheet: 4, row: 3, cells: {} }]);
    expect(columnIndexes[0]).toEqual(new Set([columnIndex(0, 'worker'), name, savings]));
    expect(columnIndexes[4]).toEqual(new Set([who, amount, columnIndex(4, 'worker')]));
  });

  test('without a number that can be read are reported; blank ones are passed over', async () => {
    const lines: Line[] = [['身份证号', '姓名'], [null, '甲'], ['1', '乙'], [{ formula: true }, '丙'], [' ', ''], []];
    const { store, unassigned } = await read({ ...blank(), 困难职工: lines });
    expect(unassigned).toEqual([
      'REQUIRED 困难职工 2 身份证号',
      'NOT_18_OR_15_DIGITS 困难职工 3 身份证号',
      'FORMULA 困难职工 4 身份证号',
    ]);
    expect(store.size()).toBe(0);
  });

  test('follow the headings, which stand in the first ten rows', async () => {
    const above = (count: number): Line[] => Array.from({ length: count }, () => ['标题', '单位']);
    const lines: Line[] = [['身份证号'], [NUMBER]];
    expect((await read({ ...blank(), 困难职工: [...above(9), ...lines] })).store.size()).toBe(1);
    const late = await read({ ...blank(), 困难职工: [...above(10), ...lines] });
    expect([late.workbook, late.store.size()]).toEqual([['NO_HEADINGS 困难职工'], 0]);
    expect(late.columnIndexes[0]).toEqual(new Set());
  });

  test('belong to the household of a short number, however it is written; a row of nothing but that is blank', async () => {
    const sheets = {
      ...blank(),
      困难职工: [
        ['户编号', '身份证号', '姓名'],
        [1, NUMBER, '甲'],
        ['02', identityNumber(2), '乙'],
        [3, '41059919000101', '丙'],
        [4, null, null],
      ] as Line[],
      收入: [
        ['户编号', '金额'],
        ['１', 1],
        [2, 2],
        [NUMBER, 3],
        [3, 4],
        [4, 5],
        [99, 6],
        [1.5, 7],
      ] as Line[],
    };
    const { store, workbook, unassigned } = await read(sheets);
    expect(workbook).toEqual([]);
    const rowsOf = (number: string) => store.householdRows(number).map(({ sheet, row }) => `${sheet}.${row}`);
    expect([rowsOf(NUMBER), rowsOf(identityNumber(2))]).toEqual([
      ['0.2', '4.2', '4.4'],
      ['0.3', '4.3'],
    ]);
    expect(unassigned).toEqual([
      'NOT_18_OR_15_DIGITS 困难职工 4 身份证号',
      ...[5, 6, 7].map((row) => `NO_HOUSEHOLD 收入 ${row} 职工身份证号`),
      'NOT_18_OR_15_DIGITS 收入 8 职工身份证号',
    ]);
  });

  test.each([
    [[1, '01'], ['SHORT_NUMBER_TWICE 困难职工 3 户编号']],
    [[1, '甲一'], ['NOT_A_SHORT_NUMBER 困难职工 3 户编号']],
    [[1234567, { formula: true }] as const, ['NOT_A_SHORT_NUMBER 困难职工 2 户编号', 'FORMULA 困难职工 3 户编号']],
  ] as const)('whose short numbers are %j are told apart, or the workbook is refused', async (shorts, faults) => {
    const lines: Line[] = [['户编号', '身份证号'], ...shorts.map((short, at): Line => [short, identityNumber(at + 1)])];
    expect((await read({ ...blank(), 困难职工: lines })).workbook).toEqual(faults);
    const same: Line[] = [['户编号', '身份证号'], ...[1, 1].map((short): Line => [short, NUMBER])];
    expect((await read({ ...blank(), 困难职工: same })).workbook).toEqual([]);
  });

  test('are counted by the ten thousand', async () => {
    const lines = Array.from({ length: 20_001 }, (_, at): Line => [identityNumber(at % 5000)]);
    const { progress, store } = await read({ ...blank(), 困难职工: [['身份证号'], ...lines] });
    expect([store.size(), progress]).toEqual([20_001, [10_000, 20_000]]);
  });

  test('of one household are limited', async () => {
    const long = 'x'.repeat(4000);
    const lines = Array.from({ length: 1100 }, (): Line => [NUMBER, long]);
    const given = workbookOf({ ...blank(), 困难职工: [['身份证号', '姓名'], ...lines] });
    given.meter.unpacks(100_000_000);
    await expect(readRows(given, () => undefined)).rejects.toThrow(new WorkbookError('HOUSEHOLD_TOO_LARGE'));
  });

  test('take memory, which is limited', async () => {
    const lines = Array.from({ length: 3000 }, (_, at): Line => [identityNumber(at), 'x'.repeat(4000)]);
    const given = workbookOf({ ...blank(), 困难职工: [['身份证号', '姓名'], ...lines] });
    await expect(readRows(given, () => undefined)).rejects.toThrow(new WorkbookError('TOO_LARGE'));
  });
});

describe('a workbook', () => {
  test('has all sheets, and in each the mandatory columns', async () => {
    const rest = Object.entries(blank()).filter(([name]) => name !== '收入');
    expect((await read(Object.fromEntries(rest))).workbook).toEqual(['MISSING_SHEET 收入']);
    expect((await read({ ...blank(), 家庭成员: [['职工身份证号']] })).workbook).toEqual([
      'MISSING_COLUMN 家庭成员 1 身份证号',
    ]);
    expect((await read(blank())).workbook).toEqual([]);
  });

  test('has no column that is unknown, or there twice', async () => {
    const lines: Line[] = [['身份证号', '血型', '身份证', '序号', '', '姓名（必填）', '姓 名']];
    expect((await read({ ...blank(), 困难职工: lines })).workbook).toEqual([
      'UNKNOWN_COLUMN 困难职工 1 血型',
      'DUPLICATE_COLUMN 困难职工 1 身份证',
      'DUPLICATE_COLUMN 困难职工 1 姓 名',
    ]);
  });

  test('has nothing beside its table: each column without a heading is named once', async () => {
    const lines: Line[] = [
      ['身份证号', '姓名', null, { formula: true }, '序号'],
      [NUMBER, '甲', null, null, 1, ' ', '\u200b'],
      [NUMBER, '乙', '备注', 5, 2],
      [null, null, '又', null, null, null, null, false],
    ];
    expect((await read({ ...blank(), 困难职工: lines })).workbook).toEqual([
      ...['NO_HEADING 困难职工 3 C', 'NO_HEADING 困难职工 3 D', 'NO_HEADING 困难职工 4 H'],
    ]);
  });

  test('has no row of a person above its headings, and no other unit', async () => {
    const headings: Line = ['职工身份证号', '金额', '开始月份'];
    const lines: Line[] = [['收入登记表', ' 单位 ： 万元 '], ['填表人', NUMBER], headings];
    expect((await read({ ...blank(), 收入: lines })).workbook).toEqual([
      'ROW_ABOVE_HEADINGS 收入 2 B',
      'UNIT_ABOVE 收入 1 B',
    ]);
    for (const unit of ['单位：元', '填报单位：文峰区总工会', '金额单位为元']) {
      expect((await read({ ...blank(), 收入: [[unit], headings] })).workbook).toEqual([]);
    }
  });

  test('states amounts in the unit of the heading, exactly', async () => {
    const lines: Line[] = [
      ['职工身份证号', '金额（万元）'],
      ...[2.22, '2.22', '1.234567', 0.1, '￥2', '(0.5)', '2.22万元', '22200元', '约2'].map((cell): Line => [
        NUMBER,
        cell,
      ]),
    ];
    const { store, workbook } = await read({ ...blank(), 收入: lines });
    const at = columnIndex(4, 'record.amountFen');
    expect(workbook).toEqual([]);
    expect(store.householdRows(NUMBER).map(({ cells }) => cells[at])).toEqual([
      ...[22_200, '22200.', '12345.67', 1000, '20000.', '-05000.', '2.22万元', { otherUnit: true }, '约2'],
    ]);
  });

  test('has no other sheet with rows of the register; one with anything else is told', async () => {
    const copy: Line[] = [
      ['职工身份证号', '金额'],
      [NUMBER, 60_000],
    ];
    const others = {
      ...{ '收入 (2)': copy, 花名册: copy, 收入备份: [['x']], 说明: [['请于月底前上报']], Sheet1: [], Sheet2: [[' ']] },
      ...{ 填写说明: [['如何填写']], 导入结果: copy, [`${NUMBER}的收入`]: [['x']] },
    };
    const rows = await read({ ...blank(), ...others });
    expect(rows.workbook).toEqual(['UNKNOWN_SHEET 收入 (2)', 'UNKNOWN_SHEET 花名册', 'UNKNOWN_SHEET 收入备份']);
    expect(rows.workbookNotices.map(({ code, sheet }) => [code, sheet])).toEqual([
      ['SHEET_NOT_READ', '说明'],
      ['SHEET_NOT_READ', `#${SHEETS.length + 9}`],
    ]);
  });

  test('has its sheets by names however they are spaced, once each; a former form has no surveys', async () => {
    const { 收入: incomes = [], 入户调查: surveys = [], ...rest } = blank();
    expect((await read({ ...rest, 入户调查: surveys, ' 收 入\u200b': incomes })).workbook).toEqual([]);
    expect((await read({ ...blank(), '收入 ': incomes })).workbook).toEqual(['SHEET_TWICE 收入']);
    const former = await read({ ...rest, 收入: incomes });
    expect([former.workbook, former.workbookNotices.map(({ code, sheet }) => [code, sheet])]).toEqual([
      ...[[], [['NO_SHEET_YET', '入户调查']]],
    ]);
  });

  test('has no merged cells within its table, and can be read', async () => {
    const lines: Line[] = [['收入登记表'], ['职工身份证号', '金额'], [NUMBER, 1], [NUMBER, 2]];
    const range = (text: string, firstRow: number, lastRow: number, firstColumn: number) => ({
      ...{ text, firstRow, lastRow, firstColumn },
    });
    const value = [
      ...[range('A1:F1', 1, 1, 1), range('D3:E4', 3, 4, 4), range('A7:B7', 7, 7, 1)],
      ...[range('B3:B4', 3, 4, 2), range('A1:A2', 1, 2, 1), range('B4:C9', 4, 9, 2)],
    ];
    const answers = { 收入: { ok: true, value }, 支出: { ok: false, error: 'TOO_LARGE' } } as const;
    expect((await read({ ...blank(), 收入: lines, 支出: [] }, answers)).workbook).toEqual([
      ...['MERGED_CELLS 收入 B3:B4', 'MERGED_CELLS 收入 A1:A2', 'MERGED_CELLS 收入 B4:C9', 'TOO_LARGE 支出'],
    ]);
  });
});
