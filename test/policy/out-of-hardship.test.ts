import { describe, expect, test } from '@jest/globals';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { isOutOfHardship } from '../../src/policy/decision/out-of-hardship.ts';
import { household, income, STANDARDS } from '../support/household.ts';
import { builtIn, type Json } from '../support/json.ts';

const RECENT = ['2019-04', '2019-05', '2019-06', '2019-07', '2019-08', '2019-09'];
/** Three heads' standard of one month, in fen. */
const MONTH = 3 * 52_000;

/** An income in each of the last six months, in June another one, and one of the six months before. */
function incomes(everyMonth: number, inJune: number, earlier: number): Json {
  const recent = RECENT.map((month) => income(month === '2019-06' ? inJune : everyMonth, { from: month, to: month }));
  return { incomes: [...recent, income(earlier, { from: '2018-10', to: '2019-03' })] };
}

function isOut(over: Json) {
  const parsed = parseCase({ facts: household(over), standards: STANDARDS }, builtIn());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return isOutOfHardship(parsed.value.facts, parsed.value.standards);
}

describe('a household is out of hardship', () => {
  test.each([
    ['a fen above the standard in each of the six months', incomes(MONTH + 1, MONTH + 1, 20 * MONTH), 'HOLDS'],
    ['at the standard in one of them', incomes(MONTH + 1, MONTH, 20 * MONTH), 'FAILS'],
    ['far below it in one of them', incomes(3 * MONTH, 1, 20 * MONTH), 'FAILS'],
    ['above it by one month alone', incomes(1, 30 * MONTH, 1), 'FAILS'],
    ['without income', { incomes: [] }, 'FAILS'],
    ['where nothing was surveyed', { ...incomes(3 * MONTH, 3 * MONTH, 0), surveyedOn: null }, 'UNKNOWN'],
  ])('%s: %s', (_what, over, state) => {
    expect(isOut(over).state).toBe(state);
  });

  test('says what is missing where it cannot be said', () => {
    const { missing } = isOut({ ...incomes(3 * MONTH, 3 * MONTH, 0), surveyedOn: null });
    expect(missing).toContain('surveyedOn');
  });
});
