import { describe, expect, test } from '@jest/globals';
import { RELIEF_CAPS } from '../../../src/fund/caps/relief-caps.ts';
import { type ProjectRoom, type RoomPayment, roomOf } from '../../../src/fund/caps/relief-room.ts';
import { sourcesFor } from '../../../src/fund/caps/relief-source.ts';
import { parseCase } from '../../../src/assessment/json/case-json.ts';
import { requireDay } from '../../../src/kernel/calendar.ts';
import { asFen } from '../../../src/kernel/fen.ts';
import { LEVELS } from '../../../src/policy/facts/facts.ts';
import { indexStandards } from '../../../src/policy/money/standards.ts';
import { expense, household, member, STANDARDS } from '../../support/household.ts';
import type { Json } from '../../support/json.ts';
import { valueOf } from '../../support/register.ts';

const EMPTY = indexStandards({ dibao: [], minimumWage: [], ruralIncome: [] });
const members = ['m1', 'm2', 'm3'].map((key) => ({ key, id: `id ${key}`, personId: `person ${key}` }));

const payment = (aidType: RoomPayment['aidType'], fen: number, paidOn: string, over: Partial<RoomPayment> = {}) => ({
  ...{ aidType, amount: asFen(fen), paidOn: requireDay(paidOn), personId: null, isOwn: true },
  ...over,
});

/** The rooms of a household on a day; of one kind of aid, by the key of the member. */
function rooms(on: string, facts: Json, payments: readonly RoomPayment[] = [], standards: object = STANDARDS) {
  const surveyed = { surveyedOn: '2019-10-10', ...facts };
  const { facts: read, standards: index } = valueOf(parseCase({ facts: household(surveyed), standards }, EMPTY));
  const found = roomOf(RELIEF_CAPS, { on: requireDay(on), facts: read, standards: index, members, payments });
  return (aidType: RoomPayment['aidType']) =>
    Object.fromEntries(
      found
        .filter((room) => room.aidType === aidType)
        .map(({ memberId, cap, paid, left, why }) => [
          memberId?.slice(-2) ?? 'household',
          [cap, paid, left, why] as const,
        ]),
    );
}

const flat = (monthly: string) => ({
  ...STANDARDS,
  dibao: [{ region: '410502', from: '2018-01-01', monthly }],
});

describe('living aid of a household', () => {
  test('is capped by the standards of the twelve months of the year of the pay day, of one person', () => {
    // Nine months of 520.00 and three of 507.50.
    expect(rooms('2019-10-15', {})('LIVING')).toEqual({ household: [620_250, 0, 620_250, 'WITHIN_CAP'] });
    // 荆门: 7,440 = 12 × 620.
    expect(rooms('2019-05-01', {}, [], flat('620.00'))('LIVING')).toEqual({
      household: [744_000, 0, 744_000, 'WITHIN_CAP'],
    });
  });

  test('counts what was paid to the household in that calendar year, on its first and last day too', () => {
    const paid = [
      ...[payment('LIVING', 100, '2018-12-31'), payment('LIVING', 10_000, '2019-01-01')],
      ...[payment('LIVING', 20_000, '2019-12-31'), payment('LIVING', 300, '2020-01-01')],
      ...[
        payment('MEDICAL', 7, '2019-06-01'),
        payment('LIVING', 9, '2019-06-01', { isOwn: false, personId: 'person m1' }),
      ],
    ];
    expect(rooms('2019-10-15', {}, paid)('LIVING')).toEqual({ household: [620_250, 30_000, 590_250, 'WITHIN_CAP'] });
    const rest = payment('LIVING', 590_250, '2019-03-01');
    expect(rooms('2019-10-15', {}, [...paid, rest])('LIVING')['household']).toEqual([
      620_250,
      620_250,
      0,
      'CAP_REACHED',
    ]);
    const more = payment('LIVING', 1, '2019-03-01');
    expect(rooms('2019-10-15', {}, [...paid, rest, more])('LIVING')['household']).toEqual([
      620_250,
      620_251,
      0,
      'OVER_CAP',
    ]);
  });

  test('is unknown, and not without limit, where a month has no standard', () => {
    const late = { ...STANDARDS, dibao: [{ region: '410502', from: '2019-02-01', monthly: '520.00' }] };
    const unknown = { household: [null, 5, null, 'STANDARD_MISSING'] };
    expect(rooms('2019-10-15', {}, [payment('LIVING', 5, '2019-03-01')], late)('LIVING')).toEqual(unknown);
  });
});

