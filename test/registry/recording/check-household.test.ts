import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseMonth } from '../../../src/kernel/calendar.ts';
import { type MemberState, RECORD_KINDS, RECORDS, type RegisterHousehold } from '../../../src/registry/kinds.ts';
import { checkHousehold } from '../../../src/registry/recording/check-household.ts';
import {
  DAY,
  household,
  householdState,
  identityNumber,
  member,
  membershipState,
  person,
  record,
} from '../../support/register-household.ts';
import { runs } from '../../support/runs.ts';

const month = (text: string) => parseMonth(text) ?? (0 as never);
const employed = (key: string, of: string, from: string, to: string | null) =>
  record('employment', key, of, {
    status: 'EMPLOYED',
    from: month(from),
    to: to === null ? null : month(to),
  });
const expense = (key: string, of: string | null) =>
  record('expenses', key, of, {
    ...{ kind: 'ILLNESS', amountFen: 1 as never, reimbursedFen: 0 as never },
    ...{ from: month('2026-01'), to: month('2026-02') },
  });
const vehicle = (key: string, of: string | null, over: object = {}) => record('vehicles', key, of, over);

/** A household of three without a fault. */
const SOUND: RegisterHousehold = household([1, 2, 3], {
  records: {
    ...household([]).records,
    employment: [employed('e1', 'm1', '2026-01', '2026-02'), employed('e2', 'm1', '2026-03', null)],
    expenses: [expense('x1', 'm2')],
    vehicles: [vehicle('v1', null)],
  },
});

function faults(given: RegisterHousehold): readonly string[] {
  return checkHousehold(given).map(({ code, path }) => `${code} ${path}`);
}

type Household = RegisterHousehold['household'];
const withState = (over: Partial<Household>) => (one: RegisterHousehold) => ({
  ...one,
  household: { ...one.household, ...over },
});
const withMember =
  (at: number, change: (one: RegisterHousehold['members'][number]) => object) => (one: RegisterHousehold) => ({
    ...one,
    members: one.members.map((own, index) => (index === at ? { ...own, ...change(own) } : own)),
  });
const withMembership = (at: number, over: Partial<MemberState>) =>
  withMember(at, ({ membershipState: state }) => ({ membershipState: { ...state, ...over } }));
const withRecords = (over: Partial<RegisterHousehold['records']>) => (one: RegisterHousehold) => ({
  ...one,
  records: { ...one.records, ...over },
});

/** Changes that each plant one fault, none of which hides another's. */
const PLANTS: readonly (readonly [fault: string, plant: (one: RegisterHousehold) => RegisterHousehold])[] = [
  ['WRONG_REGION household.region', withState({ region: '41050' })],
  ['WRONG_AMOUNT household.savingsFen', withState({ savingsFen: -1 as never })],
  ['REQUIRED household.contractTo', withState({ contractKind: 'FIXED_TERM', contractFrom: DAY(2026, 1, 1) })],
  ['REASON_REQUIRED household.retirementException', withState({ retirementExcepted: true })],
  ['WRONG_IDENTITY_NUMBER members.1.identityNumber', withMember(1, () => ({ identityNumber: '410502180001010015' }))],
  ['WRONG_TEXT members.1.person.name', withMember(1, () => ({ person: person(' ') }))],
  ['WRONG_COUNT members.2.membershipState.refusedJobOffers', withMembership(2, { refusedJobOffers: 0.5 })],
  [
    'REASON_REQUIRED members.0.membershipState.countedByDecisionReason',
    withMembership(0, { countedByDecision: false }),
  ],
  ['NO_SUCH_MEMBER records.expenses.0.member', withRecords({ expenses: [expense('x1', 'm4')] })],
  [
    'OVERLAPPING records.employment.2.values.from',
    (one) => withRecords({ employment: [...one.records.employment, employed('e3', 'm1', '2026-02', '2026-02')] })(one),
  ],
  ['DUPLICATE_KEY records.vehicles.1.key', withRecords({ vehicles: [vehicle('v1', null), vehicle('v1', null)] })],
];

