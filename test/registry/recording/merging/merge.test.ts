import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RegisterClerk, registerClerk } from '../../../support/register-clerk.ts';
import { sealAll, testRegister, type TestRegister } from '../../../support/register.ts';
import { DAY, identityNumber } from '../../../support/register-household.ts';

/** Two persons on record who are one, and who are two after all. */

let register: TestRegister;
let clerk: RegisterClerk;
let other: RegisterClerk;
let archivist: RegisterClerk;
beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
  other = registerClerk(register, 'otherClerk');
  archivist = registerClerk(register, 'archivist');
}, 60_000);
afterAll(() => register.drop());

let serial = 9000;
const next = () => (serial += 1);

interface Who {
  readonly id: string;
  readonly name: string;
  readonly household: { readonly id: string } | null;
}

async function person(by: { readonly id?: string; readonly idNumber?: string }, asOf: string | null = null) {
  const { person: found } = await clerk.ask(
    'query ($id: ID, $idNumber: String, $asOf: Date) { person(id: $id, idNumber: $idNumber, asOf: $asOf) { id name household { id } } }',
    { ...by, asOf },
  );
  return found as Who | null;
}

/** The ids of the persons of a household's members on a day, by their keys. */
async function personsOf(id: string, asOf = '2026-06-30'): Promise<Readonly<Record<string, string>>> {
  const { household } = await archivist.ask(
    'query ($id: ID!, $asOf: Date) { household(id: $id, asOf: $asOf) { members { key person { id } } } }',
    { id, asOf },
  );
  const { members } = household as {
    readonly members: readonly { readonly key: string; readonly person: { readonly id: string } }[];
  };
  return Object.fromEntries(members.map(({ key, person: { id: who } }) => [key, who.split('@')[0] ?? '']));
}

const STATE = { relation: 'OTHER', employmentKnown: false };
const join = (householdId: string, key: string, identityNumberGiven: string | null, from: string) =>
  clerk.act('addMember', {
    ...{ householdId, from },
    member: { key, identityNumber: identityNumberGiven, person: { name: '重名' }, membershipState: STATE },
  });

/** A child without a number who left one household, and came to another one with a number, as somebody else. */
async function twice() {
  const [first, second] = [await clerk.record([next(), null]), await clerk.record([next()])];
  await clerk.act('endMembership', { householdId: first, member: 'm2', on: '2026-01-01', reason: 'MOVED_OUT' });
  const number = identityNumber(next());
  await join(second, 'c', number, '2026-02-01');
  const from = (await personsOf(first, '2025-12-31'))['m2'] ?? '';
  const into = (await personsOf(second))['c'] ?? '';
  return { first, second, number, from, into };
}

const MERGED = 'revision person { id } doubles { id }';

