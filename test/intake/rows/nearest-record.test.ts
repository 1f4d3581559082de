import { describe, expect, test } from '@jest/globals';
import { nearestKeys, type RecordRow } from '../../../src/intake/rows/nearest-record.ts';
import type { RecordKind, RegisterHousehold } from '../../../src/registry/kinds.ts';
import { DAY, household, record } from '../../support/register-household.ts';

type Values = Readonly<Record<string, unknown>>;

/** A row that says something, with a key of content that no record has. */
const row = (values: Values, over: Partial<RecordRow> = {}): RecordRow => ({
  ...{ member: 'm1', own: null, contentKey: 'content #9', values },
  ...over,
});

/** A household with records of one kind, in the order of their keys. */
function holding(kind: RecordKind, records: Readonly<Record<string, Values>>, member: string | null = 'm1') {
  const own = Object.entries(records).map(([key, values]) => record(kind, key, member, values as never));
  const base = household([1]);
  return { ...base, records: { ...base.records, [kind]: own } } as RegisterHousehold;
}

/** The key that one row gets beside one record, whose key is made of content. */
function keyOf(kind: RecordKind, stored: Values, given: Values): string | null | undefined {
  return nearestKeys(kind, [row(given)], holding(kind, { 'stored #1': stored }))[0];
}

const NEAR = 'stored #1';
const NEW = 'content #9';

describe('a row', () => {
  const stored = { kind: 'WAGE', relief: false, from: 1, to: 5 };

  test('is about nothing on record where there is nothing', () => {
    expect(nearestKeys('incomes', [row(stored), row(stored, { own: '7' })], null)).toEqual([NEW, '7']);
    expect(nearestKeys('incomes', [row(stored)], holding('incomes', {}))).toEqual([NEW]);
  });

  test('is about the record of its number, else about that of its content, however far they are', () => {
    const before = holding('incomes', { 7: stored, 'content #9': { ...stored, kind: 'FARM' } });
    const far = { kind: 'PENSION', relief: true, from: 100, to: 101 };
    expect(nearestKeys('incomes', [row(far, { own: '7' })], before)).toEqual(['7']);
    expect(nearestKeys('incomes', [row(far)], before)).toEqual(['content #9']);
    expect(nearestKeys('incomes', [row(far, { own: '8' })], before)).toEqual(['content #9']);
  });

  test('is about a record whose number came with it only if it has that number', () => {
    const before = holding('incomes', { 7: stored });
    expect(nearestKeys('incomes', [row(stored)], before)).toEqual(['7']);
    expect(nearestKeys('incomes', [row(stored, { own: '8' })], before)).toEqual(['8']);
    const made = holding('incomes', { 'm1 WAGE #12': stored });
    expect(nearestKeys('incomes', [row(stored, { own: '8' })], made)).toEqual(['m1 WAGE #12']);
    const bare = holding('incomes', { '#1': stored });
    expect(nearestKeys('incomes', [row(stored, { own: '8' })], bare)).toEqual(['#1']);
    for (const key of ['a#1', 'a #1 b', 'a #', 'a #1x']) {
      expect(nearestKeys('incomes', [row(stored, { own: '8' })], holding('incomes', { [key]: stored }))).toEqual(['8']);
    }
  });

  test('is about a record of the same member alone', () => {
    expect(nearestKeys('incomes', [row(stored, { member: 'm2' })], holding('incomes', { [NEAR]: stored }))).toEqual([
      NEW,
    ]);
    expect(nearestKeys('incomes', [row(stored, { member: null })], holding('incomes', { [NEAR]: stored }))).toEqual([
      NEW,
    ]);
    expect(
      nearestKeys('dibao', [row({ from: 3, to: null }, { member: null })], holding('dibao', { [NEAR]: stored }, null)),
    ).toEqual([NEAR]);
  });

  test('is left open where two records would fit, unless another row is about one of them', () => {
    const before = holding('incomes', { 'a #1': stored, 'b #1': { ...stored, from: 2 } });
    expect(nearestKeys('incomes', [row(stored)], before)).toEqual([null]);
    expect(nearestKeys('incomes', [row(stored), row(stored, { contentKey: 'a #1' })], before)).toEqual([
      'b #1',
      'a #1',
    ]);
  });

  test('takes a record from the rows after it', () => {
    const before = holding('incomes', { [NEAR]: stored });
    expect(nearestKeys('incomes', [row(stored), row(stored, { contentKey: 'other #1' })], before)).toEqual([
      NEAR,
      'other #1',
    ]);
  });
});

