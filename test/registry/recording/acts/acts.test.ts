import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '../../../../src/access/viewer.ts';
import { answerOf } from '../../../support/graph.ts';
import { recordHousehold } from '../../../../src/registry/recording/record-household.ts';
import { newHousehold, testRegister, type TestRegister, valueOf } from '../../../support/register.ts';
import { DAY, household, householdState, identityNumber, record, survey } from '../../../support/register-household.ts';

/** The acts on a household on record, as clients carry them out: what they leave out is unchanged. */

const today = '2026-06-30';
const CALLS = {
  changeHousehold: 'ChangeHousehold',
  changeMember: 'ChangeMember',
  changePerson: 'ChangePerson',
  addMember: 'AddMember',
  endMembership: 'EndMembership',
  retractMembership: 'RetractMembership',
  handOverHousehold: 'HandOverHousehold',
  addRecords: 'AddRecords',
  changeRecords: 'ChangeRecords',
  correctRecords: 'CorrectRecords',
  endRecords: 'EndRecords',
  retractRecords: 'RetractRecords',
} as const;
type Call = keyof typeof CALLS;

let register: TestRegister;
let clerk: Viewer;
beforeAll(async () => {
  register = await testRegister('18');
  const grants = [{ role: 'UNION_CLERK', unionId: register.ids['county'] ?? '' }] as const;
  clerk = { staffId: register.ids['clerk'] ?? '', personId: null, grants, purpose: '测试' };
}, 60_000);
afterAll(() => register.drop());

interface Answer {
  readonly problems: readonly { readonly code: string; readonly path: string }[];
  readonly revision: number | null;
  readonly household: { readonly id: string } | null;
}

const ask = (source: string, variables: object = {}) =>
  answerOf(register.platform, source, { viewer: clerk, today, variables: { ...variables } });

async function act(call: Call, input: object): Promise<Answer> {
  const source = `mutation ($input: Archive${CALLS[call]}Input!) {
    ${call}(input: $input) { problems { code path } revision household { id } } }`;
  return (await ask(source, { input }))[call] as Answer;
}

/** The code and the path of each problem. */
async function refused(call: Call, input: object): Promise<readonly string[]> {
  const { problems, revision, household: shown } = await act(call, input);
  expect([revision, shown]).toEqual([null, null]);
  return problems.map(({ code, path }) => `${code} ${path}`);
}

let serial = 400;
async function made(): Promise<string> {
  serial += 10;
  const base = household([serial, serial + 1], {
    household: householdState({ mainCause: 'MAJOR_ILLNESS', postcode: '455000', dwellingsKnown: true }),
  });
  const dwelling = record('dwellings', 'd', null, { area: 6000 as never, from: DAY(2020, 1, 1), to: null });
  const records = { ...base.records, surveys: [survey(DAY(2026, 1, 1))], dwellings: [dwelling] };
  const command = newHousehold(register, { ...base, records }, { from: DAY(2026, 1, 1) });
  return valueOf(await recordHousehold(register.deps, command)).householdId;
}

async function shown(id: string, asOf = today) {
  const { household: found } = (await ask(
    `query ($id: ID!, $asOf: Date) { household(id: $id, asOf: $asOf) { mainCause postcode worker { key }
      members { key ill relation person { name ethnicity } }
      assets { dwellings { id key area from to } } incomes { id key amount } history { nodes { action purpose } } } }`,
    { id, asOf },
  )) as { household: Shown | null };
  return found;
}

/** The ids of the first dwelling and of the first income. */
async function idsOf(householdId: string): Promise<readonly (string | undefined)[]> {
  const own = await shown(householdId);
  return [own?.assets.dwellings[0]?.id, own?.incomes[0]?.id];
}

interface Shown {
  readonly mainCause: string;
  readonly postcode: string | null;
  readonly worker: { readonly key: string };
  readonly members: readonly { readonly key: string; readonly person: object; readonly ill: boolean }[];
  readonly assets: {
    readonly dwellings: readonly { readonly id: string; readonly key: string; readonly area: string }[];
  };
  readonly incomes: readonly { readonly id: string; readonly key: string; readonly amount: string }[];
  readonly history: { readonly nodes: readonly { readonly action: string; readonly purpose: string }[] };
}

