import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isHeadings, readHeadings } from '../../../src/intake/workbook/headings.ts';
import { type Column, SHEETS } from '../../../src/intake/workbook/sheets.ts';
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
          expect(new Set([...headings.values()].map(ownName))).toEqual(new Set(columns.map(ownName)));
          columns.forEach((column, at) => {
            expect(headings.get(at + 1)?.field.zh).toBe(column.field.zh);
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
      expect([...headings.values()]).toEqual(columns);
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
});
