import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/config.ts';
import { contractToken } from '../../src/signing/contract-token.ts';
import { identityNumber } from '../support/register-household.ts';
import { type Known, post, signed, startSubgraph, type Subgraph } from '../support/federation.ts';
import { valueOf } from '../support/register.ts';

const CITY = '410500';
const LIMITS = { BANGFU_KEYS_REQUEST: '10', BANGFU_KEYS_DAY: '25' };
const PURPOSE = '信息比对：社会救助';

let subgraph: Subgraph;
let partner: string;
/** One person of each of many households. */
let persons: readonly Known[];
beforeAll(async () => {
  subgraph = await startSubgraph({ environment: LIMITS });
  partner = await subgraph.bearer({ role: 'partner', union: CITY });
  persons = [...new Map(subgraph.persons.map((person) => [person.householdId, person])).values()];
});
afterAll(() => subgraph.close());
beforeEach(() => subgraph.register.asOwner('delete from named_key'));

const at = (index: number): Known => {
  const found = persons.at(index);
  if (found === undefined) throw new Error('the sample has too few households');
  return found;
};

interface Asking {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly gateway?: 'civil' | 'other' | null;
  readonly purpose?: string | null;
  readonly authorization?: string;
}

async function ask(query: string, asking: Asking = {}) {
  const { variables, gateway = 'civil', purpose = PURPOSE, authorization = partner } = asking;
  const body = JSON.stringify({ query, variables });
  const headers = {
    authorization,
    ...(gateway === null ? {} : signed(subgraph.gateways[gateway], body)),
    ...(purpose === null ? {} : { 'bangfu-purpose': encodeURIComponent(purpose) }),
  };
  const { data, text } = await post(subgraph.url, body, headers);
  const { errors = [] } = JSON.parse(text) as {
    readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[];
  };
  const told = errors.map(({ extensions: { code, argument, limit, most } }) =>
    [code, argument, limit, most].filter((one) => one !== undefined),
  );
  return { data, told, text };
}

const ENTITIES = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { name } } }';
const tokenOf = (token: string) => ({ __typename: 'Person', token });
const unknownToken = (serial: number) => contractToken(subgraph.gateways.civil.contractKey, identityNumber(serial));
const askTokens = (tokens: readonly string[], asking: Asking = {}) =>
  ask(ENTITIES, { variables: { of: tokens.map(tokenOf) }, ...asking });
const tokens = (from: number, to: number) => persons.slice(from, to).map(({ token }) => token);
const named = async () => (await subgraph.register.asOwner('select digest from named_key')).length;

const TOO_MANY_A_REQUEST = [['TOO_COMPLEX', 'keys.request', 10]];
const TOO_MANY_A_DAY = [['TOO_MANY_REQUESTS', 'keys.day', 25]];

test('the usual limits are 100 a request and 1,000 a day', () => {
  expect(valueOf(parseConfig({})).keyLimits).toEqual({ request: 100, day: 1000 });
});

