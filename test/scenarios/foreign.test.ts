import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampled } from '../support/runs.ts';
import { identityNumber, UNVERIFIED } from '../support/register-household.ts';
import {
  type Asking,
  type ServedAnswer,
  type ServedPlatform,
  servedAnswerOf,
  startServed,
} from '../support/served/platform.ts';

/**
 * What is others' is as what is missing, over HTTP and at the doors that the matrix (`test/access`) does not try: ids
 * within inputs and filters, together with a revision, at other times, many at once, cursors of others, uploads.
 */
const HERE = '410502';
const THERE = '410581';
const MISSING = '0190a000-0000-7000-8000-000000000000';
const NO_FILE = '4105812099999999';
const READERS = ['clerk', 'archivist', 'reviewer', 'finance', 'auditor', 'statistician', 'worker'] as const;

type Reader = (typeof READERS)[number];

/** What stands for a household: itself, or nothing. */
interface Named {
  readonly id: string;
  readonly personId: string;
  readonly fileId: string;
  readonly fileNumber: string;
  readonly number: string;
  readonly paymentId: string;
}

const NOTHING: Named = {
  ...{ id: MISSING, personId: MISSING, fileId: MISSING, fileNumber: NO_FILE, paymentId: MISSING },
  number: identityNumber(364_000),
};

let served: ServedPlatform;
let foreign: Named;
/** A household of theirs, for what takes one. */
let own: Named;
const tokens = new Map<string, string>();

beforeAll(async () => {
  served = await startServed({ households: 90, counts: true, statistics: true });
  for (const reader of READERS) tokens.set(reader, await tokenOf(reader));
  [foreign, own] = [await householdOf(THERE), await householdOf(HERE)];
});
afterAll(() => served.close());

async function tokenOf(reader: Reader): Promise<string> {
  if (reader !== 'worker') return served.bearer({ role: reader, union: HERE });
  const [login] = await served.asOwner(
    `select split_part(subject, '.', 2) as union from worker_login_version where subject not like '%.${THERE}%' limit 1`,
  );
  return served.bearer({ role: 'worker', union: String(login?.['union']) });
}

/** A household with a live file and a payment, kept in a county. */
async function householdOf(county: string): Promise<Named> {
  const token = await served.bearer({ role: 'clerk', union: county });
  const { data } = await served.ask(
    `{ disbursements(first: 1) { nodes { id household { id fileNumber files { id number } worker { person { id identityNumber } } } } } }`,
    { token, purpose: '系统维护：测试' },
  );
  const { nodes } = data?.['disbursements'] as { readonly nodes: readonly Paid[] };
  const [{ id: paymentId, household } = { id: '', household: null }] = nodes;
  if (household === null) throw new Error('the sample has no payments there');
  const [file] = household.files;
  const { id: personId, identityNumber: number } = household.worker.person;
  const { id: fileId = '', number: fileNumber = '' } = file ?? {};
  return { id: household.id, personId, number, fileId, fileNumber, paymentId };
}

interface Paid {
  readonly id: string;
  readonly household: {
    readonly id: string;
    readonly files: readonly { readonly id: string; readonly number: string }[];
    readonly worker: { readonly person: { readonly id: string; readonly identityNumber: string } };
  };
}

interface Told {
  readonly query: string;
  readonly variables: object;
}

const entered = (serial: number, over: object = {}) => ({
  worker: 'm1',
  state: { region: HERE, ...UNVERIFIED },
  members: [
    {
      ...{ key: 'm1', identityNumber: identityNumber(serial), person: { name: '示例' } },
      membershipState: { relation: 'SELF', inRegister: true, livesTogether: true, employmentKnown: false },
    },
  ],
  ...over,
});
const payment = (fileNumber: string) => ({
  ...{ key: 'd1', source: 'UNION_FUNDS', aidType: 'LIVING', amount: '1.00', paidOn: '2026-02-01', member: 'm1' },
  fileNumber,
});
const mutation = (name: string, input: string, given: object): Told => ({
  query: `mutation ($input: ${input}!) { ${name}(input: $input) { problems { code path zh en } } }`,
  variables: { input: given },
});