const income = { key: 'i', member: 'm1', kind: 'WAGE', relief: false, amount: '12.00', from: '2025-02', to: '2026-01' };

test('a change of one field leaves all others, and null makes one unknown', async () => {
  const householdId = await made();
  expect(
    await act('changeHousehold', { householdId, from: '2026-03-01', state: { mainCause: 'DISASTER' } }),
  ).toMatchObject({
    problems: [],
    household: { id: householdId },
  });
  expect(await shown(householdId)).toMatchObject({ mainCause: 'DISASTER', postcode: '455000' });
  expect(await shown(householdId, '2026-02-28')).toMatchObject({ mainCause: 'MAJOR_ILLNESS' });
  await act('changeHousehold', { householdId, from: '2026-04-01', state: { postcode: null } });
  expect(await shown(householdId)).toMatchObject({ mainCause: 'DISASTER', postcode: null });
  // The postcode was unknown from April on; a change of an earlier day goes on after that.
  await act('changeHousehold', { householdId, from: '2026-02-01', state: { mainCause: 'ACCIDENT' } });
  expect([(await shown(householdId, '2026-02-15'))?.mainCause, (await shown(householdId))?.mainCause]).toEqual([
    'ACCIDENT',
    'DISASTER',
  ]);
  await act('changeHousehold', { householdId, from: today, correction: true, state: { mainCause: 'OTHER' } });
  expect([
    (await shown(householdId, '2026-03-02'))?.mainCause,
    (await shown(householdId, '2026-02-15'))?.mainCause,
  ]).toEqual(['OTHER', 'ACCIDENT']);
});

test('each act says in the history what was done and why', async () => {
  const householdId = await made();
  await act('changeMember', { householdId, member: 'm2', from: '2026-02-01', state: { ill: true } });
  await act('changePerson', { householdId, member: 'm2', from: '2026-02-01', person: { ethnicity: '汉族' } });
  await act('addRecords', { householdId, on: '2026-03-01', records: { incomes: [income] } });
  const [dwelling, own] = await idsOf(householdId);
  await act('correctRecords', {
    householdId,
    records: { incomes: [{ id: own, amount: '13.00' }] },
    reason: '抄错',
  });
  await act('changeRecords', {
    householdId,
    from: '2026-04-01',
    records: { dwellings: [{ id: dwelling, area: '80' }] },
  });
  expect((await shown(householdId))?.incomes).toMatchObject([{ key: 'i', amount: '13.00' }]);
  await act('retractRecords', { householdId, ids: [own], reason: '重复' });
  await act('endMembership', { householdId, member: 'm2', on: '2026-05-01', reason: 'DIVORCED' });
  const after = await shown(householdId);
  expect(after).toMatchObject({
    ...{ incomes: [], members: [{ key: 'm1' }] },
    assets: {
      dwellings: [
        { key: 'd', area: '60.00', to: '2026-03-31' },
        { key: 'd~2', area: '80.00', from: '2026-04-01', to: null },
      ],
    },
  });
  expect(after?.members).toHaveLength(1);
  expect(await shown(householdId, '2026-04-30')).toMatchObject({
    members: [{ key: 'm1' }, { key: 'm2', person: { ethnicity: '汉族' }, ill: true }],
  });
  expect(after?.history.nodes.map(({ action, purpose }) => `${action} ${purpose}`)).toEqual([
    'END_MEMBERSHIP 测试：离婚',
    'RETRACT_RECORDS 测试：重复',
    'CHANGE_RECORDS 测试',
    'CORRECT_RECORDS 测试：抄错',
    'ADD_RECORDS 测试',
    'CHANGE_PERSON 测试',
    'CHANGE_MEMBER 测试',
    'RECORD_HOUSEHOLD 测试',
  ]);
});