describe('two persons who are one', () => {
  test('are one on all days from then on, and two at every revision before', async () => {
    const { first, second, number, from, into } = await twice();
    const before = await sealAll(register.platform.database);
    const said = await clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED);
    expect([said.problems, said['person'], said['doubles']]).toEqual([[], { id: into }, []]);
    expect((await personsOf(first, '2025-12-31'))['m2']).toBe(into);
    expect((await person({ id: from }))?.id).toBe(into);
    expect((await person({ id: from }, '2025-12-31'))?.household?.id).toBe(`${first}@2025-12-31`);
    expect((await person({ idNumber: number }))?.household?.id).toBe(second);
    expect((await person({ id: `${from}~${before}` }))?.id).toBe(`${from}~${before}`);
    for (const id of [first, second]) {
      const { household } = await clerk.ask(
        `{ household(id: "${id}", asOf: "2025-12-31") { history { nodes { action } } } }`,
      );
      expect(household).toMatchObject({
        history: { nodes: expect.arrayContaining([{ action: 'MERGE_PERSONS' }]) },
      });
    }
  });

  test('are refused while both are members on one day, of two households or of one', async () => {
    const [first, second] = [await clerk.record([next(), null, null]), await clerk.record([next(), null])];
    const [one, two] = [await personsOf(first), await personsOf(second)];
    const merge = (from?: string, into?: string) => clerk.refused('mergePersons', { from, into, reason: '同一人' });
    expect(await merge(one['m2'], two['m2'])).toEqual(['BOTH_ON_FILE from']);
    expect(await merge(one['m2'], one['m3'])).toEqual(['BOTH_IN_HOUSEHOLD from']);
    expect(await merge(one['m2'], one['m2'])).toEqual(['SAME_PERSON into']);
    expect(await merge(one['m1'], two['m2'])).toEqual(['KEEP_THE_NUMBER into', 'BOTH_ON_FILE from']);
    expect(await merge(one['m1'], '00000000-0000-7000-8000-000000000001')).toEqual(['NO_SUCH_PERSON into']);
    expect(await merge(`${one['m1']}@2026-01-01`, two['m2'])).toEqual(['PAST_VIEW from']);
    const blank = { from: one['m2'], into: two['m2'], reason: ' ' };
    expect(await clerk.refused('mergePersons', blank)).toEqual(['REASON_REQUIRED reason']);
  });

  test('of two counties are merged by who may record in both', async () => {
    const id = await clerk.record([next(), null]);
    const far = await other.record([next(), null]);
    await clerk.act('endMembership', { householdId: id, member: 'm2', on: '2025-06-01', reason: 'OTHER' });
    await other.act('endMembership', { householdId: far, member: 'm2', on: '2025-03-01', reason: 'OTHER' });
    const input = {
      from: (await personsOf(id, '2025-05-31'))['m2'],
      into: (await personsOf(far, '2025-02-28'))['m2'],
      reason: '同一人',
    };
    expect(await clerk.refused('mergePersons', input)).toEqual(['NO_SUCH_PERSON into']);
    expect(await other.refused('mergePersons', input)).toEqual(['NO_SUCH_PERSON from']);
    // Both were members in the first months of 2025.
    expect(await archivist.refused('mergePersons', input)).toEqual(['BOTH_ON_FILE from']);
  });

  test('keep what was paid to each, and what may have been paid twice is listed', async () => {
    const { first, second, from, into } = await twice();
    const paid = (householdId: string, member: string) => ({
      ...{ householdId, on: '2026-05-05' },
      records: {
        disbursements: [
          { key: 'p', member, source: 'UNION_FUNDS', aidType: 'LIVING', amount: '500.00', paidOn: '2026-05-05' },
        ],
      },
    });
    await clerk.act('addRecords', paid(first, 'm2'));
    await clerk.act('addRecords', paid(second, 'c'));
    const said = await clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED);
    expect([said.problems, (said['doubles'] as readonly unknown[]).length]).toEqual([[], 2]);
  });

  test('are merged once, whoever does it at once, and in a chain to the last one', async () => {
    const { second, from, into } = await twice();
    const answers = await Promise.all(
      Array.from({ length: 16 }, () => clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED)),
    );
    expect(answers.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
    expect(await clerk.refused('mergePersons', { from: into, into: from, reason: '反' })).toEqual([
      'MERGED_ALREADY into',
    ]);
    await clerk.act('endMembership', { householdId: second, member: 'c', on: '2026-03-01', reason: 'OTHER' });
    const third = await clerk.record([next()]);
    await join(third, 'd', identityNumber(next()), '2026-04-01');
    const last = (await personsOf(third))['d'] ?? '';
    expect((await clerk.act('mergePersons', { from: into, into: last, reason: '同一人' }, MERGED)).problems).toEqual(
      [],
    );
    expect([(await person({ id: from }))?.id, (await person({ id: into }))?.id]).toEqual([last, last]);
    expect(await clerk.refused('undoMerge', { person: from, reason: '误' })).toEqual(['MERGED_FURTHER person']);
    expect((await clerk.act('undoMerge', { person: into, reason: '误' })).problems).toEqual([]);
    expect([(await person({ id: from }))?.id, (await person({ id: into }))?.id]).toEqual([into, into]);
    expect((await clerk.act('undoMerge', { person: from, reason: '误' })).problems).toEqual([]);
    expect([(await person({ id: from }))?.id, (await person({ id: into }))?.id]).toEqual([from, into]);
  });

  test('cannot be registered or paid after the death of either', async () => {
    const { first, from, into } = await twice();
    await clerk.act('recordDeath', { householdId: first, member: 'm2', on: '2026-01-15', source: 'FAMILY' });
    expect(await clerk.refused('mergePersons', { from, into, reason: '同一人' })).toEqual(['PERSON_DEAD from']);
  });
});