/** Each door, for what is named. */
const DOORS: Readonly<Record<string, (named: Named) => Told>> = {
  'a household at another time': ({ id }) => ({
    ...{
      query:
        'query ($id: ID!, $on: Date) { household(id: $id, asOf: "2026-09-01", asKnownOn: $on) { id members { id } } }',
    },
    variables: { id, on: served.today },
  }),
  'a person at another time': ({ personId: id }) => ({
    ...{ query: 'query ($id: ID!) { person(id: $id, asOf: "2030-01-01") { id household { id } } }' },
    variables: { id },
  }),
  'a file at another time': ({ fileId: id }) => ({
    ...{ query: 'query ($id: ID!, $on: Date) { archiveFile(id: $id, asKnownOn: $on) { id household { id } } }' },
    variables: { id, on: served.today },
  }),
  'many at once, by all their keys': (named) => ({
    query: `query ($id: ID!, $person: ID!, $number: String!, $file: String!) {
      a: household(id: $id) { id } b: household(fileNumber: $file) { id } c: household(idNumber: $number) { id }
      d: person(id: $person) { id } e: person(idNumber: $number) { id } f: archiveFile(number: $file) { id } }`,
    variables: { id: named.id, person: named.personId, number: named.number, file: named.fileNumber },
  }),
  'entities, many at once': ({ id, personId, fileId, fileNumber, paymentId }) => ({
    query: 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
    variables: {
      of: [
        ...[
          { __typename: 'Household', id },
          { __typename: 'Household', fileNumber },
          { __typename: 'Person', id: personId },
        ],
        ...[
          { __typename: 'ArchiveFile', id: fileId },
          { __typename: 'ArchiveFile', number: fileNumber },
        ],
        { __typename: 'Disbursement', id: paymentId },
      ],
    },
  }),
  'payments on a file': ({ fileNumber }) => ({
    query:
      'query ($of: String!) { disbursements(filter: { fileNumber: $of }) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }',
    variables: { of: fileNumber },
  }),
  'files by the whole of their number': ({ fileNumber }) => ({
    query:
      'query ($of: String!) { archiveFiles(filter: { numberFrom: $of }) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }',
    variables: { of: fileNumber },
  }),
  'a change of a household, seen at a revision': ({ id }) =>
    mutation('changeHousehold', 'ArchiveChangeHouseholdInput', {
      ...{ householdId: id, from: '2026-01-01', expectedRevision: 1, state: { mainCause: 'DISASTER' } },
    }),
  'a correction of a household, repeated under a key': ({ id }) =>
    mutation('changePerson', 'ArchiveChangePersonInput', {
      ...{ householdId: id, from: '2026-01-01', correction: true, idempotencyKey: 'k', member: 'm1' },
      person: { ethnicity: '汉族' },
    }),
  'a member who joins a household': ({ id }) =>
    mutation('addMember', 'ArchiveAddMemberInput', {
      ...{ householdId: id, from: '2026-01-01', member: { ...entered(363_001).members[0], key: 'm9' } },
    }),
  'a member who leaves a household': ({ id }) =>
    mutation('endMembership', 'ArchiveEndMembershipInput', {
      ...{ householdId: id, member: 'm2', on: '2026-01-01', reason: 'DIVORCED' },
    }),
  'records to retract, by the ids of others': ({ id }) =>
    mutation('retractRecords', 'ArchiveRetractRecordsInput', { householdId: id, ids: [id], reason: '误登' }),
  'a file of a household that has one': ({ id }) =>
    mutation('openFile', 'ArchiveOpenFileInput', {
      ...{ householdId: id, union: HERE, on: '2026-06-01', state: 'APPLIED', level: 'NATIONAL', expectedRevision: 1 },
    }),
  'a decision on a household': ({ id }) =>
    mutation('recordAssessment', 'ArchiveRecordAssessmentInput', {
      ...{ householdId: id, asOf: '2026-06-30', level: 'COUNTY', expectedRevision: 1 },
      confirmation: { union: HERE, document: '文' },
    }),
  'the login of a worker': ({ id }) =>
    mutation('proposeWorkerLogin', 'UnionProposeWorkerLoginInput', {
      householdId: id,
      issuer: 'https://idp.example',
      subject: 'somebody',
    }),
  'a payment of a household, to be reversed': ({ id, paymentId }) =>
    mutation('reversePayment', 'ArchiveReversePaymentInput', {
      ...{ householdId: id, id: paymentId, on: '2026-01-01', reason: '误登' },
    }),
  'a payment of another household, to be reversed in one of theirs': ({ paymentId }) =>
    mutation('reversePayment', 'ArchiveReversePaymentInput', {
      ...{ householdId: own.id, id: paymentId, on: '2026-01-01', reason: '误登' },
    }),
  'a payment on a file of another household, in one of theirs': ({ fileNumber }) =>
    mutation('addRecords', 'ArchiveAddRecordsInput', {
      ...{ householdId: own.id, on: '2026-01-01' },
      records: { disbursements: [payment(fileNumber)] },
    }),
};