/** What is near, by the kind of record: what is stored, what is given, and whether they are about the same. */
const CASES: readonly (readonly [RecordKind, Values, Values, boolean])[] = [
  ...(['employment', 'schooling', 'dibao'] as const).flatMap((kind): (typeof CASES)[number][] => [
    [kind, { from: 3, to: 5 }, { from: 5, to: 9 }, true],
    [kind, { from: 3, to: 5 }, { from: 6, to: 9 }, false],
    [kind, { from: 6, to: 9 }, { from: 3, to: 5 }, false],
    [kind, { from: 6, to: 9 }, { from: 3, to: 6 }, true],
    [kind, { from: 3, to: null }, { from: 900, to: null }, true],
    [kind, { from: 3, to: null }, { from: 1, to: 2 }, false],
    [kind, { from: null, to: 2 }, { from: 3, to: 4 }, false],
    [kind, { from: 3, to: 4 }, { from: null, to: 2 }, false],
    [kind, { from: 3, to: 4 }, { from: null, to: 3 }, true],
  ]),
  ['incomes', { kind: 'WAGE', relief: false, from: 1, to: 5 }, { kind: 'WAGE', relief: false, from: 5, to: 6 }, true],
  ['incomes', { kind: 'WAGE', relief: false, from: 1, to: 5 }, { kind: 'FARM', relief: false, from: 1, to: 5 }, false],
  ['incomes', { kind: 'WAGE', relief: false, from: 1, to: 5 }, { kind: 'WAGE', relief: true, from: 1, to: 5 }, false],
  ['incomes', { kind: 'WAGE', relief: false, from: 1, to: 5 }, { kind: 'WAGE', relief: false, from: 6, to: 7 }, false],
  ...(['deductions', 'expenses'] as const).flatMap((kind): (typeof CASES)[number][] => [
    [kind, { kind: 'ILLNESS', from: 1, to: 5 }, { kind: 'ILLNESS', from: 5, to: 6 }, true],
    [kind, { kind: 'ILLNESS', from: 1, to: 5 }, { kind: 'SCHOOLING', from: 1, to: 5 }, false],
    [kind, { kind: 'ILLNESS', from: 1, to: 5 }, { kind: 'ILLNESS', from: 6, to: 9 }, false],
  ]),
  // Payments are never altered; dwellings and vehicles go by their order.
  ['disbursements', { paidOn: 5 }, { paidOn: 5 }, false],
  ['dwellings', { from: 1, to: 5 }, { from: 1, to: 5 }, false],
];

test.each(CASES)('%s: %j and %j are about the same: %p', (kind, stored, given, isNear) => {
  expect(keyOf(kind, stored, given)).toBe(isNear ? NEAR : NEW);
});

/** How many days the days of two events may be apart: 31, or 366 where they cost the same. */
test.each([
  [31, 2, 1, true],
  [32, 2, 1, false],
  [31, 1, 2, true],
  [32, 1, 2, false],
  [366, 1, 1, true],
  [367, 1, 1, false],
])('events %p days apart, with costs %p and %p: %p', (days, cost, compensated, isNear) => {
  const date = DAY(2026, 6, 30);
  const stored = { kind: 'ACCIDENT', date, costFen: 1, compensatedFen: 1 };
  for (const away of [-days, days]) {
    const given = { kind: 'ACCIDENT', date: date + away, costFen: cost, compensatedFen: compensated };
    expect(keyOf('events', stored, given)).toBe(isNear ? NEAR : NEW);
    expect(keyOf('events', stored, { ...given, kind: 'DISASTER' })).toBe(NEW);
  }
});
