import { createSecretKey, type KeyObject } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { identityBinding, unseal } from '../../../src/secrets/secrets.ts';
import { rowBinding, rowCodec } from '../../../src/fields/row-codec.ts';
import { type Kind, RECORD_KINDS, RECORDS, type RegisterHousehold, STATES } from '../../../src/registry/kinds.ts';
import type { StoredHousehold } from '../../../src/registry/household/stored-household.ts';
import { newRows, type Writing } from '../../../src/registry/recording/new-rows.ts';
import { planHousehold } from '../../../src/registry/recording/plan-household.ts';
import type { NewPerson } from '../../../src/registry/recording/resolve-persons.ts';
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
import { testSecrets } from '../../support/test-secrets.ts';

const secrets = testSecrets(1, 2);
const BLANK = household([]).records;

const GIVEN: RegisterHousehold = household([], {
  household: householdState({ address: '某路 1 号', accountNumber: '6222000000000001' }),
  members: [
    member('m1', 1, { person: person('甲', { mobile: '13800000000' }) }),
    member('m2', 2, {
      identityNumber: null,
      person: person('乙'),
      membershipState: membershipState({ countedByDecision: true, countedByDecisionReason: '决定' }),
    }),
  ],
  records: {
    ...BLANK,
    expenses: [record('expenses', 'x1', 'm2', { note: '住院', amountFen: 5 as never })],
    dwellings: [record('dwellings', 'd1', null, { area: 60 as never })],
  },
});

/** A new household written from a day on; its persons are new too. */
function writing(name: string, given = GIVEN, to: number | null = null): Writing {
  const made = secrets.newDataKey(`household ${name}`);
  const stored: StoredHousehold = {
    ...{ id: name, unionId: `union of ${name}`, dataKey: made.key, versions: [], members: [], closings: [] },
    ...{ persons: new Map(), records: [], anchors: new Map() },
  };
  const persons = given.members.map(({ key, identityNumber: number }): NewPerson => {
    const id = `${name} person of ${key}`;
    return { id, identityNumber: number, dataKey: secrets.newDataKey(`person ${id}`) };
  });
  let last = 0;
  const known = new Map(given.members.map(({ key }) => [key, { id: `${name} person of ${key}`, versions: [] }]));
  const mode = { from: DAY(2026, 3, 1), correction: false, isWhole: false };
  const plan = planHousehold(stored, true, given, known, mode, () => `${name} ${(last += 1)}`);
  const ending = plan.household.begun.map((one) => ({ ...one, to: to as never }));
  return {
    plan: { ...plan, household: { ...plan.household, begun: ending } },
    change: {
      ...{ id: `change of ${name}`, actorId: 'a', action: 'RECORD_HOUSEHOLD', subjectKind: 'HOUSEHOLD' },
      ...{ subjectId: name, purpose: '测试' },
    },
    stored,
    made,
    persons: { made: persons, keys: new Map(persons.map(({ id, dataKey }) => [id, dataKey.key])) },
  };
}

const tableOf = (writings: readonly Writing[], table: string) => {
  const found = newRows(secrets, writings).find((one) => one.table === table);
  return (found?.rows ?? []).map((row) => new Map(found?.columns.map((name, at) => [name, row[at]])));
};

/** What the columns of a dictionary hold in a row. */
function decoded({ fields, table }: Kind, row: ReadonlyMap<string, unknown> | undefined, key: KeyObject): unknown {
  const codec = rowCodec(fields);
  const bound = rowBinding(table, String(row?.get('anchor_id')), String(row?.get('recorded_in')));
  return codec.decode(
    codec.columns.map((name) => (row?.get(name) ?? null) as string | null),
    0,
    key,
    bound,
  );
}