describe('a household', () => {
  test('without a fault has no problem', () => {
    expect(faults(SOUND)).toEqual([]);
  });

  test('with any faults has a problem for each, with its path, and no other', () => {
    fc.assert(
      fc.property(fc.subarray([...PLANTS]), (plants) => {
        const given = plants.reduce((one, [, plant]) => plant(one), SOUND);
        expect([...faults(given)].sort()).toEqual(plants.map(([fault]) => fault).sort());
      }),
      runs(40, 4000),
    );
  });

  test('has sentences in both languages for each problem', () => {
    const given = PLANTS.reduce((one, [, plant]) => plant(one), SOUND);
    for (const { zh, en } of checkHousehold(given)) expect([zh, en]).toEqual([expect.any(String), expect.any(String)]);
  });

  test('of any values at all is checked without an exception', () => {
    const scalar = fc.oneof(fc.anything({ maxDepth: 1 }), fc.constantFrom(null, '', NaN, -1, 'FIXED_TERM'));
    const state = fc.dictionary(fc.constantFrom(...Object.keys(SOUND.household), '__proto__'), scalar);
    const key = fc.oneof(fc.constantFrom('m1', 'm2', 'x'), fc.string());
    const given = fc.record({
      worker: key,
      household: state.map((over) => ({ ...SOUND.household, ...over })),
      members: fc.array(
        fc.record({
          key,
          identityNumber: fc.oneof(fc.constant(null), fc.string(), fc.nat(5).map(identityNumber)),
          person: state.map((over) => ({ ...person('甲'), ...over })),
          membershipState: state.map((over) => ({ ...membershipState(), ...over })),
        }),
      ),
      kind: fc.constantFrom(...RECORD_KINDS),
      list: fc.array(fc.record({ key, member: fc.oneof(key, fc.constant(null)), values: state })),
    });
    fc.assert(
      fc.property(given, ({ kind, list, ...one }) => {
        const records = { ...SOUND.records, [kind]: list };
        const problems = checkHousehold({ ...one, records });
        expect(problems.every(({ path }) => path !== '')).toBe(true);
      }),
      runs(60, 5000),
    );
  });
});

describe('a contract', () => {
  const [early, late] = [DAY(2020, 1, 1), DAY(2024, 1, 1)];
  test.each<readonly [Partial<Household>, readonly string[]]>([
    [{ contractKind: 'FIXED_TERM', contractFrom: early, contractTo: late }, []],
    [{ contractKind: 'FIXED_TERM', contractFrom: early, contractTo: early }, []],
    [{ contractKind: 'FIXED_TERM' }, ['REQUIRED contractFrom', 'REQUIRED contractTo']],
    [{ contractKind: 'OPEN_ENDED' }, ['REQUIRED contractFrom']],
    [{ contractKind: 'OPEN_ENDED', contractFrom: early }, []],
    [{ contractKind: 'NONE' }, []],
    [{ contractKind: null }, []],
    [{ contractKind: null, contractFrom: late, contractTo: early }, ['ENDS_BEFORE_IT_BEGINS contractTo']],
    [{ contractKind: null, contractTo: early }, []],
    [{ retirementExcepted: true, retirementException: '决定' }, []],
    [{ retirementExcepted: false, retirementException: null }, []],
  ])('%j', (over, expected) => {
    const given = { ...SOUND, household: householdState(over) };
    expect(faults(given)).toEqual(expected.map((fault) => fault.replace(' ', ' household.')));
  });
});

describe('members', () => {
  const members = (...keys: readonly string[]) =>
    household([], { worker: keys[0] ?? '', members: keys.map((key, at) => member(key, at)) });

  test('are at least one and at most a thousand', () => {
    expect(faults(household([]))).toEqual(['NO_MEMBERS members']);
    const many = (count: number) => members(...Array.from({ length: count }, (_, at) => `m${at}`));
    expect(faults(many(1000))).toEqual([]);
    expect(faults(many(1001))).toEqual(['TOO_MANY members']);
  });

  test.each([
    ['a', true],
    ['Az09_-', true],
    ['x'.repeat(80), true],
    ['x'.repeat(81), false],
    ['', false],
    ['a b', false],
    ['é', false],
    ['a\n', false],
    ['a.b', false],
    [' a', false],
  ])('have keys of letters, digits, - and _: %j', (key, isKey) => {
    expect(faults(members(key))).toEqual(isKey ? [] : ['WRONG_KEY members.0.key']);
  });

  test('have a key and a person of their own each', () => {
    const twice = household([], { members: [member('m1', 1), member('m1', 2), member('m2', 1)] });
    expect(faults(twice)).toEqual(['DUPLICATE_KEY members.1.key', 'DUPLICATE_PERSON members.2.identityNumber']);
    const unknown = { identityNumber: null };
    expect(faults(household([], { members: [member('m1', 1, unknown), member('m2', 2, unknown)] }))).toEqual([]);
  });

  test('have numbers as they are written on record', () => {
    const number = identityNumber(1);
    for (const wrong of ['', ` ${number}`, number.slice(0, 17), '410599000101001']) {
      const given = household([], { members: [member('m1', 1, { identityNumber: wrong })] });
      expect(faults(given)).toEqual(['WRONG_IDENTITY_NUMBER members.0.identityNumber']);
    }
    const twice = household([], { members: ['m1', 'm2'].map((key) => member(key, 1, { identityNumber: 'x' })) });
    expect(faults(twice)).toEqual(['0', '1'].map((at) => `WRONG_IDENTITY_NUMBER members.${at}.identityNumber`));
  });

  test('include the worker', () => {
    expect(faults(household([1], { worker: 'm2' }))).toEqual(['NO_SUCH_MEMBER worker']);
    expect(faults(household([1, 2], { worker: 'm2' }))).toEqual([]);
  });

  test('are counted by a decision only with its reason', () => {
    const state = (over: Partial<MemberState>) =>
      household([], { members: [member('m1', 1, { membershipState: membershipState(over) })] });
    const fault = 'REASON_REQUIRED members.0.membershipState.countedByDecisionReason';
    expect(faults(state({ countedByDecision: true }))).toEqual([fault]);
    expect(faults(state({ countedByDecision: true, countedByDecisionReason: '决定' }))).toEqual([]);
    expect(faults(state({ countedByDecisionReason: '决定' }))).toEqual([]);
  });
});

