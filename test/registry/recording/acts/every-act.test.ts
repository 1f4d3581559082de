import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isInputObjectType } from 'graphql';
import { openSchema } from '../../../../src/app/schema.ts';
import { recordHousehold } from '../../../../src/registry/recording/record-household.ts';
import { type RegisterClerk, registerClerk } from '../../../support/register-clerk.ts';
import { newHousehold, testRegister, type TestRegister, valueOf } from '../../../support/register.ts';
import {
  DAY,
  household,
  identityNumber,
  membershipState,
  person,
  record,
  survey,
} from '../../../support/register-household.ts';

/**
 * Every act on a household, done by 16 clients at once, done again, and done as of a day on which it cannot be: it happens once,
 * and whatever else is answered is a sentence and writes nothing.
 */

let register: TestRegister;
let clerk: RegisterClerk;
beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
});
afterAll(() => register.drop());

let serial = 9000;
const next = () => (serial += 1);

/** A household of five with one of everything; `m4` died in April. */
interface Own {
  readonly householdId: string;
  readonly dwelling: string;
  readonly income: string;
  readonly payment: string;
}

async function made(): Promise<Own> {
  const base = household([next(), next(), next(), next(), next()]);
  const members = base.members.map((one, at) => {
    const state = membershipState({ relation: at === 0 ? 'SELF' : 'OTHER', ill: false });
    const identity = at === 4 ? null : one.identityNumber;
    return { ...one, identityNumber: identity, person: person(`人${serial}${at}`), membershipState: state };
  });
  const paid = { source: 'UNION_FUNDS', aidType: 'LIVING', amountFen: 500, paidOn: DAY(2026, 2, 1) };
  const span = { from: 24_300, to: 24_311 };
  const records = {
    ...base.records,
    surveys: [survey(DAY(2026, 1, 1))],
    dwellings: [record('dwellings', 'd', null, { area: 6000 as never, from: DAY(2020, 1, 1), to: null })],
    incomes: [
      record('incomes', 'i', 'm1', {
        kind: 'WAGE',
        relief: false,
        verified: true,
        amountFen: 100 as never,
        ...(span as never as object),
      }),
    ],
    disbursements: [record('disbursements', 'p', 'm1', paid as never)],
  };
  const command = newHousehold(register, { ...base, members, records }, { from: DAY(2026, 1, 1) });
  const { householdId } = valueOf(await recordHousehold(register.deps, command));
  const died = { householdId, member: 'm4', on: '2026-04-01', source: 'FAMILY' };
  expect((await clerk.act('recordDeath', died)).problems).toEqual([]);
  const ids = new Map(
    (await register.asOwner('select kind, id from household_record where household_id = $1', [householdId])).map(
      ({ kind, id }) => [String(kind), String(id)],
    ),
  );
  const idOf = (kind: string) => ids.get(kind) ?? '';
  return { householdId, dwelling: idOf('dwellings'), income: idOf('incomes'), payment: idOf('disbursements') };
}

const payment = { source: 'UNION_FUNDS', aidType: 'LIVING', amount: '1.00', member: 'm1' };
const member = (key: string) => ({
  ...{ key, identityNumber: identityNumber(next()), person: { name: `来${serial}` } },
  membershipState: { relation: 'OTHER', employmentKnown: false },
});
const state = {
  region: '410502',
  dwellingsKnown: false,
  vehiclesKnown: false,
  schoolingKnown: false,
  dibaoKnown: false,
};

interface Act {
  /** What it needs beside a household of five, done before. */
  readonly first?: readonly [act: string, input: (own: Own) => object];
  readonly input: (own: Own, day: string) => object;
  /** A day on which it can be done; `null` if it has none. */
  readonly day: string | null;
}

const ACTS: Readonly<Record<string, Act>> = {
  changeHousehold: { day: '2026-05-01', input: (_, from) => ({ from, state: { mainCause: 'DISASTER' } }) },
  changeMember: { day: '2026-05-01', input: (_, from) => ({ from, member: 'm2', state: { ill: true } }) },
  changePerson: { day: '2026-05-01', input: (_, from) => ({ from, member: 'm2', person: { ethnicity: '回族' } }) },
  addMember: {
    day: '2026-05-01',
    input: ({ householdId }, from) => ({
      from,
      member: { ...member('m9'), identityNumber: null, key: `n${householdId.slice(-6)}` },
    }),
  },
  endMembership: { day: '2026-05-01', input: (_, on) => ({ member: 'm2', on, reason: 'DIVORCED' }) },
  retractMembership: { day: '2026-05-01', input: (_, on) => ({ member: 'm2', on, reason: '误' }) },
  handOverHousehold: { day: '2026-05-01', input: (_, from) => ({ from, worker: 'm2' }) },
  addRecords: {
    day: '2026-05-01',
    input: (_, on) => ({ on, records: { disbursements: [{ key: 'q', ...payment, paidOn: on }] } }),
  },
  changeRecords: {
    day: '2026-05-01',
    input: ({ dwelling: id }, from) => ({ from, records: { dwellings: [{ id, area: '70' }] } }),
  },
  correctRecords: {
    day: null,
    input: ({ dwelling: id }) => ({ records: { dwellings: [{ id, area: '70' }] }, reason: '误' }),
  },
  endRecords: { day: '2026-05-01', input: ({ dwelling }, on) => ({ on, ids: [dwelling] }) },
  retractRecords: { day: null, input: ({ dwelling }) => ({ ids: [dwelling], reason: '误' }) },
  reversePayment: { day: '2026-05-01', input: ({ payment: id }, on) => ({ id, on, reason: '误' }) },
  setIdentityNumber: {
    day: null,
    input: ({ householdId }) => ({
      member: 'm5',
      identityNumber: identityNumber(20_000 + Number.parseInt(householdId.slice(-4), 16)),
    }),
  },
  recordDeath: { day: '2026-05-01', input: (_, on) => ({ member: 'm2', on, source: 'FAMILY' }) },
  retractDeath: { day: null, input: () => ({ member: 'm4', reason: '误' }) },
  closeHousehold: { day: '2026-05-01', input: (_, on) => ({ on, reason: 'OTHER' }) },
  reopenHousehold: {
    day: '2026-05-01',
    first: ['closeHousehold', () => ({ on: '2026-04-15', reason: 'OTHER' })],
    input: (_, from) => ({ from, worker: 'm1', members: ['m1', 'm2'] }),
  },
  splitHousehold: {
    day: '2026-05-01',
    input: (_, from) => ({
      from,
      worker: 'm2',
      state,
      members: [{ key: 'm2', membershipState: { relation: 'SELF', employmentKnown: false } }],
    }),
  },
};