describe('the new rows', () => {
  test('come in an order that foreign keys allow, each with a text for every column', () => {
    const tables = newRows(secrets, [writing('h1')]);
    expect(tables.map(({ table }) => table)).toEqual([
      ...['person', 'household', 'membership', 'household_record', 'change_household'],
      ...['household_version', 'person_version', 'membership_version'],
      ...RECORD_KINDS.map((kind) => RECORDS[kind].table),
    ]);
    expect(tables.slice(0, 4).map(({ columns }) => columns)).toEqual([
      ['id', 'data_key', 'key_version', 'identity', 'token', 'recorded_in'],
      ['id', 'union_id', 'data_key', 'key_version', 'recorded_in'],
      ['id', 'household_id', 'key', 'recorded_in'],
      ['id', 'household_id', 'kind', 'key', 'survey_id', 'recorded_in'],
    ]);
    for (const { columns, rows } of tables) {
      expect(new Set(columns).size).toBe(columns.length);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    }
  });

  test('hold the household with its range, and what is secret only under its key', () => {
    const one = writing('h1', GIVEN, DAY(2026, 5, 1));
    const [anchor] = tableOf([one], 'household');
    expect(Object.fromEntries(anchor ?? [])).toMatchObject({
      ...{ id: 'h1', union_id: 'union of h1', recorded_in: 'change of h1', key_version: '2' },
      data_key: `\\x${one.made?.wrapped.toString('hex')}`,
    });
    const [row] = tableOf([one], 'household_version');
    expect(Object.fromEntries(row ?? [])).toMatchObject({
      ...{ anchor_id: 'h1', valid_from: '2026-03-01', valid_to: '2026-05-01', recorded_in: 'change of h1' },
      ...{ worker_id: one.plan.members[0]?.id, '"region"': '410502' },
    });
    expect(decoded(STATES.household, row, one.stored.dataKey)).toEqual(GIVEN.household);
    expect(() => decoded(STATES.household, row, createSecretKey(Buffer.alloc(32)))).toThrow();
    expect(tableOf([writing('h1')], 'household_version')[0]?.get('valid_to')).toBeNull();
  });

  test('have no anchor of a household on record', () => {
    expect(tableOf([{ ...writing('h1'), made: null }], 'household')).toEqual([]);
  });

  test('hold each new person once, with a token where there is a number', () => {
    const one = writing('h1');
    const rows = tableOf([one, one], 'person');
    expect(rows.map((row) => row.get('id'))).toEqual(['h1 person of m1', 'h1 person of m2']);
    const [first = {}, second] = rows.map((row) => Object.fromEntries(row) as Readonly<Record<string, unknown>>);
    const key = one.persons.keys.get('h1 person of m1');
    if (key === undefined) throw new Error('a person has a key');
    const identity = Buffer.from(String(first['identity']).slice(2), 'hex');
    expect(unseal(key, identityBinding('h1 person of m1'), identity).toString()).toBe(identityNumber(1));
    const token = `\\x${secrets.token(identityNumber(1), 2).toString('hex')}`;
    expect(first).toMatchObject({ token, recorded_in: 'change of h1' });
    expect(second).toMatchObject({
      ...{ identity: null, token: null, key_version: '2', recorded_in: 'change of h1' },
      data_key: `\\x${one.persons.made[1]?.dataKey.wrapped.toString('hex')}`,
    });
  });

  test('hold the members and their persons’ states', () => {
    const one = writing('h1');
    expect(tableOf([one], 'membership').map((row) => [...row.values()])).toEqual(
      one.plan.members.map(({ id, key }) => [id, 'h1', key, 'change of h1']),
    );
    const rows = tableOf([one], 'membership_version');
    expect(rows.map((row) => [row.get('household_id'), row.get('person_id'), row.get('valid_from')])).toEqual(
      ['m1', 'm2'].map((key) => ['h1', `h1 person of ${key}`, '2026-03-01']),
    );
    expect(rows.map((row) => decoded(STATES.member, row, one.stored.dataKey))).toEqual(
      GIVEN.members.map((own) => own.membershipState),
    );
    const states = tableOf([one], 'person_version').map((row) => {
      const key = one.persons.keys.get(String(row.get('anchor_id')));
      return key && decoded(STATES.person, row, key);
    });
    expect(states).toEqual(GIVEN.members.map((own) => own.person));
    expect(() => newRows(secrets, [{ ...one, persons: { made: [], keys: new Map() } }])).toThrow('has a data key');
  });

  test('hold the records, those of members with their membership', () => {
    const one = writing('h1');
    const membership = one.plan.members[1]?.id;
    const ids = one.plan.records.anchors.map(({ id }) => id);
    expect(tableOf([one], 'household_record').map((row) => [...row.values()])).toEqual([
      [ids[0], 'h1', 'expenses', 'x1', null, 'change of h1'],
      [ids[1], 'h1', 'dwellings', 'd1', null, 'change of h1'],
    ]);
    const [expense] = tableOf([one], 'expense_version');
    expect(Object.fromEntries(expense ?? [])).toMatchObject({
      ...{ anchor_id: ids[0], household_id: 'h1', recorded_in: 'change of h1', membership_id: membership },
    });
    expect(decoded(RECORDS.expenses, expense, one.stored.dataKey)).toEqual(GIVEN.records.expenses[0]?.values);
    const [dwelling] = tableOf([one], 'dwelling_version');
    expect(dwelling?.has('membership_id')).toBe(false);
    expect(decoded(RECORDS.dwellings, dwelling, one.stored.dataKey)).toEqual(GIVEN.records.dwellings[0]?.values);
  });

  test('of several households lie together, each in its own change', () => {
    const rows = tableOf([writing('h1'), writing('h2')], 'household_version');
    expect(rows.map((row) => [row.get('anchor_id'), row.get('recorded_in')])).toEqual([
      ['h1', 'change of h1'],
      ['h2', 'change of h2'],
    ]);
  });
});
