import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { identityNumber, UNVERIFIED } from '../support/register-household.ts';
import {
  type Asking,
  type ServedAnswer,
  type ServedPlatform,
  startServed,
  subjectOf,
} from '../support/served/platform.ts';

const WHOLE = /(?<![0-9*])410599[0-9]{11}[0-9X]/;
const MASKED = /\*{14}[0-9]{3}[0-9X]/;

let served: ServedPlatform;
let clerk: Asking;
let known: { readonly householdId: string; readonly personId: string; readonly fileNumber: string };
beforeAll(async () => {
  served = await startServed({ households: 30, environment: { BANGFU_STATEMENT_SECONDS: '1' } });
  clerk = { token: await served.bearer({ role: 'clerk', union: '410500' }), purpose: '资格核对：身份' };
  const [row] = await served.asOwner(
    `select f.household_id, f.number, m.person_id from archive_file f join membership_version m on m.household_id = f.household_id
     join person p on p.id = m.person_id and p.identity is not null limit 1`,
  );
  known = {
    ...{ householdId: String(row?.['household_id']), personId: String(row?.['person_id']) },
    fileNumber: String(row?.['number']),
  };
});
afterAll(() => served.close());

let serial = 200_000;
const recording = () => ({
  ...{ union: '410502-Q1', from: '2026-01-01' },
  household: {
    worker: 'm1',
    state: { region: '410502', ...UNVERIFIED },
    members: [
      {
        ...{ key: 'm1', identityNumber: identityNumber((serial += 1)), person: { name: '示例' } },
        membershipState: { relation: 'SELF', inRegister: true, livesTogether: true, employmentKnown: false },
      },
    ],
  },
});

/** Every door through which an identity number leaves. */
const DOORS: Readonly<Record<string, () => Promise<ServedAnswer>>> = {
  root: () => ask('query Whose($id: ID!) { person(id: $id) { identityNumber } }', { id: known.personId }),
  list: () => ask('query Whose { households(first: 5) { nodes { members { person { number: identityNumber } } } } }'),
  nested: () =>
    ask(
      'query Whose($of: String!) { household(fileNumber: $of) { members { person { ...Number } } } } fragment Number on Person { identityNumber }',
      {
        of: known.fileNumber,
      },
    ),
  entities: () =>
    ask(
      'query Whose($of: [_Any!]!) { _entities(representations: $of) { ... on Person { identityNumber } } }',
      { of: [{ __typename: 'Person', id: known.personId }] },
      { signed: true },
    ),
  'the answer of a change': () =>
    ask(
      'mutation Whose($input: ArchiveRecordHouseholdInput!) { recordHousehold(input: $input) { problems { code } household { members { person { identityNumber } } } } }',
      { input: recording() },
    ),
};

function ask(query: string, variables: object = {}, over: Partial<Asking> = {}): Promise<ServedAnswer> {
  return served.ask(query, { ...clerk, variables, ...over });
}

const rows = () =>
  served.asOwner('select staff_id, person_id, operation, purpose, subjects, trace from sensitive_read order by id');

describe.each(Object.entries(DOORS))('an identity number by the door: %s', (_, door) => {
  afterEach(() => served.asOwner('grant insert on sensitive_read to test_application'));

  test('is on record when its answer arrives: who, whose, what, what for', async () => {
    const before = (await rows()).length;
    const { status, text, headers } = await door();
    const written = (await rows()).slice(before);
    expect([status, text]).toEqual([200, expect.stringMatching(WHOLE)]);
    expect(written).toEqual([
      {
        ...{ operation: 'Whose', purpose: '资格核对：身份', trace: headers.get('trace-id'), person_id: null },
        staff_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        subjects: expect.arrayContaining([{ kind: 'Person', id: expect.any(String), fields: ['IDENTITY'] }]),
      },
    ]);
  });

  test('does not leave where that cannot be put on record', async () => {
    await served.asOwner('revoke insert on sensitive_read from test_application');
    const { status, text, data, codes } = await door();
    expect([status, codes, data]).toEqual([500, ['INTERNAL'], null]);
    expect(text).not.toMatch(WHOLE);
    expect(text).not.toMatch(/permission|denied|sensitive/);
    expect(served.lines().at(-1)).toMatchObject({ code: 'INTERNAL', status: 500 });
  });
});

