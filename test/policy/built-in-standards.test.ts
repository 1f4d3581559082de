import { expect, test } from '@jest/globals';
import { builtInFigures, builtInStandards } from '../../src/policy/parameters/built-in-standards.ts';
import { parseDay } from '../../src/kernel/calendar.ts';
import { printYuan } from '../../src/kernel/fen.ts';
import { readJson } from '../support/json.ts';

interface Source {
  readonly dibao: readonly object[];
  readonly minimumWage: readonly object[];
  readonly ruralIncome: readonly object[];
}

const source = readJson(new URL('standards.json', import.meta.url)) as Source;

test('the built-in standards are those of the source, figure for figure', () => {
  expect(builtInFigures).toEqual({
    dibao: source.dibao,
    minimumWage: source.minimumWage,
    ruralIncome: source.ruralIncome,
  });
});

test('each region has an entry of its own', () => {
  expect([builtInStandards.dibao.length, builtInStandards.minimumWage.length]).toEqual([5 * 9, 4 * 4 + 4 * 3 + 4]);
  const [first] = builtInStandards.ruralIncome;
  expect(builtInStandards.ruralIncome).toHaveLength(6 * 8);
  expect(first && [first.region, first.year, printYuan(first.annual), first.status]).toEqual([
    '410502',
    2018,
    '13831.00',
    'PROVISIONAL',
  ]);
  const latest = builtInStandards.dibao.findLast(({ region }) => region === '410581');
  expect(latest?.knownUntil).toBe(parseDay('2023-12-31'));
  expect(builtInStandards.dibao[0]?.knownUntil).toBeNull();
});