describe('records', () => {
  const vehicles = (...keys: readonly string[]) => ({
    ...SOUND,
    records: { ...SOUND.records, vehicles: keys.map((key) => vehicle(key, null)) },
  });

  test.each([
    ['一 #1', true],
    ['x'.repeat(200), true],
    ['x'.repeat(201), false],
    ['', false],
    ['a\u0000', false],
    ['\na', false],
  ])('have keys without control characters: %j', (key, isKey) => {
    expect(faults(vehicles(key))).toEqual(isKey ? [] : ['WRONG_KEY records.vehicles.0.key']);
  });

  test('are at most ten thousand of a kind', () => {
    const many = (count: number) => vehicles(...Array.from({ length: count }, (_, at) => String(at)));
    expect(faults(many(10_000))).toEqual([]);
    expect(faults(many(10_001))).toEqual(['TOO_MANY records.vehicles']);
  });

  test('may have one key in several kinds', () => {
    const records = { ...SOUND.records, expenses: [expense('k', 'm1')], vehicles: [vehicle('k', null)] };
    expect(faults({ ...SOUND, records })).toEqual([]);
  });

  test.each(RECORD_KINDS)('of the kind %s belong to a member or to the household, as their kind does', (kind) => {
    const owners = [null, 'm1', 'nobody'];
    const list = owners.map((owner) => record(kind, owner ?? 'none', owner, {}));
    const found = faults({ ...SOUND, records: { ...SOUND.records, [kind]: list } });
    const foreign = found.filter((one) => one.startsWith('NO_SUCH_MEMBER'));
    const wrong = RECORDS[kind].belongsToMember ? [0, 2] : [1, 2];
    expect(foreign).toEqual(wrong.map((at) => `NO_SUCH_MEMBER records.${kind}.${at}.member`));
    const required = Object.entries(RECORDS[kind].fields).filter(([, { nullable }]) => !nullable);
    for (const [name] of required) expect(found).toContain(`REQUIRED records.${kind}.1.values.${name}`);
  });

  test('end on the day that they begin or later', () => {
    const lived = (from: number | null, to: number | null) =>
      faults({
        ...SOUND,
        records: {
          ...SOUND.records,
          dwellings: [record('dwellings', 'd', null, { area: 1 as never, from: from as never, to: to as never })],
        },
      });
    expect([lived(5, 5), lived(5, 6), lived(null, 5), lived(5, null)]).toEqual([[], [], [], []]);
    expect(lived(6, 5)).toEqual(['ENDS_BEFORE_IT_BEGINS records.dwellings.0.values.to']);
  });

  test('of exempted vehicles have the rule’s reason', () => {
    const exempted = (over: object) =>
      faults({ ...SOUND, records: { ...SOUND.records, vehicles: [vehicle('v', null, over)] } });
    expect(exempted({ exemptionRule: '文号' })).toEqual(['REASON_REQUIRED records.vehicles.0.values.exemptionReason']);
    expect(exempted({ exemptionRule: '文号', exemptionReason: '理由' })).toEqual([]);
    expect(exempted({ exemptionReason: '理由' })).toEqual([]);
  });

  test('of one member’s employment do not overlap, whatever their order', () => {
    const span = fc.tuple(fc.constantFrom('m1', 'm2'), fc.nat(9), fc.option(fc.nat(4), { nil: null }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 4 }), (spans) => {
        const employment = spans.map(([of, from, length], at) =>
          record('employment', String(at), of, {
            ...{ status: 'EMPLOYED', from: (24_000 + from) as never },
            to: length === null ? null : ((24_000 + from + length) as never),
          }),
        );
        const months = spans.map(([of, from, length]) =>
          Array.from({ length: length === null ? 20 - from : length + 1 }, (_, at) => `${of} ${from + at}`),
        );
        const wrong = months.flatMap((own, at) =>
          months.slice(0, at).some((other) => own.some((one) => other.includes(one))) ? [at] : [],
        );
        expect(faults({ ...SOUND, records: { ...SOUND.records, employment } })).toEqual(
          wrong.map((at) => `OVERLAPPING records.employment.${at}.values.from`),
        );
      }),
      runs(60, 5000),
    );
  });
});
