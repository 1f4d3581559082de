import { createSecretKey } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Day } from '../../../src/kernel/calendar.ts';
import { RECORD_KINDS } from '../../../src/registry/kinds.ts';
import {
  anchorKey,
  NO_SURVEY,
  householdOn,
  type Ranged,
  type StoredHousehold,
  versionOn,
} from '../../../src/registry/household/stored-household.ts';
import { groupEntries, RANGE, readRange, requireKey } from '../../../src/registry/household/version-rows.ts';
import { DAY, householdState, membershipState, person, record } from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';

const dataKey = createSecretKey(Buffer.alloc(32));
const ranged = <T>(from: number, to: number | null, value: T): Ranged<T> => ({
  ...{ from: from as Day, to: to as Day | null, recordedIn: 'c', value },
});
const membership = (id: string, personId: string, from: number, to: number | null) => ({
  ...{ id, key: `key of ${id}` },
  versions: [ranged(from, to, { personId, membershipState: membershipState({ refusedJobOffers: from }) })],
});
const personOf = (id: string, number: string | null, ...starts: readonly number[]) =>
  [
    id,
    {
      ...{ id, identityNumber: number, dataKey, death: null },
      versions: starts.map((from, at) => ranged(from, starts[at + 1] ?? null, person(`${id} ${from}`))),
    },
  ] as const;

const stored = (id: string, kind: 'vehicles' | 'incomes', key: string, memberId: string | null) => {
  return { id, kind, key, memberId, values: record(kind, key, memberId, {}).values };
};

const STORED: StoredHousehold = {
  ...{ id: 'h', unionId: 'u', dataKey },
  versions: [
    ranged(10, 20, { workerId: 'a', state: householdState({ savingsFen: 1 as never }) }),
    ranged(20, null, { workerId: 'b', state: householdState({ savingsFen: 2 as never }) }),
  ],
  members: [membership('a', 'p', 10, null), membership('b', 'q', 20, 30), membership('c', 'nobody', 10, null)],
  closings: [],
  persons: new Map([personOf('p', '1', 5, 25), personOf('q', null, 26)]),
  records: [
    { ...NO_SURVEY, ...stored('r1', 'vehicles', 'v', null) },
    { ...NO_SURVEY, ...stored('r2', 'incomes', 'i', 'a') },
    { ...NO_SURVEY, ...stored('r3', 'incomes', 'j', 'b') },
  ],
  anchors: new Map(),
};

describe('a household on record', () => {
  test('is not there before its first day', () => {
    expect(householdOn(STORED, 9 as Day)).toBeNull();
    expect(householdOn(STORED, 10 as Day)).not.toBeNull();
  });

  test.each([
    [19, 'key of a', 1, ['key of a'], ['i']],
    [20, 'key of b', 2, ['key of a', 'key of b'], ['i', 'j']],
    [29, 'key of b', 2, ['key of a', 'key of b'], ['i', 'j']],
    [30, 'key of b', 2, ['key of a'], ['i']],
  ])('on day %d has its state, its members and their records of that day', (day, worker, savings, members, incomes) => {
    const found = householdOn(STORED, day as Day);
    expect([found?.worker, found?.household.savingsFen]).toEqual([worker, savings]);
    expect(found?.members.map(({ key }) => key)).toEqual(members);
    expect(found?.records.incomes.map(({ key }) => key)).toEqual(incomes);
    expect(found?.records.vehicles.map(({ key, member }) => [key, member])).toEqual([['v', null]]);
    expect(Object.keys(found?.records ?? {})).toEqual(RECORD_KINDS);
  });

  test('has its members with the states of their persons, the first one before that begins', () => {
    const names = (day: number) => householdOn(STORED, day as Day)?.members.map((one) => one.person.name);
    expect([names(24), names(25), names(26)]).toEqual([
      ['p 5', 'q 26'],
      ['p 25', 'q 26'],
      ['p 25', 'q 26'],
    ]);
    const [first, second] = householdOn(STORED, 20 as Day)?.members ?? [];
    expect([first?.identityNumber, second?.identityNumber]).toEqual(['1', null]);
    expect([first?.membershipState.refusedJobOffers, second?.membershipState.refusedJobOffers]).toEqual([10, 20]);
  });

  test('whose worker is nobody has no worker', () => {
    const versions = [ranged(0, null, { workerId: 'x', state: householdState() })];
    expect(householdOn({ ...STORED, versions }, 0 as Day)?.worker).toBe('');
  });
});

test('the version of a day is the one whose range has it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(20), { minLength: 1 }), fc.nat(25), fc.boolean(), (days, day, isOpen) => {
      const [...starts] = days.sort((one, other) => one - other);
      const versions = starts.map((from, at) => ranged(from, starts[at + 1] ?? (isOpen ? null : 22), from));
      const expected = starts.findLast((from) => from <= day);
      expect(versionOn(versions, day as Day)?.value).toBe(isOpen || day < 22 ? expected : undefined);
    }),
    runs(60, 5000),
  );
});

describe('rows of versions', () => {
  test('have their range as days', () => {
    const read = (validFrom: string, validTo: string | null) =>
      readRange({ recordedIn: 'change', extras: { validFrom, validTo } });
    const from = DAY(2026, 1, 2);
    expect(read('2026-01-02', '2026-02-03')).toEqual({ from, to: DAY(2026, 2, 3), recordedIn: 'change' });
    expect(read('2026-01-02', null)).toEqual({ from, to: null, recordedIn: 'change' });
    for (const wrong of ['', '2026-02-30']) expect(() => read('2026-01-02', wrong)).toThrow();
    expect(() => read('', null)).toThrow();
    expect(RANGE).toEqual({ extra: { validFrom: 'v.valid_from' }, open: { validTo: 'v.valid_to' } });
  });

  test('are grouped by their keys, in their order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', '__proto__'), fc.nat())), (entries) => {
        const groups = groupEntries(entries);
        expect(new Set(groups.keys())).toEqual(new Set(entries.map(([key]) => key)));
        for (const [key, values] of groups) {
          expect(values).toEqual(entries.filter(([own]) => own === key).map(([, value]) => value));
        }
      }),
      runs(40, 3000),
    );
  });

  test('have a data key, or it is a bug', () => {
    expect(requireKey(new Map([['h', dataKey]]), 'h')).toBe(dataKey);
    expect(() => requireKey(new Map(), 'h')).toThrow('has a data key');
  });

  test('of records are named by kind and key', () => {
    expect(anchorKey('incomes', 'a b', null)).toBe('incomes  a b');
    expect(anchorKey('incomes', 'a b', 's')).toBe('incomes s a b');
  });
});