test('a household is handed over to a member who stays, and then the former worker may leave', async () => {
  const householdId = await made();
  expect(await refused('endMembership', { householdId, member: 'm1', on: '2026-05-01', reason: 'MOVED_OUT' })).toEqual([
    'WORKER_STAYS member',
  ]);
  await act('handOverHousehold', { householdId, from: '2026-05-01', worker: 'm2' });
  expect(await act('endMembership', { householdId, member: 'm1', on: '2026-05-01', reason: 'DIED' })).toMatchObject({
    problems: [],
  });
  expect(await shown(householdId)).toMatchObject({ worker: { key: 'm2' }, members: [{ key: 'm2' }] });
  expect(await shown(householdId, '2026-04-30')).toMatchObject({ worker: { key: 'm1' } });
  // Who leaves later is no worker on all days.
  const other = await made();
  await act('endMembership', { householdId: other, member: 'm2', on: '2026-06-01', reason: 'MOVED_OUT' });
  expect(await refused('handOverHousehold', { householdId: other, from: '2026-05-01', worker: 'm2' })).toEqual([
    'NO_MEMBER_THEN worker',
  ]);
});

describe('what cannot be done is refused with its place, and nothing is written', () => {
  const child = { person: { name: '示例' }, membershipState: { relation: 'SON', employmentKnown: false } };
  const cases: readonly (readonly [string, Call, object, readonly string[]])[] = [
    [
      'a change before the household',
      'changeHousehold',
      { from: '2025-12-31', state: {} },
      ['NOT_ON_RECORD_THEN from'],
    ],
    [
      'a change after today',
      'changeHousehold',
      { from: '2026-07-01', state: { mainCause: 'OTHER' } },
      ['AFTER_TODAY from'],
    ],
    ['a value that is needed', 'changeHousehold', { from: today, state: { region: null } }, ['REQUIRED state.region']],
    ['nobody', 'changeMember', { from: today, member: 'm9', state: {} }, ['NO_SUCH_MEMBER member']],
    [
      'somebody before they came',
      'changePerson',
      { from: '2025-01-01', member: 'm2', person: {} },
      ['NO_MEMBER_THEN member'],
    ],
    [
      'a member of a key that is there',
      'addMember',
      { from: today, member: { key: 'm2', ...child } },
      ['KEY_ON_RECORD member.key'],
    ],
    [
      'a member without a name',
      'addMember',
      { from: today, member: { key: 'm3', ...child, person: { name: ' ' } } },
      ['WRONG_TEXT member.person.name'],
    ],
    [
      'who leaves on the day they came',
      'endMembership',
      { member: 'm2', on: '2026-01-01', reason: 'OTHER' },
      ['NO_DAY_LEFT on'],
    ],
    [
      'a record of a key that is there',
      'addRecords',
      { on: today, records: { dwellings: [{ key: 'd', area: '1' }] } },
      ['KEY_ON_RECORD records.dwellings.0.key'],
    ],
    [
      'a record of nobody',
      'addRecords',
      { on: today, records: { incomes: [{ ...income, member: 'm9' }] } },
      ['NO_SUCH_MEMBER records.incomes.0.member'],
    ],
    [
      'a payment on a file of nobody',
      'addRecords',
      {
        on: today,
        records: {
          disbursements: [
            {
              key: 'p',
              member: 'm1',
              source: 'UNION_FUNDS',
              aidType: 'LIVING',
              amount: '1.00',
              paidOn: today,
              fileNumber: '4105022024999999',
            },
          ],
        },
      },
      ['NO_SUCH_FILE records.disbursements.0.fileNumber'],
    ],
    [
      'an event of tomorrow',
      'addRecords',
      {
        on: today,
        records: { events: [{ key: 'e', kind: 'ACCIDENT', date: '2026-07-01', cost: '1.00', compensated: '0.00' }] },
      },
      ['AFTER_TODAY records.events.0.date'],
    ],
    [
      'a record of others',
      'retractRecords',
      { ids: ['00000000-0000-7000-8000-000000000000'], reason: '误' },
      ['NO_SUCH_RECORD ids.0'],
    ],
  ];

  test.each(cases)('%s', async (_, call, input, problems) => {
    const householdId = await made();
    const counted = 'select count(*)::int as n from change_log';
    const before = await register.asOwner(counted);
    expect(await refused(call, { householdId, ...input })).toEqual(problems);
    expect(await register.asOwner(counted)).toEqual(before);
  });

  test('the same record twice', async () => {
    const householdId = await made();
    const id = (await shown(householdId))?.assets.dwellings[0]?.id;
    const twice = {
      dwellings: [
        { id, area: '70' },
        { id, area: '71' },
      ],
    };
    expect(await refused('correctRecords', { householdId, records: twice, reason: '误' })).toEqual([
      'NAMED_TWICE records',
    ]);
    const moved = { dwellings: [{ id, area: '70', from: '2026-02-01' }] };
    expect(await refused('changeRecords', { householdId, from: '2026-03-01', records: moved })).toEqual([
      'FIRST_DAY_IS_CORRECTED records.dwellings.0.from',
    ]);
    expect(await refused('endRecords', { householdId, on: '2019-12-31', ids: [id] })).toEqual([
      'NOT_ON_RECORD_THEN on',
      'NOT_IN_FORCE_THEN ids.0',
    ]);
    expect(
      await refused('correctRecords', { householdId, records: { vehicles: [{ id, owned: true }] }, reason: '误' }),
    ).toEqual(['NO_SUCH_RECORD records.vehicles.0.id']);
  });
});

