import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RegisterClerk, registerClerk } from '../../../support/register-clerk.ts';
import { testRegister, type TestRegister } from '../../../support/register.ts';
import { identityNumber, UNVERIFIED } from '../../../support/register-household.ts';

/** Deaths, and households that are closed, on record again, and split. */

let register: TestRegister;
let clerk: RegisterClerk;
let other: RegisterClerk;
beforeAll(async () => {
  register = await testRegister('18');
  clerk = registerClerk(register, 'clerk');
  other = registerClerk(register, 'otherClerk');
}, 60_000);
afterAll(() => register.drop());

let serial = 7000;
const next = () => (serial += 1);

interface Shown {
  readonly id: string;
  readonly worker: { readonly key: string } | null;
  readonly members: readonly {
    readonly key: string;
    readonly person: { readonly id: string; readonly death: { readonly on: string; readonly source: string } | null };
  }[];
  readonly closings: readonly {
    readonly from: string;
    readonly until: string | null;
    readonly closingReason: string;
  }[];
  readonly history: { readonly nodes: readonly { readonly action: string; readonly purpose: string }[] };
}

async function shown(id: string, asOf = '2026-06-30', by = clerk): Promise<Shown | null> {
  const { household } = await by.ask(
    `query ($id: ID!, $asOf: Date) { household(id: $id, asOf: $asOf) { id worker { key }
      members { key person { id death { on source } } } closings { from until closingReason }
      history { nodes { action purpose } } } }`,
    { id, asOf },
  );
  return household as Shown | null;
}

const keys = (found: Shown | null) => found?.members.map(({ key }) => key);
const acts = (found: Shown | null) => found?.history.nodes.map(({ action }) => action);

const STATE = { relation: 'OTHER', employmentKnown: false };