interface Fact {
  readonly kind: string;
  readonly factId: string;
}
const UNDONE = 'revision person { id } facts { kind factId }';

describe('two who were merged', () => {
  test('are two again as they were', async () => {
    const { first, second, from, into, number } = await twice();
    const shape = async () => [
      await personsOf(first, '2025-12-31'),
      await personsOf(second),
      await person({ id: from }, '2025-06-01'),
    ];
    const before = await shape();
    await clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED);
    expect(await shape()).not.toEqual(before);
    const said = await clerk.act('undoMerge', { person: from, reason: '同名' }, UNDONE);
    expect([said.problems, said['person']]).toEqual([[], { id: from }]);
    expect(await shape()).toEqual(before);
    expect((await person({ idNumber: number }))?.id).toBe(into);
    expect(await clerk.refused('undoMerge', { person: from, reason: '同名' })).toEqual(['NO_SUCH_MERGE person']);
    expect((await clerk.act('mergePersons', { from, into, reason: '还是' }, MERGED)).problems).toEqual([]);
  });

  test('are refused with the list while nobody has said whose the facts since are', async () => {
    const { first, second, from, into } = await twice();
    await clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED);
    await clerk.act('changePerson', {
      householdId: second,
      member: 'c',
      from: '2026-06-01',
      person: { ethnicity: '回' },
    });
    const records = {
      incomes: [
        {
          key: 'i',
          member: 'm2',
          kind: 'WAGE',
          relief: false,
          amount: '9.00',
          from: '2025-01',
          to: '2025-02',
          verified: true,
        },
      ],
    };
    const added = { householdId: first, on: '2025-12-31', records };
    expect((await clerk.act('addRecords', added)).problems).toEqual([]);
    await clerk.act('endMembership', { householdId: second, member: 'c', on: '2026-06-10', reason: 'OTHER' });
    const third = await clerk.record([next()]);
    await join(third, 'z', null, '2026-06-15');
    const asked = { person: from, reason: '同名' };
    const said = await clerk.act('undoMerge', asked, UNDONE);
    expect(said.problems).toMatchObject([{ code: 'GIVE_TO_ONE', path: 'give' }]);
    const facts = said['facts'] as readonly Fact[];
    expect(facts.map(({ kind }) => kind)).toEqual(['MEMBERSHIP', 'RECORD', 'STATE']);
    const give = (to: readonly string[]) => ({ ...asked, give: facts.map((fact, at) => ({ ...fact, to: to[at] })) });
    expect(await clerk.refused('undoMerge', give(['INTO', 'INTO', 'INTO']))).toEqual(['NOT_OF_THAT_SIDE give.1.to']);
    expect((await clerk.act('undoMerge', give(['INTO', 'FROM', 'INTO']), UNDONE)).problems).toEqual([]);
    expect((await personsOf(first, '2025-12-31'))['m2']).toBe(from);
  });

  test('a household that they came to since is whose it is given to', async () => {
    const { first, second, from, into } = await twice();
    await clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED);
    await clerk.act('endMembership', { householdId: second, member: 'c', on: '2026-06-10', reason: 'OTHER' });
    const third = await clerk.record([next()], DAY(2026, 1, 1));
    const { person: known } = await clerk.ask(`query { person(id: "${into}") { id identityNumber } }`);
    await join(third, 'z', (known as { readonly identityNumber: string }).identityNumber, '2026-06-15');
    expect((await personsOf(third))['z']).toBe(into);
    const { facts } = (await clerk.act('undoMerge', { person: from, reason: '误' }, UNDONE)) as unknown as {
      readonly facts: readonly Fact[];
    };
    expect(facts.map(({ kind }) => kind)).toEqual(['MEMBERSHIP', 'MEMBERSHIP']);
    const memberships = await clerk.ask(`{ household(id: "${third}") { members { id key } } }`);
    const { members } = memberships['household'] as {
      readonly members: readonly { readonly id: string; readonly key: string }[];
    };
    const own = members.find(({ key }) => key === 'z')?.id;
    const give = facts.map((fact) => ({ ...fact, to: fact.kind === 'STATE' || fact.factId === own ? 'FROM' : 'INTO' }));
    expect((await clerk.act('undoMerge', { person: from, reason: '误', give }, UNDONE)).problems).toEqual([]);
    expect((await personsOf(third))['z']).toBe(from);
    expect((await personsOf(first, '2025-12-31'))['m2']).toBe(from);
  });

  test('a number since is a fact that is given, and what changed since goes to one side alone', async () => {
    const { first, second, from, into, number } = await twice();
    await clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED);
    const corrected = {
      householdId: first,
      member: 'm2',
      identityNumber: identityNumber(next()),
      correction: true,
      reason: '误',
    };
    expect(await clerk.refused('setIdentityNumber', corrected)).toEqual(['MEMBER_SINCE member']);
    const later = { ...corrected, householdId: second, member: 'c' };
    expect((await clerk.act('setIdentityNumber', later)).problems).toEqual([]);
    const changed = { householdId: second, member: 'c', from: '2026-03-01', person: { ethnicity: '回' } };
    expect((await clerk.act('changePerson', changed)).problems).toEqual([]);
    const asked = { person: from, reason: '同名' };
    const { facts } = (await clerk.act('undoMerge', asked, UNDONE)) as unknown as { readonly facts: readonly Fact[] };
    expect(facts.map(({ kind }) => kind)).toEqual(['NUMBER', 'STATE']);
    const give = facts.map((fact) => ({ ...fact, to: 'FROM' }));
    expect(await clerk.refused('undoMerge', { ...asked, give: [...give, { ...give[0], to: 'INTO' }] })).toEqual([
      'NAMED_TWICE give.2',
    ]);
    expect((await clerk.act('undoMerge', { ...asked, give }, UNDONE)).problems).toEqual([]);
    expect([(await person({ idNumber: number }))?.id, (await person({ idNumber: later.identityNumber }))?.id]).toEqual([
      into,
      from,
    ]);
    const { person: kept } = await clerk.ask(`{ person(id: "${into}") { name ethnicity } }`);
    expect(kept).toEqual({ name: '重名', ethnicity: null });
  });

  test('a race with who adds the merged person by their number ends with one person', async () => {
    const { second, from, into, number } = await twice();
    await clerk.act('endMembership', { householdId: second, member: 'c', on: '2026-03-01', reason: 'OTHER' });
    const third = await clerk.record([next()]);
    const given = identityNumber(next());
    await clerk.act('setIdentityNumber', {
      householdId: (await person({ id: from }))?.household?.id ?? '',
      member: 'm2',
      identityNumber: given,
    });
    const [merged, added] = await Promise.all([
      clerk.act('mergePersons', { from, into, reason: '同一人' }, MERGED),
      join(third, 'z', given, '2026-05-01'),
    ]);
    expect([merged, added].filter(({ problems }) => problems.length === 0).length).toBeGreaterThan(0);
    const holder = (await personsOf(third))['z'];
    if (merged.problems.length === 0 && holder !== undefined) expect(holder).toBe(into);
    expect((await person({ idNumber: number }))?.id).toBe(into);
  });
});