test('every act on a household is tried', () => {
  const inputs = Object.values(openSchema().getTypeMap()).filter(isInputObjectType);
  const acts = inputs.filter((type) => {
    const fields = type.getFields();
    return 'householdId' in fields && 'expectedRevision' in fields && 'idempotencyKey' in fields;
  });
  const named = acts.map(({ name }) =>
    name.replace(/^Archive(.)(.*)Input$/, (_, first: string, rest: string) => first.toLowerCase() + rest),
  );
  // A household, a survey and a file have tests of their own.
  const others = ['recordHousehold', 'recordSurvey', 'openFile', 'recordAssessment'];
  expect(Object.keys(ACTS).toSorted()).toEqual(named.filter((name) => !others.includes(name)).toSorted());
});

/** Acts on `m4` after their death. */
const OF_THE_DEAD: readonly (readonly [act: string, input: object])[] = [
  ['changeMember', { from: '2026-05-01', member: 'm4', state: { ill: true } }],
  ['changePerson', { from: '2026-05-01', member: 'm4', person: { ethnicity: '回族' } }],
  ['endMembership', { member: 'm4', on: '2026-05-01', reason: 'DIVORCED' }],
  ['retractMembership', { member: 'm4', on: '2026-05-01', reason: '误' }],
  ['handOverHousehold', { from: '2026-05-01', worker: 'm4' }],
  [
    'addRecords',
    { on: '2026-05-01', records: { disbursements: [{ key: 'q', ...payment, member: 'm4', paidOn: '2026-05-01' }] } },
  ],
  ['recordDeath', { member: 'm4', on: '2026-05-01', source: 'FAMILY' }],
  [
    'splitHousehold',
    {
      from: '2026-05-01',
      worker: 'm4',
      state,
      members: [{ key: 'm4', membershipState: { relation: 'SELF', employmentKnown: false } }],
    },
  ],
];

describe.each(Object.entries(ACTS))('%s', (name, { first, input, day }) => {
  const prepared = async () => {
    const own = await made();
    if (first !== undefined) {
      const [before, given] = first;
      expect((await clerk.act(before, { householdId: own.householdId, ...given(own) })).problems).toEqual([]);
    }
    return own;
  };
  const changesOf = async (householdId: string) => {
    const [row] = await register.asOwner(
      `select count(*)::int as n from change_log where subject_id = $1 or id in (
         select recorded_in from change_household where household_id = $1)`,
      [householdId],
    );
    return Number(row?.['n']);
  };

  test('of 16 clients at once happens once, and again never', async () => {
    const own = await prepared();
    const before = await changesOf(own.householdId);
    const given = { householdId: own.householdId, ...input(own, day ?? '') };
    const answers = await Promise.all(Array.from({ length: 16 }, () => clerk.act(name, given)));
    answers.push(await clerk.act(name, given));
    const done = answers.filter(({ revision }) => revision !== null && revision !== undefined);
    expect(done.length).toBe(1);
    expect(done[0]?.problems).toEqual([]);
    expect(await changesOf(own.householdId)).toBe(before + 1);
  });

  if (day === null) return;
  test('of a day on which it cannot be is refused, and writes nothing', async () => {
    const own = await prepared();
    const before = await changesOf(own.householdId);
    for (const impossible of ['1899-12-31', '2025-06-01', '2026-07-01']) {
      const { problems, revision } = await clerk.act(name, { householdId: own.householdId, ...input(own, impossible) });
      expect([impossible, problems.length > 0, revision ?? null]).toEqual([impossible, true, null]);
    }
    expect(await changesOf(own.householdId)).toBe(before);
  });
});

test('of who is dead every act is refused', async () => {
  const { householdId } = await made();
  for (const [name, given] of OF_THE_DEAD) {
    const { problems, revision } = await clerk.act(name, { householdId, ...given });
    expect([name, problems.length > 0, revision ?? null]).toEqual([name, true, null]);
  }
});
