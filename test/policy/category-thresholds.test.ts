import { describe, expect, test } from '@jest/globals';
import type { RuleId } from '../../src/policy/decision/rule.ts';
import { event, expense, household, income, member, STANDARD_FEN, STANDARDS, worker } from '../support/household.ts';
import { assessJson, type Json, stateOf } from '../support/json.ts';

const HEADS = 3;
const LINE = HEADS * STANDARD_FEN;
const NEAR = (LINE * 3) / 2;
const SUDDEN = LINE * 3;
/** Three heads' standard of each of the last six months. */
const MONTH = HEADS * 52_000;

type Row = readonly [what: string, over: Json, state: 'HOLDS' | 'FAILS' | 'UNKNOWN'];

function table(rule: RuleId, rows: readonly Row[]): void {
  describe(rule, () => {
    test.each(rows)('%s', (_what, over, state) => {
      const assessment = assessJson({ facts: household(over), standards: STANDARDS });
      expect(stateOf(assessment, rule)).toBe(state);
    });
  });
}

/** Nothing but an income in each of the last six months, each month the same but where `odd` differs. */
function recent(everyMonth: number, odd: Json = {}): Json {
  const months = ['2019-04', '2019-05', '2019-06', '2019-07', '2019-08', '2019-09'];
  return {
    severeHardship: true,
    incomes: months.map((month) => income(everyMonth, { from: month, to: month, ...(month === '2019-06' ? odd : {}) })),
  };
}

const relief = (from: string, to = from, amount = 1): Json =>
  income(amount, { kind: 'TRANSFER', relief: true, from, to });

table('BELOW_STANDARD_UNAIDED', [
  ['a fen below in each month', recent(MONTH - 1), 'HOLDS'],
  ['exactly at the standard in one', recent(MONTH - 1, { amount: '1560.00' }), 'FAILS'],
  ['a fen above in one', recent(MONTH - 1, { amount: '1560.01' }), 'FAILS'],
  [
    'far above before the six months',
    { severeHardship: true, incomes: [income(9_000_000, { from: '2018-10', to: '2019-03' })] },
    'HOLDS',
  ],
  [
    'above in the first of the six',
    { severeHardship: true, incomes: [income(MONTH, { from: '2019-04', to: '2019-04' })] },
    'FAILS',
  ],
  [
    'above in the month of the decision',
    { severeHardship: true, incomes: [income(9_000_000, { from: '2019-10', to: '2019-10' })] },
    'HOLDS',
  ],
  ['no severe hardship', { severeHardship: false }, 'FAILS'],
  ['the home visit not made', { severeHardship: null }, 'UNKNOWN'],
  [
    'recognised until the day before the six months',
    { severeHardship: true, dibao: [{ from: '2019-01-01', to: '2019-03-31' }] },
    'HOLDS',
  ],
  [
    'recognised on the first day of the six months',
    { severeHardship: true, dibao: [{ from: '2019-04-01', to: '2019-04-01' }] },
    'FAILS',
  ],
  ['recognised on their last day', { severeHardship: true, dibao: [{ from: '2019-09-30', to: null }] }, 'FAILS'],
  ['recognised from the day after', { severeHardship: true, dibao: [{ from: '2019-10-01', to: null }] }, 'HOLDS'],
  ['recognition not asked', { severeHardship: true, dibao: null }, 'UNKNOWN'],
  ['a fen of relief in the first month', { severeHardship: true, incomes: [relief('2019-04')] }, 'FAILS'],
  ['a fen of relief in the last month', { severeHardship: true, incomes: [relief('2019-09')] }, 'FAILS'],
  ['relief before', { severeHardship: true, incomes: [relief('2019-03')] }, 'HOLDS'],
  [
    'relief whose share of the six months is 0',
    { severeHardship: true, incomes: [relief('2019-03', '2019-04')] },
    'HOLDS',
  ],
  ['relief of 0', { severeHardship: true, incomes: [relief('2019-09', '2019-09', 0)] }, 'HOLDS'],
  [
    'relief of a member who does not count',
    {
      severeHardship: true,
      members: [member('m1'), member('m2', { livesTogether: false })],
      incomes: [{ ...relief('2019-09'), memberId: 'm2' }],
    },
    'HOLDS',
  ],
  ['another transfer is no relief', { severeHardship: true, incomes: [income(1, { kind: 'TRANSFER' })] }, 'HOLDS'],
]);