describe('what a partner is shown', () => {
  test('is who it names by token and what by file number, with what belongs to them', async () => {
    const [one, other] = [at(0), at(1)];
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Person { name household { fileNumber eligibility { outcome } } }
        ... on Household { files { number } members { person { id household { fileNumber } } } } }
      household(fileNumber: "${other.fileNumber}") { worker { relation } }
      person(token: "${one.token}") { name } }`;
    const of = [tokenOf(one.token), { __typename: 'Household', fileNumber: other.fileNumber }];
    const { data, told } = await ask(query, { variables: { of } });
    const members = subgraph.persons.filter(({ householdId }) => householdId === other.householdId);
    expect([told, data]).toEqual([
      [],
      {
        _entities: [
          {
            name: one.name,
            household: { fileNumber: one.fileNumber, eligibility: { outcome: expect.any(String) } },
          },
          {
            files: expect.arrayContaining([{ number: other.fileNumber }]),
            members: members.map(({ id }) => ({ person: { id, household: { fileNumber: other.fileNumber } } })),
          },
        ],
        household: { worker: { relation: 'SELF' } },
        person: { name: one.name },
      },
    ]);
    expect(await named()).toBe(2);
  });

  test('is on record with its purpose, be it masked or nothing', async () => {
    await subgraph.register.asOwner('delete from sensitive_read');
    const one = at(2);
    const unknown = unknownToken(9001);
    const query = `{ person(token: "${one.token}") { identityNumber withheld household { id accountNumber } } nobody: person(token: "${unknown}") { name } }`;
    const { data } = await ask(query);
    expect(data).toMatchObject({
      person: {
        identityNumber: `${'*'.repeat(14)}${one.identityNumber.slice(-4)}`,
        withheld: [],
        household: { accountNumber: expect.stringMatching(/^\*+\d{4}$/) },
      },
    });
    expect(data).toMatchObject({ nobody: null });
    const reads = await subgraph.register.asOwner('select purpose, subjects from sensitive_read');
    const shown = [
      { kind: 'Person', id: one.id, fields: [] },
      { kind: 'Household', id: one.householdId, fields: [] },
    ];
    expect(reads).toEqual([{ purpose: PURPOSE, subjects: expect.arrayContaining(shown) }]);
    expect(reads[0]?.['subjects']).toHaveLength(2);
    expect(await subgraph.register.asOwner('select purpose from named_key')).toEqual([
      { purpose: PURPOSE },
      { purpose: PURPOSE },
    ]);
  });

  test('is nothing if that cannot be put on record', async () => {
    const role = 'test_application';
    for (const table of ['sensitive_read', 'named_key']) {
      await subgraph.register.asOwner(`revoke insert on ${table} from ${role}`);
      const { text } = await askTokens([at(3).token]);
      await subgraph.register.asOwner(`grant insert on ${table} to ${role}`);
      expect([table, text.includes(at(3).name)]).toEqual([table, false]);
    }
  });
});

describe('what a partner is not shown', () => {
  test.each([
    ['households', '{ households { totalCount nodes { id } } }'],
    ['a search', '{ households(filter: { search: "李" }) { totalCount } }'],
    ['files', '{ archiveFiles { totalCount } }'],
    ['payments', '{ disbursements { totalCount } }'],
    ['surveys that are due', '{ surveysDue { totalCount } }'],
    ['tasks', '{ tasks { totalCount } }'],
    ['staff', '{ staff { totalCount } }'],
    ['statistics', '{ statistics(measures: [HOUSEHOLDS]) { rowCount } }'],
  ])('a list: %s', async (_, query) => {
    const { told } = await ask(query);
    expect(told.map(([code]) => code)).toEqual(['FORBIDDEN']);
  });

  test('a file of a list', async () => {
    const query =
      'mutation { exportConnection(input: { document: "{ tradeUnions { nodes { name } } }" }) { __typename } }';
    const { told } = await ask(query);
    expect(told).toEqual([['FORBIDDEN']]);
  });

  test('anything by an id, the number of a file or an identity number, whatever else is named by key', async () => {
    const { id, householdId, fileNumber, token, identityNumber: number } = at(4);
    const query = `query ($of: [_Any!]!) { known: person(token: "${token}") { name }
      node(id: "${householdId}") { id } household(id: "${householdId}") { id } person(id: "${id}") { id }
      archiveFile(number: "${fileNumber}") { id } byNumber: household(idNumber: "${number}") { id }
      _entities(representations: $of) { __typename } }`;
    const of = [
      { __typename: 'Person', id },
      { __typename: 'Person', id, token },
      { __typename: 'Household', id: householdId, fileNumber },
      { __typename: 'Household', registerId: householdId, fileNumber },
      { __typename: 'ArchiveFile', number: fileNumber },
    ];
    const { data, told } = await ask(query, { variables: { of } });
    expect(told).toEqual([['FORBIDDEN', 'idNumber']]);
    expect(data).toEqual({
      ...{ known: { name: at(4).name }, node: null, household: null, person: null, archiveFile: null, byNumber: null },
      _entities: of.map(() => null),
    });
  });
});

describe('the login belongs to its gateway', () => {
  test.each([
    ['without a signature', null],
    ['by a gateway that has no login', 'other'],
  ] as const)('%s it is refused, and nothing is counted', async (_, gateway) => {
    const { token, fileNumber } = at(5);
    const { data, told } = await ask(
      `{ person(token: "${token}") { name } household(fileNumber: "${fileNumber}") { id } }`,
      { gateway },
    );
    expect([told, data]).toEqual([Array(2).fill(['FORBIDDEN', 'bangfu-signature']), { person: null, household: null }]);
    expect((await askTokens([token], { gateway })).data).toBeNull();
    expect(await named()).toBe(0);
  });

  test('others go through a gateway as before, and are not counted', async () => {
    const authorization = await subgraph.bearer({ role: 'clerk', union: CITY });
    const { data, told } = await askTokens(tokens(0, 20), { authorization, purpose: null });
    expect([told, data]).toEqual([[], { _entities: persons.slice(0, 20).map(({ name }) => ({ name })) }]);
    expect(await named()).toBe(0);
  });

  test('without a purpose it is refused', async () => {
    const { data, told } = await askTokens([at(5).token], { purpose: null });
    expect([told, data]).toEqual([[['INVALID_ARGUMENT', 'bangfu-purpose']], null]);
    expect(await named()).toBe(0);
  });
});

describe('a request', () => {
  const alias = (token: string, index: number) => `a${index}: person(token: "${token}") { name }`;
  const part = (name: string, of: readonly string[]) =>
    `${name}: _entities(representations: [${of.map((token) => `{ __typename: "Person", token: "${token}" }`).join()}]) { __typename }`;

  test('names as many as the limit, each once however often it is repeated', async () => {
    const of = tokens(0, 10);
    const { told } = await askTokens([...of, ...of, ...of]);
    expect(told).toEqual([]);
    expect(await named()).toBe(10);
  });

  test.each<[string, (of: readonly string[]) => string]>([
    ['aliases', (of) => `{ ${of.map(alias).join(' ')} }`],
    ['several lists of representations', (of) => `{ ${part('one', of.slice(0, 6))} ${part('two', of.slice(6))} }`],
    [
      'fragments',
      (of) =>
        `query { ...Some ... on Query { ${of.slice(6).map(alias).join(' ')} } } fragment Some on Query { ${part('one', of.slice(0, 6))} }`,
    ],
    [
      'files and persons',
      (of) =>
        `{ ${part('one', of.slice(1))} household(fileNumber: "${persons[30]?.fileNumber ?? ''}") { id } two: ${alias(of[0] ?? '', 1)} }`.replace(
          'two: a1',
          'two',
        ),
    ],
  ])('with more by %s shows nothing and counts nothing', async (_, document) => {
    const { data, told } = await ask(document(tokens(0, 11)));
    expect(new Set(told.map((one) => JSON.stringify(one)))).toEqual(
      new Set(TOO_MANY_A_REQUEST.map((one) => JSON.stringify(one))),
    );
    expect(Object.values(data ?? {}).filter((one) => one !== null)).toEqual([]);
    expect(await named()).toBe(0);
  });

  test('with more in a variable shows nothing', async () => {
    const { data, told } = await askTokens(tokens(0, 11));
    expect([told, data]).toEqual([TOO_MANY_A_REQUEST, null]);
  });

  test('does not count what it leaves out', async () => {
    const query = `query ($no: Boolean!) { ${alias(at(0).token, 0)}
      a1: person(token: "${at(1).token}") @include(if: $no) { name } }`;
    expect((await ask(query, { variables: { no: false } })).data).toEqual({ a0: { name: at(0).name } });
    expect(await named()).toBe(1);
  });
});

describe('a day', () => {
  test('has its limit; what was named before is shown still, and a refused request is not counted', async () => {
    await askTokens(tokens(0, 10));
    await askTokens(tokens(5, 15));
    await askTokens(tokens(14, 24));
    expect(await named()).toBe(24);
    expect(await askTokens(tokens(24, 26))).toMatchObject({ data: null, told: TOO_MANY_A_DAY });
    expect(await named()).toBe(24);
    expect((await askTokens(tokens(24, 25))).told).toEqual([]);
    expect(await askTokens([at(26).token])).toMatchObject({ data: null, told: TOO_MANY_A_DAY });
    expect((await askTokens(tokens(0, 5))).data).toEqual({
      _entities: persons.slice(0, 5).map(({ name }) => ({ name })),
    });
    await subgraph.register.asOwner('update named_key set day = day - 1');
    expect((await askTokens([at(26).token])).told).toEqual([]);
  });

  test('counts who is nobody: keys cannot be guessed without a limit', async () => {
    const guesses = Array.from({ length: 30 }, (_, serial) => unknownToken(8000 + serial));
    for (const from of [0, 10]) expect((await askTokens(guesses.slice(from, from + 10))).told).toEqual([]);
    expect((await askTokens(guesses.slice(20, 30))).told).toEqual(TOO_MANY_A_DAY);
    const files = Array.from({ length: 6 }, (_, at) => `h${at}: household(fileNumber: "41050220249990${at}") { id }`);
    expect((await ask(`{ ${files.join(' ')} }`)).told).toEqual(Array(6).fill(TOO_MANY_A_DAY[0]));
    expect(await named()).toBe(20);
  });

  test('is counted exactly when many ask at once', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => askTokens(tokens(at, at + 1))));
    const shown = answers.filter(({ told }) => told.length === 0);
    expect([shown.length, await named()]).toEqual([25, 25]);
    for (const { data, told } of answers.filter((one) => !shown.includes(one))) {
      expect([told, data]).toEqual([TOO_MANY_A_DAY, null]);
    }
  });
});