test('an act twice under a key happens once; of 16 clients who join the same person to two households one does', async () => {
  const householdId = await made();
  const input = { householdId, from: '2026-02-01', idempotencyKey: `k${serial}`, state: { mainCause: 'OTHER' } };
  const [first, second] = [await act('changeHousehold', input), await act('changeHousehold', input)];
  expect([first.problems, second]).toEqual([[], first]);
  expect(await refused('changeHousehold', { ...input, from: '2026-02-02' })).toEqual(['KEY_REUSED idempotencyKey']);
  expect(
    await refused('changeHousehold', { ...input, idempotencyKey: null, from: '2026-03-02', expectedRevision: 1 }),
  ).toEqual(['STALE_REVISION expectedRevision']);
  const other = await made();
  const joins = Array.from({ length: 16 }, (_, at) => ({
    ...{ householdId: at % 2 === 0 ? householdId : other, from: '2026-03-01' },
    member: {
      key: `j${at}`,
      identityNumber: identityNumber(77_000),
      person: { name: '示例' },
      membershipState: { relation: 'SON', employmentKnown: false },
    },
  }));
  const answers = await Promise.all(joins.map((one) => act('addMember', one)));
  expect(answers.filter(({ problems }) => problems.length === 0)).toHaveLength(1);
  const codes = answers.flatMap(({ problems }) => problems.map(({ code, path }) => `${code} ${path}`));
  expect(new Set(codes)).toEqual(
    new Set(['ALREADY_ON_FILE_ELSEWHERE member.identityNumber', 'DUPLICATE_PERSON member.identityNumber']),
  );
});

test('a person who has moved is changed by both households at once, each from a day of its own', async () => {
  const [left, joined] = [await made(), await made()];
  const number = identityNumber(serial - 10 + 1);
  await act('endMembership', { householdId: left, member: 'm2', on: '2026-03-01', reason: 'MOVED_OUT' });
  const mover = {
    key: 'v',
    identityNumber: number,
    person: { name: '示例' },
    membershipState: { relation: 'SON', employmentKnown: false },
  };
  expect(await act('addMember', { householdId: joined, from: '2026-03-01', member: mover })).toMatchObject({
    problems: [],
  });
  const changes = Array.from({ length: 16 }, (_, at) =>
    at % 2 === 0
      ? { householdId: left, member: 'm2', from: '2026-02-01', person: { ethnicity: `甲${at}` } }
      : {
          householdId: joined,
          member: 'v',
          from: '2026-04-01',
          person: { education: null, workplaceOrSchool: `乙${at}` },
        },
  );
  const answers = await Promise.all(changes.map((one) => act('changePerson', one)));
  expect(answers.flatMap(({ problems }) => problems)).toEqual([]);
  expect(await shown(left, '2026-02-15')).toMatchObject({
    members: [{}, { person: { ethnicity: expect.stringMatching('甲') } }],
  });
});