test.each([
  ['Household', 'ACCOUNT', 'accountNumber', '{ accountNumber }'],
  ['Household', 'ADDRESS', 'address', '{ address }'],
  ['Person', 'CONTACT', 'mobile', '{ members { person { mobile } } }'],
  ['Person', 'BIRTH_DAY', 'birthDay', '{ members { person { birthDay } } }'],
  ['Person', 'HEALTH', 'healthStatus', '{ members { person { healthStatus } } }'],
] as const)('of a %s, a value of the kind %s is on record when it is shown', async (kind, sensitivity, field, of) => {
  const before = (await rows()).length;
  const { text } = await ask(`{ households(first: 20) { nodes ${of} } }`, {}, { purpose: '入户调查' });
  const shown = text.match(new RegExp(`"${field}":"[^"*]+"`, 'g')) ?? [];
  expect(shown.length).toBeGreaterThan(0);
  const written = (await rows()).slice(before);
  const subjects = written[0]?.['subjects'] as readonly object[];
  expect([written.length, written[0]?.['purpose'], subjects.length]).toEqual([1, '入户调查', shown.length]);
  for (const one of subjects) expect(one).toMatchObject({ kind, fields: [sensitivity] });
});

test.each([
  ['is not on the list', '看看', /入户调查、.*、其他/],
  ['is one letter', 'q', /入户调查、.*、其他/],
  ['has a free part of one letter', '其他：x', /两个不同的字/],
  ['cannot be seen', '\u200b', /可见字符/],
  ['turns the text around', '入户调查：\u202e核对', /可见字符/],
  ['has an end of a line', '入户调查：核\u2028对', /可见字符/],
  ['has a number in it', '入户调查：410599190004010018', /身份证号/],
  ['has a number in groups', '入户调查：4105.9919.0004.0100.18', /身份证号/],
  ['has a number in Arabic digits', '入户调查：٤١٠٥٩٩١٩٠٠٠٤٠١٠٠١٨', /身份证号/],
  ['has a number in Chinese numerals', '入户调查：四一〇五九九一九〇〇〇四〇一〇〇一八', /身份证号/],
])('what %s is no purpose, and the refusal says why and repeats nothing', async (_, purpose, why) => {
  const before = (await rows()).length;
  const { status, codes, text } = await ask('{ households(first: 1) { nodes { address } } }', {}, { purpose });
  expect([status, codes]).toEqual([400, ['INVALID_ARGUMENT']]);
  const { errors } = JSON.parse(text) as { readonly errors: readonly { readonly extensions: object }[] };
  expect(errors[0]?.extensions).toMatchObject({
    ...{ argument: 'bangfu-purpose', zh: expect.stringMatching(why), en: expect.stringMatching(/purpose|free part/) },
  });
  expect(text).not.toContain(purpose);
  expect((await rows()).length).toBe(before);
});

/** Ways to a person, each of which shows a birth day beside a number. */
const WAYS: Readonly<Record<string, string>> = {
  'a list': '{ households(first: 20) { nodes { members { person OF } } } }',
  'the worker of a household': '{ households(first: 20) { nodes { worker { person OF } } } }',
  'a household of another day': '{ households(first: 20, asOf: "2025-12-31") { nodes { members { person OF } } } }',
  files: '{ archiveFiles(first: 20) { nodes { household { members { person OF } } } } }',
  payments: '{ disbursements(first: 20) { nodes { household { members { person OF } } } } }',
};