const recognised = { dibao: [{ from: '2019-10-15', to: '2019-10-15' }] };

table('BELOW_STANDARD_AIDED', [
  ['a fen below', { ...recognised, incomes: [income(LINE - 1)] }, 'HOLDS'],
  ['exactly at the standard', { ...recognised, incomes: [income(LINE)] }, 'FAILS'],
  ['at the standard, a fen of costs', { ...recognised, incomes: [income(LINE)], expenses: [expense(1)] }, 'HOLDS'],
  ['at the standard, a fen of an event', { ...recognised, incomes: [income(LINE)], events: [event(1)] }, 'HOLDS'],
  [
    'at the standard, an event that may qualify',
    { ...recognised, incomes: [income(LINE)], events: [event(1, { grave: null })] },
    'UNKNOWN',
  ],
  ['relief counts as income', { ...recognised, incomes: [income(LINE - 1), relief('2019-01')] }, 'FAILS'],
  ['recognition ended the day before', { dibao: [{ from: '2019-01-01', to: '2019-10-14' }] }, 'FAILS'],
  ['recognition begins the day after', { dibao: [{ from: '2019-10-16', to: null }] }, 'FAILS'],
  ['recognition not asked', { dibao: null }, 'UNKNOWN'],
]);

const ill = { members: [member('m1', { ill: true }), member('m2'), member('m3')] };

table('NEAR_STANDARD_WITH_CAUSE', [
  ['a fen below 1.5 times', { ...ill, incomes: [income(NEAR - 1)], expenses: [expense(NEAR - LINE)] }, 'HOLDS'],
  ['exactly 1.5 times', { ...ill, incomes: [income(NEAR)], expenses: [expense(NEAR - LINE)] }, 'HOLDS'],
  ['a fen above 1.5 times', { ...ill, incomes: [income(NEAR + 1)], expenses: [expense(NEAR)] }, 'FAILS'],
  ['costs a fen short', { ...ill, incomes: [income(NEAR)], expenses: [expense(NEAR - LINE - 1)] }, 'FAILS'],
  ['costs a fen more than enough', { ...ill, incomes: [income(NEAR)], expenses: [expense(NEAR - LINE + 1)] }, 'HOLDS'],
  ['at the standard without costs', { ...ill, incomes: [income(LINE)] }, 'HOLDS'],
  ['a fen above the standard without costs', { ...ill, incomes: [income(LINE + 1)] }, 'FAILS'],
  ['no cause', { incomes: [income(LINE)] }, 'FAILS'],
  ['disability is a cause', { members: [member('m1'), member('m2', { disabled: true })] }, 'HOLDS'],
  ['schooling is a cause', { members: [member('m1'), member('m2', { inEducation: true })] }, 'HOLDS'],
  ['a single parent is a cause', { singleParent: true }, 'HOLDS'],
  ['a fen of another special cause', { expenses: [expense(1, { kind: 'OTHER_SPECIAL' })] }, 'HOLDS'],
  [
    'another special cause reimbursed',
    { expenses: [expense(1, { kind: 'OTHER_SPECIAL', reimbursed: '0.01' })] },
    'FAILS',
  ],
  [
    'another special cause before the window',
    { expenses: [expense(1, { kind: 'OTHER_SPECIAL', from: '2018-09', to: '2018-09' })] },
    'FAILS',
  ],
  ['a bill without an ill member is no cause', { expenses: [expense(1)] }, 'FAILS'],
  ['an event with a fen of costs is a cause', { events: [event(1)] }, 'HOLDS'],
  ['an event without costs is none', { events: [event(0)] }, 'FAILS'],
  ['an illness not verified', { members: [member('m1', { ill: null })] }, 'UNKNOWN'],
]);

const accident = (costFen: number, over: Json = {}): Json => ({ events: [event(costFen, over)] });

