import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isHeadings, readHeadings } from '../../../src/intake/workbook/headings.ts';
import { type Column, SHEETS } from '../../../src/intake/workbook/sheets.ts';
import { identityNumber } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';

const cellsOf = (names: readonly string[]) => new Map(names.map((name, at) => [at + 1, name]));
const ownName = ({ field }: Column) => field.zh;

describe('headings', () => {
  test.each(SHEETS.map((sheet) => [sheet.name, sheet] as const))(
    'of %s are found in any order and dress',
    (_name, sheet) => {
      const dress = fc.constantFrom<(name: string) => string>(
        (name) => name,
        (name) => ` ${name}*`,
        (name) => `${name}（必填）`,
        (name) => `${name}：`,
        (name) => Array.from(name).join(' '),
        (name) => `*${name}(注)`,
      );
      fc.assert(
        fc.property(fc.shuffledSubarray([...sheet.columns]), fc.infiniteStream(dress), (columns, dresses) => {
          const cells = cellsOf(
            columns.map((column) => (dresses.next().value as (name: string) => string)(ownName(column))),
          );
          const { headings, faults } = readHeadings(sheet, 3, cells);
          const missing = sheet.columns.filter((one) => one.required && !columns.includes(one));
          expect(new Set([...headings.values()].map(({ column }) => ownName(column)))).toEqual(
            new Set(columns.map(ownName)),
          );
          columns.forEach((column, at) => {
            expect(headings.get(at + 1)?.column.field.zh).toBe(column.field.zh);
          });
          expect(faults.filter(({ code }) => code === 'MISSING_COLUMN').map((one) => one.column)).toEqual(
            missing.map(ownName),
          );
          expect(isHeadings(sheet, cells)).toBe(columns.some(({ target }) => target.of === 'worker'));
        }),
        runs(15, 2000),
      );
    },
  );

  test('of any other name go to the first column with it that is not taken', () => {
    const [worker] = SHEETS;
    if (worker === undefined) throw new Error('there is a sheet');
    const shared = new Map<string, Column[]>();
    for (const column of worker.columns) {
      for (const name of column.field.also) shared.set(name, [...(shared.get(name) ?? []), column]);
    }
    for (const [name, columns] of shared) {
      if (worker.columns.some(({ field }) => field.zh === name)) continue;
      const { headings, faults } = readHeadings(worker, 1, cellsOf(columns.map(() => name)));
      expect([...headings.values()].map(({ column }) => column)).toEqual(columns);
      expect(faults.filter(({ code }) => code !== 'MISSING_COLUMN')).toEqual([]);
      const once = readHeadings(worker, 1, cellsOf([...columns, ...columns].map(() => name))).faults;
      expect(once.filter(({ code }) => code === 'DUPLICATE_COLUMN')).toHaveLength(columns.length);
    }
  });

  test('that are too long are no headings', () => {
    const [worker] = SHEETS;
    if (worker === undefined) throw new Error('there is a sheet');
    const padded = (length: number) => cellsOf([`身份证号${' '.repeat(50)}*`.padEnd(length, '*')]);
    expect([isHeadings(worker, padded(100)), isHeadings(worker, padded(101))]).toEqual([true, false]);
    expect(isHeadings(worker, new Map([[1, { formula: true as const }]]))).toBe(false);
    expect(isHeadings({ ...worker, columns: [] }, cellsOf(['']))).toBe(false);
  });

  test('state a unit that is obeyed, or refused', () => {
    const incomes = SHEETS.find(({ name }) => name === '收入');
    if (incomes === undefined) throw new Error('there is a sheet');
    const exponentOf = (heading: string) => {
      const { headings, faults } = readHeadings(incomes, 1, cellsOf([heading]));
      return headings.get(1)?.exponent ?? faults.find(({ code }) => code !== 'MISSING_COLUMN')?.code;
    };
    const obeyed = {
      0: [
        '金额',
        '金额（元）',
        '金额(人民币)',
        '金额（必填）',
        '金额（单位：元）',
        '金额 ( 元 )',
        '*金额（见说明）',
        '金额（RMB）',
      ],
      2: ['金额（百元）'],
      3: ['金额（千元）', '收入金额（单位:千元）'],
      4: [
        '金额（万元）',
        '金额(万)',
        '金额（单位：万元）',
        '金额（必填）（万元）',
        '金额 （ 万 元 ）',
        '金额［万元］'.replace('［', '【').replace('］', '】'),
      ],
    };
    for (const [exponent, spellings] of Object.entries(obeyed)) {
      expect(spellings.map((one) => [one, exponentOf(one)])).toEqual(spellings.map((one) => [one, Number(exponent)]));
    }
    const refused = [
      '亿元',
      '元/月',
      '每月',
      '月',
      '年',
      '美元',
      '港元',
      'USD',
      '%',
      '角',
      '十万元',
      '万元/年',
      '单位：亿',
    ];
    expect(refused.map((unit) => [unit, exponentOf(`金额（${unit}）`)])).toEqual(
      refused.map((unit) => [unit, 'HEADING_UNIT']),
    );
    expect(['金额万元', '金额：万元', '金额/万元'].map(exponentOf)).toEqual(
      Array.from({ length: 3 }, () => 'UNKNOWN_COLUMN'),
    );
  });

  test('that tell the number of a person are named by the letter of their column', () => {
    const [worker] = SHEETS;
    if (worker === undefined) throw new Error('there is a sheet');
    const number = identityNumber(7);
    const spellings = [
      ...[number, `${number}的收入`, number.replace(/(.{6})(.{8})/, '$1 $2 '), '13900000000', '139-0000-0000'],
      ...['6222021234567890128', '6222 0212 3456 7890 128', '电话13900000000', Array.from(number).join(' ')],
    ];
    for (const text of spellings) {
      const { faults } = readHeadings(worker, 1, cellsOf(['姓名', text]));
      expect([text, faults[0]]).toMatchObject([text, { code: 'UNKNOWN_COLUMN', column: 'B' }]);
      expect(JSON.stringify(faults)).not.toContain(text);
    }
  });
});