describe('a death', () => {
  const died = (householdId: string, member: string, more: object = {}) => ({
    ...{ householdId, member, on: '2026-03-10', source: 'POLICE', ...more },
  });

  test('ends the membership from its day on, and alters nothing before', async () => {
    const id = await clerk.record([next(), next()]);
    const before = await shown(id, '2026-03-09');
    expect((await clerk.act('recordDeath', died(id, 'm2'))).problems).toEqual([]);
    expect({ ...(await shown(id, '2026-03-09')), history: null }).toEqual({ ...before, history: null });
    expect(keys(await shown(id))).toEqual(['m1']);
    const personId = before?.members[1]?.person.id.split('@')[0];
    const { person } = await clerk.ask('query ($id: ID!) { person(id: $id) { death { on source } } }', {
      id: personId,
    });
    expect(person).toEqual({ death: { on: '2026-03-10', source: 'POLICE' } });
    expect(acts(await shown(id))?.[0]).toBe('RECORD_DEATH');
  });

  test('that is recorded late names what was paid since, but for what is reversed already', async () => {
    const gone = next();
    const id = await clerk.record([next(), gone]);
    const pay = (key: string, paidOn: string, over: object = {}) => {
      const paid = { key, source: 'UNION_FUNDS', aidType: 'LIVING', amount: '500.00', paidOn, member: 'm2', ...over };
      return clerk.act('addRecords', { householdId: id, on: paidOn, records: { disbursements: [paid] } });
    };
    await pay('before', '2026-03-10');
    await pay('late', '2026-05-01', { amount: '70.50' });
    await pay('reversed', '2026-03-11');
    await pay('payee', '2026-04-01', { member: 'm1', payee: `人${gone}（之子）` });
    await pay('others', '2026-04-01', { member: 'm1' });
    const { household: found } = await clerk.ask(
      'query ($id: ID!) { household(id: $id) { disbursements { id key } } }',
      { id },
    );
    const { disbursements } = found as {
      readonly disbursements: readonly { readonly id: string; readonly key: string }[];
    };
    const reversed = disbursements.find(({ key }) => key === 'reversed')?.id;
    await clerk.act('reversePayment', { householdId: id, id: reversed, on: '2026-03-12', reason: '误' });
    const said = await clerk.act('recordDeath', died(id, 'm2'), 'revision notices { code path zh en }');
    expect(said.problems).toEqual([]);
    const text = (amount: string, day: string, key: string) => ({
      ...{ code: 'PAID_AFTER_DEATH', path: 'on' },
      zh: `死亡之后仍有发放，请追回并冲销：${day}，${amount} 元（编号 ${key}）`,
      en: `paid after the death: ask the money back and reverse the payment: ${amount} yuan on ${day} (key ${key})`,
    });
    expect(said['notices']).toEqual([text('500.00', '2026-04-01', 'payee'), text('70.50', '2026-05-01', 'late')]);
    // Ending the membership by a death is the same act.
    const other = await clerk.record([next(), next()]);
    const late = { ...{ key: 'p', source: 'UNION_FUNDS', aidType: 'LIVING', amount: '1.00' }, paidOn: '2026-04-01' };
    await clerk.act('addRecords', {
      householdId: other,
      on: '2026-04-01',
      records: { disbursements: [{ ...late, member: 'm2' }] },
    });
    const left = { householdId: other, member: 'm2', on: '2026-03-10', reason: 'DIED' };
    expect((await clerk.act('endMembership', left, 'revision notices { code path }'))['notices']).toEqual([
      { code: 'PAID_AFTER_DEATH', path: 'on' },
    ]);
  });

  test('is known once: again, of a later day and from 16 at once it is refused', async () => {
    const id = await clerk.record([next(), next()]);
    const answers = await Promise.all(Array.from({ length: 16 }, () => clerk.act('recordDeath', died(id, 'm2'))));
    expect(answers.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
    expect(await clerk.refused('recordDeath', died(id, 'm2', { on: '2026-04-01' }))).toEqual(['ALREADY_DEAD member']);
    expect(await clerk.refused('recordDeath', died(id, 'm1', { on: '2026-07-01', worker: null }))).toContain(
      'AFTER_TODAY on',
    );
    expect(await clerk.refused('recordDeath', died(id, 'm1', { on: '1899-12-31' }))).toEqual([
      ...['BEFORE_1900 on', 'NO_MEMBER_THEN member'],
    ]);
  });

  test('after it nobody is registered, paid or paid for', async () => {
    const gone = next();
    const id = await clerk.record([next(), gone]);
    const personName = `人${gone}`;
    await clerk.act('recordDeath', died(id, 'm2'));
    const member = {
      key: 'm2',
      identityNumber: identityNumber(gone),
      person: { name: personName },
      membershipState: STATE,
    };
    expect(await clerk.refused('addMember', { householdId: id, from: '2026-05-01', member })).toEqual([
      'PERSON_DEAD member',
    ]);
    const elsewhere = await clerk.record([next()]);
    expect(
      await clerk.refused('addMember', {
        householdId: elsewhere,
        from: '2026-05-01',
        member: { ...member, key: 'm5' },
      }),
    ).toEqual(['PERSON_DEAD member']);
    const payment = { key: 'p', source: 'UNION_FUNDS', aidType: 'LIVING', amount: '500.00', paidOn: '2026-03-11' };
    const pay = (over: object) => ({
      ...{ householdId: id, on: '2026-03-10', records: { disbursements: [{ ...payment, member: 'm1', ...over }] } },
    });
    expect(await clerk.refused('addRecords', pay({ member: 'm2' }))).toEqual([
      'PERSON_DEAD records.disbursements.0.member',
    ]);
    expect(await clerk.refused('addRecords', pay({ payee: `${personName}（之子）` }))).toEqual([
      'PERSON_DEAD records.disbursements.0.payee',
    ]);
    expect(await clerk.refused('addRecords', pay({ collector: personName }))).toEqual([
      'PERSON_DEAD records.disbursements.0.collector',
    ]);
    expect((await clerk.act('addRecords', pay({ member: 'm2', paidOn: '2026-03-10' }))).problems).toEqual([]);
  });

  test('of the worker needs who is the worker after them; of a last member it closes the household', async () => {
    const id = await clerk.record([next(), next()]);
    expect(await clerk.refused('recordDeath', died(id, 'm1'))).toEqual(['NEXT_WORKER_REQUIRED worker']);
    expect(await clerk.refused('recordDeath', died(id, 'm2', { worker: 'm1' }))).toEqual(['NOT_THE_WORKER worker']);
    expect((await clerk.act('recordDeath', died(id, 'm1', { worker: 'm2' }))).problems).toEqual([]);
    expect((await shown(id))?.worker).toEqual({ key: 'm2' });
    expect((await shown(id, '2026-03-09'))?.worker).toEqual({ key: 'm1' });
    expect((await clerk.act('recordDeath', died(id, 'm2', { on: '2026-05-01' }))).problems).toEqual([]);
    const last = await shown(id);
    expect(last).toMatchObject({
      id: `${id}@2026-04-30`,
      closings: [{ from: '2026-05-01', until: null, closingReason: 'ALL_DIED' }],
    });
    expect(await clerk.refused('recordSurvey', surveyOf(id))).toContain('NOT_ON_RECORD_THEN survey.surveyedOn');
  });

  test('that was not one is retracted, and they come back', async () => {
    const id = await clerk.record([next(), next()]);
    const retracted = { householdId: id, member: 'm2', reason: '同名' };
    expect(await clerk.refused('retractDeath', retracted)).toEqual(['NOT_DEAD member']);
    await clerk.act('recordDeath', died(id, 'm2'));
    expect((await clerk.act('retractDeath', retracted)).problems).toEqual([]);
    const member = { key: 'm2', identityNumber: null, person: { name: '人' }, membershipState: STATE };
    expect((await clerk.act('addMember', { householdId: id, from: '2026-03-10', member })).problems).toEqual([]);
    expect((await shown(id))?.members.map(({ person }) => person.death)).toEqual([null, null]);
  });

  test('is recorded in the household where they were last', async () => {
    const moved = next();
    const id = await clerk.record([next(), moved]);
    const to = await clerk.record([next()]);
    await clerk.act('endMembership', { householdId: id, member: 'm2', on: '2026-01-01', reason: 'MOVED_OUT' });
    const member = { key: 'm7', identityNumber: identityNumber(moved), person: { name: '人' }, membershipState: STATE };
    await clerk.act('addMember', { householdId: to, from: '2026-01-01', member });
    expect(await clerk.refused('recordDeath', died(id, 'm2'))).toEqual(['MEMBER_SINCE member']);
    expect((await clerk.act('recordDeath', died(to, 'm7'))).problems).toEqual([]);
  });
});

const surveyOf = (householdId: string) => ({
  ...{ householdId, employment: [], incomes: [], deductions: [], expenses: [] },
  survey: { surveyedOn: '2026-06-01', way: 'VISIT', visitorOne: '甲', visitorTwo: '乙', signedBy: '丙' },
});

describe('a household', () => {
  test('is closed from a day on, and found as of its last one', async () => {
    const id = await clerk.record([next(), next()]);
    const before = await shown(id, '2026-01-31');
    const input = { householdId: id, on: '2026-02-01', reason: 'MOVED_AWAY' };
    const { problems, household } = await clerk.act('closeHousehold', input, 'revision household { id }');
    expect([problems, household]).toEqual([[], { id: `${id}@2026-01-31` }]);
    expect(await clerk.refused('closeHousehold', { ...input, on: '2026-03-01' })).toEqual(['ALREADY_CLOSED on']);
    expect(await clerk.refused('closeHousehold', { ...input, on: '2026-07-01' })).toEqual(['AFTER_TODAY on']);
    expect(await clerk.refused('closeHousehold', { ...input, on: '1890-01-01' })).toEqual(['BEFORE_1900 on']);
    expect({ ...(await shown(id, '2026-01-31')), closings: [], history: null }).toEqual({ ...before, history: null });
    expect(
      await clerk.refused('changeHousehold', { householdId: id, from: '2026-03-01', state: { postcode: '1' } }),
    ).toEqual(['NOT_ON_RECORD_THEN from']);
    const { households } = await clerk.ask('{ households(first: 100) { nodes { id } } }');
    expect(JSON.stringify(households)).not.toContain(id);
  });

  test('is on record again with who is back, who may not be elsewhere', async () => {
    const [moved, left] = [next(), next()];
    const id = await clerk.record([next(), moved, left]);
    const again = { householdId: id, from: '2026-05-01', worker: 'm1', members: ['m1', 'm2'] };
    expect(await clerk.refused('reopenHousehold', again)).toEqual(['NOT_CLOSED from']);
    await clerk.act('closeHousehold', { householdId: id, on: '2026-02-01', reason: 'OTHER' });
    const elsewhere = await clerk.record([next()]);
    const member = { key: 'm7', identityNumber: identityNumber(moved), person: { name: '人' }, membershipState: STATE };
    await clerk.act('addMember', { householdId: elsewhere, from: '2026-03-01', member });
    expect(await clerk.refused('reopenHousehold', again)).toEqual(['ALREADY_ON_FILE_ELSEWHERE members.1']);
    expect(await clerk.refused('reopenHousehold', { ...again, worker: 'm9', members: ['m1', 'm8'] })).toEqual([
      ...['NO_SUCH_MEMBER members.1', 'NO_SUCH_MEMBER worker'],
    ]);
    expect((await clerk.act('reopenHousehold', { ...again, members: ['m1', 'm3'] })).problems).toEqual([]);
    expect(keys(await shown(id))).toEqual(['m1', 'm3']);
    expect((await shown(id))?.closings).toEqual([{ from: '2026-02-01', until: '2026-05-01', closingReason: 'OTHER' }]);
    expect((await shown(id, '2026-04-30'))?.id).toBe(`${id}@2026-01-31`);
  });

  test('is split into two on one day, with one change that both show', async () => {
    const id = await clerk.record([next(), next(), next()]);
    const input = {
      ...{ householdId: id, from: '2026-04-01', worker: 'm2', state: { region: '410502', migrant: false } },
      members: ['m2', 'm3'].map((key, at) => ({
        key,
        membershipState: { ...STATE, relation: at === 0 ? 'SELF' : 'SON' },
      })),
    };
    const given = { ...input, state: { ...input.state, ...UNVERIFIED } };
    const all = { ...given, members: [...given.members, { key: 'm1', membershipState: STATE }] };
    expect(await clerk.refused('splitHousehold', all)).toEqual(['WORKER_STAYS members.2.key', 'NOBODY_LEFT members']);
    const said = await clerk.act('splitHousehold', given, 'revision household { id } remaining { members { key } }');
    expect([said.problems, said['remaining']]).toEqual([[], { members: [{ key: 'm1' }] }]);
    const { id: made } = said['household'] as { readonly id: string };
    expect(keys(await shown(made))).toEqual(['m2', 'm3']);
    expect(await shown(made, '2026-03-31')).toBeNull();
    expect(keys(await shown(id, '2026-03-31'))).toEqual(['m1', 'm2', 'm3']);
    expect([acts(await shown(id))?.[0], acts(await shown(made))]).toEqual(['SPLIT_HOUSEHOLD', ['SPLIT_HOUSEHOLD']]);
    const stale = { householdId: made, on: '2026-06-01', reason: 'OTHER', expectedRevision: Number(said.revision) };
    expect((await clerk.act('closeHousehold', stale)).problems).toEqual([]);
  });

  test('of another county is nobody’s to close', async () => {
    const id = await other.record([next()]);
    expect(await clerk.refused('closeHousehold', { householdId: id, on: '2026-02-01', reason: 'OTHER' })).toEqual([
      'NO_SUCH_HOUSEHOLD householdId',
    ]);
  });

  test('is not split off who has died, or has left since', async () => {
    const id = await clerk.record([next(), next(), next()]);
    await clerk.act('recordDeath', { householdId: id, member: 'm2', on: '2026-03-10', source: 'FAMILY' });
    await clerk.act('endMembership', { householdId: id, member: 'm3', on: '2026-03-01', reason: 'OTHER' });
    const split = (key: string) => ({
      ...{
        householdId: id,
        from: '2026-02-01',
        worker: key,
        state: { region: '410502', migrant: false, ...UNVERIFIED },
      },
      members: [{ key, membershipState: { ...STATE, relation: 'SELF' } }],
    });
    expect(await clerk.refused('splitHousehold', split('m2'))).toEqual(['LEFT_SINCE members.0.key']);
    expect(await clerk.refused('splitHousehold', split('m3'))).toEqual(['LEFT_SINCE members.0.key']);
  });

  test('that is on record again has its members as others have recorded them since', async () => {
    const moved = next();
    const id = await clerk.record([next(), moved]);
    await clerk.act('closeHousehold', { householdId: id, on: '2026-02-01', reason: 'OTHER' });
    const other2 = await clerk.record([next()]);
    const member = {
      key: 'y',
      identityNumber: identityNumber(moved),
      person: { name: '新名', ethnicity: '回' },
      membershipState: STATE,
    };
    await clerk.act('addMember', { householdId: other2, from: '2026-02-01', member });
    await clerk.act('endMembership', { householdId: other2, member: 'y', on: '2026-04-01', reason: 'OTHER' });
    await clerk.act('reopenHousehold', { householdId: id, from: '2026-05-01', worker: 'm1', members: ['m1', 'm2'] });
    const { household } = await clerk.ask(
      'query ($id: ID!) { household(id: $id) { members { person { name ethnicity } } } }',
      { id },
    );
    expect((household as { readonly members: readonly object[] }).members[1]).toEqual({
      person: { name: '新名', ethnicity: '回' },
    });
    await clerk.act('endMembership', { householdId: id, member: 'm2', on: '2026-05-10', reason: 'OTHER' });
    await clerk.act('addMember', {
      householdId: id,
      from: '2026-05-20',
      member: { ...member, key: 'm2', person: { name: '新名' } },
    });
    const again = await clerk.ask('query ($id: ID!) { household(id: $id) { members { person { name ethnicity } } } }', {
      id,
    });
    expect(again['household']).toEqual(household);
  });

  test('has nothing begin while it is closed, is closed once, and is told by who holds the last revision', async () => {
    const id = await clerk.record([next(), next()]);
    await clerk.record([next()]);
    const { household } = await clerk.ask('query ($id: ID!) { household(id: $id) { revision } }', { id });
    const { revision } = household as { readonly revision: number };
    const close = { householdId: id, on: '2026-02-01', reason: 'OTHER' };
    expect((await clerk.act('closeHousehold', { ...close, expectedRevision: revision })).problems).toEqual([]);
    expect(await clerk.refused('closeHousehold', { ...close, on: '2026-01-20', expectedRevision: revision })).toEqual([
      'STALE_REVISION expectedRevision',
    ]);
    expect(await clerk.refused('closeHousehold', { ...close, on: '2026-01-20' })).toEqual(['CLOSED_LATER on']);
    const records = { dwellings: [{ key: 'd', area: '60.00', from: '2026-05-01' }] };
    expect(await clerk.refused('addRecords', { householdId: id, on: '2026-01-15', records })).toEqual([
      'ALREADY_CLOSED records.dwellings.0.from',
    ]);
    await clerk.act('reopenHousehold', { householdId: id, from: '2026-05-01', worker: 'm1', members: ['m1'] });
    expect((await clerk.act('closeHousehold', { ...close, on: '2026-05-01' })).problems).toEqual([]);
    expect((await shown(id))?.closings).toMatchObject([{ from: '2026-02-01', until: null }]);
  });

  test('changes a person only for the time that they were in it', async () => {
    const moved = next();
    const id = await clerk.record([next(), moved]);
    const to = await other.record([next()]);
    await clerk.act('endMembership', { householdId: id, member: 'm2', on: '2026-01-01', reason: 'MOVED_OUT' });
    const member = {
      key: 'm7',
      identityNumber: identityNumber(moved),
      person: { name: `人${moved}` },
      membershipState: STATE,
    };
    await other.act('addMember', { householdId: to, from: '2026-01-01', member });
    const changed = { householdId: id, member: 'm2', from: '2025-06-01', person: { ethnicity: '回' } };
    expect((await clerk.act('changePerson', changed)).problems).toEqual([]);
    const { household } = await other.ask(
      'query ($id: ID!) { household(id: $id) { members { person { ethnicity } } } }',
      { id: to },
    );
    expect((household as { readonly members: readonly object[] }).members[1]).toEqual({ person: { ethnicity: null } });
    const number = {
      householdId: id,
      member: 'm2',
      identityNumber: identityNumber(next()),
      correction: true,
      reason: '误',
    };
    const { problems } = await clerk.act('setIdentityNumber', number);
    expect(problems).toMatchObject([
      { code: 'ALREADY_ON_FILE_ELSEWHERE', path: 'member', caseNumber: expect.any(String) },
    ]);
  });
});