/** One household that is named by several keys is read once: there the answer alone is compared. */
const ANSWER_ALONE = 'at once';

async function watched(ask: () => Promise<ServedAnswer>) {
  const from = served.statements.length;
  const { status, text, headers } = await ask();
  const told = [...headers].filter(
    ([name]) => !['trace-id', 'date', 'x-ratelimit-remaining', 'x-ratelimit-reset'].includes(name),
  );
  return {
    status,
    text: text.replace(/"errorId":"[^"]*"/g, ''),
    headers: told,
    // A refusal is put on record after its answer, and one of a kind an hour.
    statements: served.statements.slice(from).filter((text) => !text.startsWith('insert into refused_attempt')),
  };
}

const kept = async () =>
  served.asOwner(
    `select (select count(*) from change_log) as changes, (select count(*) from sensitive_read) as reads,
       (select count(*) from idempotency_key) as keys, (select count(*) from file_number) as numbers`,
  );

describe.each(sampled(Object.entries(DOORS)))('%s', (name, door) => {
  test.each(READERS)('of others is as one that is missing, to a %s', async (reader) => {
    const asking: Asking = { token: tokens.get(reader) ?? '', purpose: '系统维护：测试', signed: true };
    const before = await kept();
    const [theirs, none] = [foreign, NOTHING].map((named) => () => {
      const { query, variables } = door(named);
      return watched(() => served.ask(query, { ...asking, variables }));
    });
    const [answer, missing] = [await theirs?.(), await none?.()];
    if (!name.includes(ANSWER_ALONE)) expect(answer?.statements).toEqual(missing?.statements);
    expect({ ...answer, statements: [] }).toEqual({ ...missing, statements: [] });
    expect(answer).toMatchObject({ status: 200 });
    expect(await kept()).toEqual(before);
  });
});

test.each(Object.entries(DOORS).filter(([name]) => !name.startsWith('a payment')))(
  'to whom it belongs it is not missing: %s',
  async (_, door) => {
    const token = await served.bearer({ role: 'archivist', union: '410500' });
    const answers = [foreign, NOTHING]
      .map(door)
      .map(({ query, variables }) =>
        served.ask(query, { token, purpose: '系统维护：测试', signed: true, variables: withoutRevision(variables) }),
      );
    const [theirs, none] = await Promise.all(answers);
    expect(theirs?.text).not.toEqual(none?.text);
  },
);

/** Where nothing is wrong but whose it is. */
function withoutRevision(variables: object): object {
  return JSON.parse(JSON.stringify(variables).replace('"expectedRevision":1', '"expectedRevision":null')) as object;
}

test('another’s cursor is none, like one that was made up', async () => {
  const list = (after: string | null, reader: Reader) =>
    served.ask(
      'query ($after: String) { households(first: 1, after: $after) { nodes { id } pageInfo { endCursor } } }',
      {
        ...{ token: tokens.get(reader) ?? '', variables: { after } },
      },
    );
  const { data } = await list(null, 'clerk');
  const { endCursor } = (data?.['households'] as { readonly pageInfo: { readonly endCursor: string } }).pageInfo;
  expect((await list(endCursor, 'clerk')).codes).toEqual([]);
  const [version, payload] = endCursor.split('.');
  const made = `${version ?? ''}.${payload ?? ''}.${'A'.repeat(22)}`;
  const answers = await Promise.all([endCursor, made].map((after) => list(after, 'archivist')));
  expect(answers.map(({ codes }) => codes)).toEqual([['INVALID_CURSOR'], ['INVALID_CURSOR']]);
  expect(answers[0]?.text).toBe(answers[1]?.text);
});

test('a workbook for a union of others is refused like one for a union that there is not', async () => {
  const send = async (union: string) =>
    servedAnswerOf(
      await fetch(`${served.url}/imports?union=${union}`, {
        ...{ method: 'POST', body: 'PK' },
        headers: {
          authorization: tokens.get('clerk') ?? '',
          'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        },
      }),
    );
  const theirs = await watched(() => send(`${THERE}-Q1`));
  // Which unions there are is no secret: other statements may run.
  expect({ ...(await watched(() => send('NOWHERE'))), statements: [] }).toEqual({ ...theirs, statements: [] });
  expect(theirs).toMatchObject({ status: 400, text: expect.stringContaining('INVALID_ARGUMENT') });
});