describe.each(Object.entries(WAYS))('a birth day by the way: %s', (_, way) => {
  const of = '{ identityNumber birthDay withheld }';
  type Shown = Readonly<{ identityNumber: string | null; birthDay: string | null; withheld: readonly string[] }>;
  const personsIn = (text: string): readonly Shown[] => {
    const found = text.match(/\{"identityNumber":[^{}]*\}/g) ?? [];
    return found.map((one) => JSON.parse(one) as Shown);
  };

  test('is masked with the number unless a purpose is stated, which withheld says; for one it is that of the number', async () => {
    const { token = '' } = clerk;
    const masked = personsIn((await served.ask(way.replace('OF', of), { token })).text);
    const whole = personsIn((await ask(way.replace('OF', of))).text);
    expect([masked.length, whole.filter(({ birthDay }) => birthDay !== null).length > 5]).toEqual([whole.length, true]);
    for (const [at, { identityNumber, birthDay, withheld }] of whole.entries()) {
      expect([masked[at]?.birthDay, withheld]).toEqual([null, []]);
      expect(masked[at]?.withheld.includes('birthDay')).toBe(birthDay !== null);
      if (birthDay !== null && identityNumber !== null) {
        expect(birthDay.replaceAll('-', '')).toBe(identityNumber.slice(6, 14));
      }
    }
  });

  test('is not told to who may not read facts', async () => {
    for (const role of ['partner', 'finance']) {
      const token = await served.bearer({ role, union: '410500' });
      const { text } = await served.ask(way.replace('OF', of), { token, purpose: '信息比对' });
      expect(text).not.toMatch(/"birthDay":"|"withheld":\[[^\]]*birthDay/);
    }
  });
});

test('what is not sensitive, or stays masked, leaves all the same', async () => {
  await served.asOwner('revoke insert on sensitive_read from test_application');
  const { token = '' } = clerk;
  const query = 'query ($id: ID!) { person(id: $id) { id name identityNumber withheld } }';
  const { data } = await served.ask(query, { token, variables: { id: known.personId } });
  expect(data?.['person']).toMatchObject({ id: known.personId, identityNumber: expect.stringMatching(MASKED) });
  expect((await ask('query ($id: ID!) { person(id: $id) { id name } }', { id: known.personId })).codes).toEqual([]);
  await served.asOwner('grant insert on sensitive_read to test_application');
});

test('a worker who reads their own is on record as themselves, for a reason of their own', async () => {
  const [login] = await served.asOwner("select split_part(subject, '.', 2) as union from worker_login_version limit 1");
  const token = await served.bearer({ role: 'worker', union: String(login?.['union']) });
  const [{ person_id: self } = {}] = await served.asOwner(
    'select anchor_id as person_id from worker_login_version where subject = $1',
    [subjectOf(token)],
  );
  const { text } = await served.ask('query ($id: ID!) { person(id: $id) { identityNumber } }', {
    token,
    variables: { id: self },
  });
  expect(text).toMatch(WHOLE);
  expect((await rows()).at(-1)).toMatchObject({
    ...{ staff_id: null, person_id: self, operation: null, purpose: '本人查阅' },
    subjects: [{ kind: 'Person', id: self, fields: ['IDENTITY'] }],
  });
});

test('while the row waits for the database too long nothing leaves, and afterwards it does again', async () => {
  const query = 'query ($id: ID!) { person(id: $id) { identityNumber } }';
  await served.whileHeld('lock table sensitive_read in access exclusive mode', async () => {
    const { status, codes, text, headers } = await ask(query, { id: known.personId });
    expect([status, codes, headers.get('retry-after')]).toEqual([503, ['UNAVAILABLE'], '2']);
    expect(text).not.toMatch(WHOLE);
  });
  expect((await ask(query, { id: known.personId })).text).toMatch(WHOLE);
});

test('how many were seen masked is on record by viewer and hour, at the latest when the server stops', async () => {
  const token = await served.bearer({ staff: 'archivist.410500' });
  const list =
    '{ households(first: 10, orderBy: ID) { nodes { accountNumber members { person { identityNumber } } } } }';
  const { data, text } = await served.ask(list, { token });
  expect(text).not.toMatch(WHOLE);
  const { nodes } = data?.['households'] as {
    readonly nodes: readonly {
      readonly accountNumber: string | null;
      readonly members: readonly { readonly person: { readonly identityNumber: string | null } }[];
    }[];
  };
  const masked = nodes.flatMap(({ accountNumber, members }) => [
    accountNumber,
    ...members.map(({ person }) => person.identityNumber),
  ]);
  await served.ask(list, { token });
  await served.stop();
  const [staff] = await served.asOwner("select id from staff where code = 'archivist.410500'");
  const counted = await served.asOwner('select sum(persons)::int as persons from masked_read where viewer_id = $1', [
    staff?.['id'],
  ]);
  expect(counted).toEqual([{ persons: 2 * masked.filter((value) => value !== null).length }]);
});