describe('medical aid of a person', () => {
  const bills = {
    expenses: [
      expense(100_000, { memberId: 'm2', reimbursed: '600.00', from: '2018-11', to: '2018-11' }),
      expense(5000, { memberId: 'm2', reimbursed: '80.00' }),
      expense(7000, { memberId: 'm3', kind: 'SCHOOLING' }),
    ],
  };

  test('is capped by what they paid themselves; a reimbursement above a bill takes nothing from another', () => {
    const paid = [
      // The bills begin in November 2018: what was paid since then counts, whichever household it was paid to.
      payment('MEDICAL', 1000, '2018-11-01', { personId: 'person m2' }),
      payment('MEDICAL', 200, '2019-04-01', { personId: 'person m2', isOwn: false }),
      payment('MEDICAL', 9, '2018-10-31', { personId: 'person m2' }),
    ];
    expect(rooms('2019-10-15', bills, paid)('MEDICAL')).toEqual({ m2: [40_000, 1200, 38_800, 'WITHIN_CAP'] });
  });

  test('that names nobody is the worker’s, who is over the cap without a bill', () => {
    const paid = [payment('MEDICAL', 300, '2019-04-01')];
    expect(rooms('2019-10-15', bills, paid)('MEDICAL')).toEqual({
      m1: [0, 300, 0, 'NO_BILLS'],
      m2: [40_000, 0, 40_000, 'WITHIN_CAP'],
    });
  });

  test('is unknown without a survey', () => {
    expect(rooms('2019-10-15', { surveyedOn: null })('MEDICAL')).toMatchObject({ m2: [null, 0, null, 'NOT_SURVEYED'] });
  });
});

describe('schooling aid of a student', () => {
  const family = (inEducation: boolean | null) => ({
    members: [member('m1'), member('m2', { inEducation }), member('m3')],
  });

  test('is capped by ten monthly standards for a school year, which begins on 1 September', () => {
    const paid = [
      payment('SCHOOLING', 1000, '2018-08-31', { personId: 'person m2' }),
      payment('SCHOOLING', 20_000, '2018-09-01', { personId: 'person m2' }),
      payment('SCHOOLING', 300, '2019-08-31', { personId: 'person m2', isOwn: false }),
      payment('SCHOOLING', 4, '2019-09-01', { personId: 'person m2' }),
    ];
    const last = rooms('2019-08-31', family(true), paid)('SCHOOLING');
    expect(last).toEqual({ m2: [520_000, 20_300, 499_700, 'WITHIN_CAP'] });
    const next = rooms('2019-09-01', family(true), paid)('SCHOOLING');
    expect(next).toEqual({ m2: [520_000, 4, 519_996, 'WITHIN_CAP'] });
  });

  test('is unknown where it was not verified that they are in education, and none is listed of who is not', () => {
    expect(rooms('2019-10-15', family(null))('SCHOOLING')).toEqual({ m2: [null, 0, null, 'SCHOOLING_UNKNOWN'] });
    expect(rooms('2019-10-15', family(false))('SCHOOLING')).toEqual({});
  });
});

test('aid whose cap no document says, and all aid before the first document, has no known room', () => {
  const unknown = { household: [null, 8, null, 'NO_CAP_ON_FILE'] };
  expect(rooms('2019-10-15', {}, [payment('WARMTH', 8, '2019-02-01')])('WARMTH')).toEqual(unknown);
  expect(rooms('2015-05-07', {}, [payment('LIVING', 8, '2015-02-01')])('LIVING')).toEqual(unknown);
});

test('a cap on a provisional standard says so', () => {
  const provisional = { ...STANDARDS, dibao: STANDARDS.dibao.map((one) => ({ ...one, status: 'PROVISIONAL' })) };
  const given = (standards: object): readonly ProjectRoom[] => {
    const read = valueOf(parseCase({ facts: household(), standards }, EMPTY));
    return roomOf(RELIEF_CAPS, { ...read, on: requireDay('2019-10-15'), members, payments: [] });
  };
  const isProvisional = (standards: object) =>
    given(standards).find(({ aidType }) => aidType === 'LIVING')?.isProvisional;
  expect([isProvisional(STANDARDS), isProvisional(provisional)]).toEqual([false, true]);
});

test('central and provincial money reaches eligible households with a recorded file at the national level alone', () => {
  const sources = ['CENTRAL_FINANCE', 'PROVINCIAL_FINANCE', 'LOCAL_FINANCE', 'UNION_FUNDS'] as const;
  const reasons = (...given: Parameters<typeof sourcesFor>[1][]) =>
    given.map((file) => sourcesFor(sources, file).map(({ isOpen, why }) => (isOpen ? 'OPEN' : why)));
  const outcome = 'ELIGIBLE' as const;
  const [national, ...local] = LEVELS.map((level) => ({ level, outcome }));
  const none = 'NO_RECORDED_FILE';
  expect(reasons(null, national ?? null)).toEqual([
    [none, none, none, none],
    ['OPEN', 'OPEN', 'OPEN', 'OPEN'],
  ]);
  const own = ['NATIONAL_FILES_ONLY', 'NATIONAL_FILES_ONLY', 'OPEN', 'OPEN'];
  expect(reasons(...local)).toEqual(local.map(() => own));
  const undecided = (found: 'INELIGIBLE' | 'INDETERMINATE' | null) => ({ level: 'NATIONAL' as const, outcome: found });
  expect(reasons(undecided('INELIGIBLE'), undecided('INDETERMINATE'), undecided(null)).map(([first]) => first)).toEqual(
    ['NOT_ELIGIBLE', 'UNDECIDED', 'UNDECIDED'],
  );
});
