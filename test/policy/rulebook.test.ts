import { describe, expect, test } from '@jest/globals';
import { EXCLUSION_IDS } from '../../src/policy/facts/facts.ts';
import { nationalParametersOn } from '../../src/policy/parameters/national.ts';
import { parseDay } from '../../src/kernel/calendar.ts';
import { CATEGORY_IDS } from '../../src/policy/decision/rule.ts';
import { categoryRules, exclusionRules, RULEBOOK_VERSION } from '../../src/policy/decision/rulebook.ts';
import { fileLevel, mayReach, needsConfirmation } from '../../src/policy/decision/levels.ts';
import { assess } from '../../src/policy/decision/assess.ts';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { household, income, STANDARDS } from '../support/household.ts';
import { builtIn, type Json } from '../support/json.ts';

const described = (rules: typeof categoryRules | typeof exclusionRules) =>
  rules.map(({ id, article, readings }) => [id, article, readings.join(' ')]);

describe('the rulebook', () => {
  test('names the regulation and its own version, which receipts keep', () => {
    expect(RULEBOOK_VERSION).toBe('安工文〔2019〕41号-1');
  });

  test('has the categories of POLICY section 4 in its order', () => {
    expect(described(categoryRules)).toEqual([
      ['BELOW_STANDARD_UNAIDED', 3, ''],
      ['BELOW_STANDARD_AIDED', 5, 'R10'],
      ['NEAR_STANDARD_WITH_CAUSE', 5, 'R6 R8 R13'],
      ['SUDDEN_HARDSHIP', 5, 'R7'],
      ['MIGRANT_WORKER', 3, 'R9'],
    ]);
    expect(categoryRules.map(({ id }) => id)).toEqual(CATEGORY_IDS);
  });

  test('has the exclusions of POLICY section 5 in its order', () => {
    expect(described(exclusionRules)).toEqual([
      ['TWO_DWELLINGS', 6, ''],
      ['LARGE_DWELLING', 6, ''],
      ['COMMERCIAL_PROPERTY', 6, ''],
      ['RUNS_BUSINESS', 6, ''],
      ['COSTLY_SCHOOLING', 6, 'R14'],
      ['VEHICLES', 6, 'R11'],
      ['REFUSED_VERIFICATION', 7, 'R15'],
      ['REFUSED_WORK', 7, ''],
      ['CONCEALMENT', 7, 'R15'],
      ['RETIRED_SOCIALISED', 13, ''],
    ]);
    expect(exclusionRules.map(({ id }) => id)).toEqual(EXCLUSION_IDS);
  });

  test('cannot be changed while the platform runs', () => {
    expect(Object.isFrozen(categoryRules) && Object.isFrozen(exclusionRules)).toBe(true);
  });

  test.each(['2015-01-01', '2019-09-26', '2019-09-27', '2026-11-23'])('reads %s by the 2019 text', (day) => {
    expect(nationalParametersOn(parseDay(day) ?? (0 as never))).toEqual({
      nearMultiple: 150,
      suddenMultiple: 300,
      areaPerHead: 5000,
      dwellings: 2,
      tuitionMultiple: 200,
      refusedJobOffers: 2,
      exclusionsOff: [],
    });
  });
});

function assessed(over: Json) {
  const parsed = parseCase({ facts: household(over), standards: STANDARDS }, builtIn());
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return assess(parsed.value.facts, parsed.value.standards);
}

describe('levels of files and of money (Article 2)', () => {
  const near = { singleParent: true, incomes: [income(3 * 609_000)] };
  const richer = { singleParent: true, severeHardship: false, incomes: [income(3 * 609_000 + 1)] };
  const local = { level: 'COUNTY', profile: { nearMultiple: '2' } };

  test('a file has the highest level that the household meets', () => {
    expect(fileLevel([assessed({ ...near, ...local }), assessed(near)])).toBe('NATIONAL');
    expect(fileLevel([assessed({ ...near, level: 'ENTERPRISE', profile: {} }), assessed({ ...near, ...local })])).toBe(
      'COUNTY',
    );
    expect(fileLevel([assessed(richer)])).toBeNull();
    expect(fileLevel([])).toBeNull();
  });

  test.each([
    ['CENTRAL', 'NATIONAL', true],
    ['CENTRAL', 'MUNICIPAL', false],
    ['PROVINCIAL', 'NATIONAL', true],
    ['PROVINCIAL', 'ENTERPRISE', false],
    ['MUNICIPAL', 'NATIONAL', true],
    ['MUNICIPAL', 'MUNICIPAL', true],
    ['MUNICIPAL', 'COUNTY', false],
    ['COUNTY', 'MUNICIPAL', true],
    ['COUNTY', 'ENTERPRISE', false],
    ['ENTERPRISE', 'ENTERPRISE', true],
  ] as const)('%s money to a %s file: %s', (fund, file, allowed) => {
    expect(mayReach(fund, file)).toBe(allowed);
  });

  test('a decision on a provisional standard needs confirmation', () => {
    expect(needsConfirmation(assessed(near))).toBe(false);
    const parsed = parseCase({ facts: household(near) }, builtIn());
    expect(parsed.ok && needsConfirmation(assess(parsed.value.facts, parsed.value.standards))).toBe(true);
  });
});
