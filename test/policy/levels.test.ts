import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessmentJson } from '../../src/assessment/json/assessment-json.ts';
import { parseCase } from '../../src/assessment/json/case-json.ts';
import { addDays, requireDay } from '../../src/kernel/calendar.ts';
import { asHundredths } from '../../src/kernel/decimal.ts';
import { assess, decideAtLevels } from '../../src/policy/decision/assess.ts';
import { dayRead } from '../../src/policy/decision/day-read.ts';
import { categoryRules, exclusionRules } from '../../src/policy/decision/rulebook.ts';
import type { HouseholdFacts } from '../../src/policy/facts/facts.ts';
import { NATIONAL_PARAMETER_DAYS } from '../../src/policy/parameters/national.ts';
import { assessmentCase } from '../support/arbitraries.ts';
import { event, expense, household, income, member, STANDARD_FEN, STANDARDS, worker } from '../support/household.ts';
import { builtIn, type Json } from '../support/json.ts';
import { valueOf } from '../support/register.ts';
import { runs } from '../support/runs.ts';

/** A household is measured once and decided at several levels and on several days: never otherwise than by itself. */

const few = () => runs(40, 5000);

test('each rule reads the parameters that it declares, and only local rules change what they read', () => {
  const read = [...categoryRules, ...exclusionRules].map(({ id, reads }) => [id, reads.join(' ')]);
  expect(Object.fromEntries(read)).toEqual({
    BELOW_STANDARD_UNAIDED: '',
    BELOW_STANDARD_AIDED: '',
    NEAR_STANDARD_WITH_CAUSE: 'nearMultiple',
    SUDDEN_HARDSHIP: 'nearMultiple suddenMultiple',
    MIGRANT_WORKER: '',
    TWO_DWELLINGS: 'dwellings',
    LARGE_DWELLING: 'areaPerHead',
    COMMERCIAL_PROPERTY: '',
    RUNS_BUSINESS: '',
    COSTLY_SCHOOLING: 'tuitionMultiple',
    VEHICLES: '',
    REFUSED_VERIFICATION: '',
    REFUSED_WORK: 'refusedJobOffers',
    CONCEALMENT: '',
    RETIRED_SOCIALISED: '',
  });
});

type AtLevel = Pick<HouseholdFacts, 'level' | 'profile'>;
const NATIONAL: AtLevel = { level: 'NATIONAL', profile: null };
const local = (profile: NonNullable<HouseholdFacts['profile']>): AtLevel => ({ level: 'COUNTY', profile });
const LEVELS: readonly AtLevel[] = [
  NATIONAL,
  local({ nearMultiple: asHundredths(250) }),
  local({ nearMultiple: asHundredths(250), suddenMultiple: asHundredths(700) }),
  local({ areaPerHead: asHundredths(1000) }),
  local({ dwellings: 1 }),
  local({ exclusionsOff: ['TWO_DWELLINGS', 'VEHICLES'] }),
];

test('at every level in turn, a household is decided as if it had been measured for that level alone', () => {
  fc.assert(
    fc.property(assessmentCase, fc.shuffledSubarray([...LEVELS], { minLength: LEVELS.length }), (given, levels) => {
      const { facts, standards } = valueOf(parseCase(given, builtIn()));
      const { assessment, decide } = decideAtLevels(facts, standards);
      expect(assessmentJson(assessment)).toEqual(assessmentJson(assess(facts, standards)));
      for (const at of levels) {
        const { outcome, categories, primaryCategory, missing } = assess({ ...facts, ...at }, standards);
        expect(decide(at)).toEqual({ outcome, categories, primaryCategory, missing });
      }
    }),
    few(),
  );
});

/** Three heads, one of whom is disabled, with twice the standard: near it only where a local rule says so. */
const TWICE = {
  members: [member('m1', { disabled: true }), member('m2'), member('m3')],
  incomes: [income(2 * 3 * STANDARD_FEN, { from: '2018-10', to: '2019-09' })],
  expenses: [expense(2 * 3 * STANDARD_FEN - STANDARD_FEN)],
};
const [, NEAR, BOTH, SMALL, ONE_DWELLING] = LEVELS as readonly [AtLevel, AtLevel, AtLevel, AtLevel, AtLevel];

test.each<[string, Json, string]>([
  ['a household', TWICE, 'NEAR_STANDARD_WITH_CAUSE'],
  ['a migrant worker’s household', { ...TWICE, worker: worker({ migrant: true }) }, 'MIGRANT_WORKER'],
])('%s that a local rule makes eligible is so at its level alone, whatever was decided before', (_, over, category) => {
  const { facts, standards } = valueOf(parseCase({ facts: household(over), standards: STANDARDS }, builtIn()));
  const { assessment, decide } = decideAtLevels(facts, standards);
  expect(assessment.outcome).toBe('INELIGIBLE');
  const turns = [NEAR, NATIONAL, BOTH, SMALL, NEAR, ONE_DWELLING, NATIONAL, NEAR];
  expect(turns.map((at) => decide(at).primaryCategory)).toEqual(
    turns.map((at) => (at === NEAR || at === BOTH ? category : null)),
  );
});