table('SUDDEN_HARDSHIP', [
  ['exactly 1.5 times', { ...accident(NEAR), incomes: [income(NEAR)] }, 'FAILS'],
  ['a fen above 1.5 times', { ...accident(NEAR), incomes: [income(NEAR + 1)] }, 'HOLDS'],
  ['costs exactly enough', { ...accident(SUDDEN - LINE), incomes: [income(SUDDEN)] }, 'HOLDS'],
  ['costs a fen short', { ...accident(SUDDEN - LINE - 1), incomes: [income(SUDDEN)] }, 'FAILS'],
  [
    'illness bills are not deducted',
    { ...accident(SUDDEN - LINE - 1), incomes: [income(SUDDEN)], expenses: [expense(1)] },
    'FAILS',
  ],
  ['a fen above 3 times, nothing saved', { ...accident(SUDDEN - LINE + 1), incomes: [income(SUDDEN + 1)] }, 'HOLDS'],
  [
    'on the first day of the window',
    { ...accident(SUDDEN, { date: '2018-10-01' }), incomes: [income(SUDDEN)] },
    'HOLDS',
  ],
  ['on the day before it', { ...accident(SUDDEN, { date: '2018-09-30' }), incomes: [income(SUDDEN)] }, 'FAILS'],
  ['on the day itself', { ...accident(SUDDEN, { date: '2019-10-15' }), incomes: [income(SUDDEN)] }, 'HOLDS'],
  ['on the day after', { ...accident(SUDDEN, { date: '2019-10-16' }), incomes: [income(SUDDEN)] }, 'FAILS'],
  ['not grave', { ...accident(SUDDEN, { grave: false }), incomes: [income(SUDDEN)] }, 'FAILS'],
  ['compensation in place', { ...accident(SUDDEN, { compensationInPlace: true }), incomes: [income(SUDDEN)] }, 'FAILS'],
  [
    'a disaster asks for no compensation',
    { ...accident(SUDDEN, { kind: 'DISASTER', compensationInPlace: null }), incomes: [income(SUDDEN)] },
    'HOLDS',
  ],
  [
    'compensated a fen too much',
    { ...accident(SUDDEN - LINE, { compensated: '0.01' }), incomes: [income(SUDDEN)] },
    'FAILS',
  ],
]);

const migrant = (contract: unknown, over: Json = {}): Json => ({
  singleParent: true,
  worker: worker({ migrant: true, contract, ...over }),
});

table('MIGRANT_WORKER', [
  ['a contract of exactly a year', migrant({ from: '2018-10-16', to: '2019-10-15' }), 'HOLDS'],
  ['a day short of a year', migrant({ from: '2018-10-17', to: '2019-10-15' }), 'FAILS'],
  ['a day more than a year', migrant({ from: '2018-10-15', to: '2019-10-15' }), 'HOLDS'],
  ['begins on the day', migrant({ from: '2019-10-15', to: null }), 'HOLDS'],
  ['begins the day after', migrant({ from: '2019-10-16', to: null }), 'FAILS'],
  ['ended the day before', migrant({ from: '2015-01-01', to: '2019-10-14' }), 'FAILS'],
  ['no contract', migrant('NONE'), 'FAILS'],
  ['contract not seen', migrant(null), 'UNKNOWN'],
  ['not a union member', migrant({ from: '2015-01-01', to: null }, { unionMember: false }), 'FAILS'],
  ['membership not verified', migrant({ from: '2015-01-01', to: null }, { unionMember: null }), 'UNKNOWN'],
  ['none of the four holds', { ...migrant({ from: '2015-01-01', to: null }), singleParent: false }, 'FAILS'],
  ['not a migrant', { singleParent: true, worker: worker({ unionMember: null }) }, 'FAILS'],
]);

describe('at a local level', () => {
  test.each([
    ['within 1.33 times', '24299.10', 'HOLDS'],
    ['a fen above', '24299.11', 'FAILS'],
  ])('%s', (_what, amount, state) => {
    const facts = household({
      level: 'COUNTY',
      profile: { nearMultiple: '1.33' },
      singleParent: true,
      incomes: [income(0, { amount })],
      expenses: [expense(LINE)],
    });
    expect(stateOf(assessJson({ facts, standards: STANDARDS }), 'NEAR_STANDARD_WITH_CAUSE')).toBe(state);
  });
});