test('a dwelling that a local rule excludes does so at its level alone', () => {
  const { facts, standards } = valueOf(parseCase({ facts: household(TWICE), standards: STANDARDS }, builtIn()));
  const { decide } = decideAtLevels(facts, standards);
  const excluding = (profile: NonNullable<HouseholdFacts['profile']>) =>
    decide(local({ nearMultiple: asHundredths(250), ...profile })).outcome;
  const area = { areaPerHead: asHundredths(1000) };
  expect([excluding({}), excluding(area), excluding({}), excluding({ dwellings: 1 }), excluding({})]).toEqual([
    ...['ELIGIBLE', 'INELIGIBLE', 'ELIGIBLE', 'INELIGIBLE', 'ELIGIBLE'],
  ]);
});

const OFFSETS = [-800, -366, -31, -1, 0, 1, 31, 365, 800];

test('on two days of which the same is read, the same is decided', () => {
  fc.assert(
    fc.property(assessmentCase, (given) => {
      const { facts, standards } = valueOf(parseCase(given, builtIn()));
      const days = OFFSETS.map((offset) => ({ ...facts, asOf: addDays(facts.asOf, offset) }));
      const decided = new Map<string, string>();
      for (const on of days.filter(({ asOf, surveyedOn }) => surveyedOn === null || surveyedOn <= asOf)) {
        const { findings, provisional, ...rest } = assess(on, standards);
        const states = findings.map(({ state, missing }) => [state, missing]);
        const text = JSON.stringify([rest, states, provisional.length > 0]);
        expect(decided.get(dayRead(on, standards)) ?? text).toBe(text);
        decided.set(dayRead(on, standards), text);
      }
    }),
    few(),
  );
});

describe('of a day is read', () => {
  const read = (day: string, over: Json = {}, standards: Json = STANDARDS) => {
    const parsed = valueOf(parseCase({ facts: household(over), standards }, builtIn()));
    return dayRead({ ...parsed.facts, asOf: requireDay(day) }, parsed.standards);
  };
  const surveyed = { surveyedOn: '2019-10-15' };
  const contract = { worker: worker({ contract: { from: '2019-11-03', to: '2020-02-10' } }) };
  const late = [{ region: '410502', from: '2030-01-01', monthly: '470.00' }];
  const limited = [{ region: '410502', from: '2018-01-01', monthly: '470.00', knownUntil: '2019-11-09' }];

  test.each<[string, string, string, Json, Json?]>([
    ['whether the survey serves', '2020-12-31', '2021-01-01', surveyed],
    ['the standard in force', '2019-09-30', '2019-10-01', { surveyedOn: '2019-09-01' }],
    ['whether the standard is outdated', '2019-11-09', '2019-11-10', surveyed, { ...STANDARDS, dibao: limited }],
    ['the month, where there is no survey', '2019-10-31', '2019-11-01', { surveyedOn: null }],
    ['the month, where no standard is on file', '2019-10-31', '2019-11-01', surveyed, { ...STANDARDS, dibao: late }],
    [
      'how many events there were',
      '2019-11-19',
      '2019-11-20',
      { ...surveyed, events: [event(100, { date: '2019-11-20' })] },
    ],
    ['that the contract begins', '2019-11-02', '2019-11-03', { ...surveyed, ...contract }],
    ['that the contract ended', '2020-02-10', '2020-02-11', { ...surveyed, ...contract }],
    [
      'whether it is recognised',
      '2019-11-04',
      '2019-11-05',
      { ...surveyed, dibao: [{ from: '2019-11-05', to: null }] },
    ],
    [
      'that recognition ended',
      '2019-11-06',
      '2019-11-07',
      { ...surveyed, dibao: [{ from: '2019-01-05', to: '2019-11-06' }] },
    ],
  ])('%s', (_, before, after, over, standards = STANDARDS) => {
    expect(read(before, over, standards)).not.toBe(read(after, over, standards));
  });

  test.each<[string, string, string, Json]>([
    ['the month, where the survey serves', '2019-10-31', '2019-12-01', surveyed],
    ['a day within the contract', '2019-11-03', '2020-02-10', { ...surveyed, ...contract }],
    ['a day of recognition', '2019-11-05', '2019-12-05', { ...surveyed, dibao: [{ from: '2019-11-05', to: null }] }],
    [
      'a day, where there is no contract',
      '2019-11-05',
      '2019-12-05',
      { ...surveyed, worker: worker({ contract: 'NONE' }) },
    ],
    ['an open contract', '2019-11-05', '2019-12-05', { ...surveyed, worker: worker({ contract: null }) }],
    [
      'an event that was counted',
      '2019-11-21',
      '2019-12-05',
      { ...surveyed, events: [event(100, { date: '2019-11-20' })] },
    ],
    ['a day of the same month, where there is no survey', '2019-11-01', '2019-11-30', { surveyedOn: null }],
  ])('not %s', (_, one, other, over) => {
    expect(read(one, over)).toBe(read(other, over));
  });

  test('an event before the window of a household that was never surveyed is not counted, one on its first day is', () => {
    const at = (date: string) => read('2019-11-15', { surveyedOn: null, events: [event(100, { date })] });
    const none = read('2019-11-15', { surveyedOn: null, events: [] });
    expect([at('2018-10-31') === none, at('2018-11-01') === none]).toEqual([true, false]);
  });

  test('an event of the window of the survey is counted, however long ago it was', () => {
    const at = (events: readonly Json[]) => read('2020-11-15', { ...surveyed, events });
    expect(at([event(100, { date: '2018-11-05' })])).not.toBe(at([]));
  });

  test('the national parameters in force', () => {
    expect(NATIONAL_PARAMETER_DAYS).toEqual([requireDay('2019-09-27')]);
  });
});
