import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractToken } from '../../src/signing/contract-token.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { SAMPLE_REGIONS } from '../../src/sample/sample-organisation.ts';
import { type Answered, post, signed, startSubgraph, type Subgraph } from '../support/federation.ts';
import { ask, viewerWith } from '../support/graph.ts';
import { identityNumber } from '../support/register-household.ts';

type Representation = Readonly<Record<string, unknown>>;

const COUNTY = '410502';
const FAR = '410581';
/** Keys of their form that nothing has. */
const MISSING: Readonly<Record<string, () => string>> = {
  id: () => '0190a000-0000-7000-8000-000000000000',
  registerId: () => '0190a000-0000-7000-8000-000000000000',
  token: () => contractToken(subgraph.gateways.civil.contractKey, identityNumber(1)),
  fileNumber: () => '4105022099999999',
  number: () => '4105022099999999',
};
const FIELDS = `__typename ... on Household { id fileNumber mainCause } ... on Person { id name household { id } }
  ... on ArchiveFile { id number } ... on Disbursement { id amount } ... on TradeUnion { id code } ... on Region { name }`;
const QUERY = `query ($of: [_Any!]!) { _entities(representations: $of) { ${FIELDS} } }`;

let subgraph: Subgraph;
/** Of each entity and key, all that there are within the county, and of those that belong to somebody, those far away. */
let near: Readonly<Record<string, readonly string[]>>;
let far: Readonly<Record<string, readonly string[]>>;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  subgraph = await startSubgraph();
  headers = { authorization: await subgraph.bearer({ role: 'clerk', union: COUNTY }) };
  const { asOwner } = subgraph.register;
  const column = async (sql: string, values: unknown[] = []) =>
    (await asOwner(`select distinct ${sql} order by 1`, values)).map(({ key }) => String(key));
  const ofAll = {
    'TradeUnion id': await column('id as key from trade_union'),
    'TradeUnion code': await column('code as key from trade_union'),
    'Region code': await column('code as key from region'),
  };
  const of = async (county: string) => {
    const persons = subgraph.persons.filter(({ steward }) => steward.startsWith(county));
    const households = [...new Set(persons.map(({ householdId }) => householdId))];
    const byId = {
      'Person id': persons.map(({ id }) => id),
      'Household id': households,
      'ArchiveFile id': await column('id as key from archive_file where household_id = any($1)', [households]),
      'Disbursement id': await column(
        'anchor_id as key from disbursement_version where superseded_in is null and household_id = any($1)',
        [households],
      ),
    };
    return {
      ...byId,
      ...Object.fromEntries(Object.entries(byId).map(([kind, ids]) => [kind.replace('id', 'registerId'), ids])),
      'Person token': persons.map(({ token }) => token),
      'Household fileNumber': [...new Set(persons.map(({ fileNumber }) => fileNumber))],
      'ArchiveFile number': await column('number as key from archive_file where household_id = any($1)', [households]),
    };
  };
  near = { ...(await of(COUNTY)), ...ofAll };
  far = await of(FAR);
});
afterAll(() => subgraph.close());

const representation = (kind: string, value: unknown): Representation => {
  const [__typename = '', key = ''] = kind.split(' ');
  return { __typename, [key]: value };
};
const bodyOf = (of: unknown) => JSON.stringify({ query: QUERY, variables: { of } });
const entities = (of: unknown): Promise<Answered> => {
  const body = bodyOf(of);
  return post(subgraph.url, body, { ...headers, ...signed(subgraph.gateways.civil, body) });
};
/** The statements that an answer takes, for a clerk of the county. */
const statementsOf = async (of: readonly Representation[]) => {
  const viewer: Viewer = viewerWith('UNION_CLERK', subgraph.unionId(COUNTY));
  const { today, gateways } = subgraph;
  const { result, statements } = await ask(subgraph.register.platform, QUERY, {
    ...{ viewer, today, gateway: gateways.civil, variables: { of } },
  });
  return { statements, found: result.data?.['_entities'] as readonly (Representation | null)[] };
};
const KINDS = [
  'Person registerId',
  'Household registerId',
  'ArchiveFile registerId',
  'Disbursement registerId',
  'Person id',
  'Person token',
  'Household id',
  'Household fileNumber',
  'ArchiveFile id',
  'ArchiveFile number',
  'Disbursement id',
  'TradeUnion id',
  'TradeUnion code',
  'Region code',
] as const;
const OWNED = KINDS.slice(0, 11);

/** Where an answer does not name the key itself. */
const SHOWN: Readonly<Record<string, () => { readonly shown: string; readonly expected: readonly string[] }>> = {
  ...Object.fromEntries(
    ['Person', 'Household', 'ArchiveFile', 'Disbursement'].map((type) => [
      `${type} registerId`,
      () => ({ shown: 'id', expected: near[`${type} id`] ?? [] }),
    ]),
  ),
  'Person token': () => ({ shown: 'id', expected: near['Person id'] ?? [] }),
  'Region code': () => ({ shown: 'name', expected: Object.values(SAMPLE_REGIONS) }),
};

test.each(KINDS)(
  'by %s, each is found by its own key, with as many statements for a hundred as for one',
  async (kind) => {
    const values = near[kind] ?? [];
    const hundred = Array.from({ length: 100 }, (_, at) => representation(kind, values[at % values.length]));
    const one = await statementsOf(hundred.slice(0, 1));
    const all = await statementsOf(hundred);
    const { shown = kind.split(' ')[1] ?? '', expected = values } = SHOWN[kind]?.() ?? {};
    expect(all.found.map((entity) => entity?.[shown])).toEqual(hundred.map((_, at) => expected[at % expected.length]));
    expect(all.statements).toEqual(one.statements);
    expect(all.statements.length).toBeGreaterThan(0);
  },
);

test('of a page of 200 all are read, in parts of a hundred', async () => {
  const tokens = near['Person token'] ?? [];
  const ids = near['Person id'] ?? [];
  const of = Array.from({ length: 200 }, (_, at) => representation('Person token', tokens[at % tokens.length]));
  const { status, data, codes } = await entities(of);
  const found = data?.['_entities'] as readonly (Representation | null)[];
  expect([status, codes, found.map((one) => one?.['id'])]).toEqual([200, [], of.map((_, at) => ids[at % ids.length])]);
});

test('persons by token take two statements beside their arrival where all are theirs today, and else a handful', async () => {
  const tokens = subgraph.persons.slice(0, 100).map(({ token }) => token);
  const ask = async (asked: readonly string[]) =>
    (await statementsOf(asked.map((token) => representation('Person token', token)))).statements.length;
  const mine = tokens.filter((token) => near['Person token']?.includes(token));
  expect([mine.length > 5, await ask(mine)]).toEqual([true, 4]);
  expect([tokens.length, await ask(tokens)]).toEqual([100, 8]);
});

test.each(OWNED)(
  'by %s, what is not theirs is answered as what does not exist, over the same statements',
  async (kind) => {
    const [foreign] = far[kind] ?? [];
    const missing = MISSING[kind.split(' ')[1] ?? '']?.() ?? '';
    const answers = await Promise.all([foreign, missing].map((value) => entities([representation(kind, value)])));
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [200, '{"data":{"_entities":[null]}}\n'],
      [200, '{"data":{"_entities":[null]}}\n'],
    ]);
    const [of, ofMissing] = [foreign, missing].map((value) => statementsOf([representation(kind, value)]));
    expect((await of)?.statements).toEqual((await ofMissing)?.statements);
  },
);

test.each(['Person', 'Household', 'ArchiveFile', 'Disbursement'])(
  'a %s is shown at the times of its id: several in one list, and today where the id has none',
  async (type) => {
    const [id = ''] = near[`${type} id`] ?? [];
    const shown = `... on ${type} { id registerId asOf revision }`;
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ${shown} } }`;
    const [at = 0] = await subgraph.register
      .asOwner('select max(number)::int as at from change_sequence')
      .then((rows) => rows.map((row) => Number(row['at'])));
    const day = '2026-05-31';
    const forms = [id, `${id}@${day}`, `${id}~${at}`, `${id}@${day}~${at}`, `${id}~${at + 1}`];
    const of = [
      ...forms.map((one) => ({ __typename: type, id: one })),
      { __typename: type, registerId: `${id}@${day}` },
    ];
    const body = JSON.stringify({ query, variables: { of } });
    const { data } = await post(subgraph.url, body, { ...headers, ...signed(subgraph.gateways.civil, body) });
    const expected = (one: string) => ({
      ...{ id: one, registerId: id, revision: at },
      asOf: one.includes('@') ? day : subgraph.today,
    });
    expect(data?.['_entities']).toEqual([...forms.slice(0, 4).map(expected), null, null]);
  },
);

test('what else a representation says is not believed: forged fields change nothing', async () => {
  const forged = {
    ...{ name: '伪造', identityNumber: '410599199001010000', fileNumber: '9999999999999999', mainCause: 'DISEASE' },
    ...{ rights: ['UNMASK_IDENTITY', 'READ_FACTS'], subject: { kind: 'Person', id: 'x' }, secret: 'x', withheld: [] },
    ...{ at: { asOf: 0, known: '1' }, asOf: '1990-01-01', household: { id: 'x' }, householdId: 'x', stewardId: 'x' },
    ...{ amount: '999999.00', workerId: 'x', viewer: { staffId: 'x' }, gateway: 'other', then: 'x', toJSON: 'x' },
  };
  for (const kind of KINDS) {
    for (const value of [near[kind]?.[0], far[kind]?.[0]]) {
      const plain = representation(kind, value);
      const [of, ofForged] = [await entities([plain]), await entities([{ ...forged, ...plain }])];
      expect([kind, ofForged]).toEqual([kind, { ...of, status: 200, codes: [] }]);
    }
  }
});

test('one key decides: a second one that names another lends it nothing', async () => {
  const both = async (id: string | undefined, token: string | undefined) =>
    (await entities([{ __typename: 'Person', id, token }])).data?.['_entities'];
  const [own, foreign] = [near, far].map((keys) => ({ id: keys['Person id']?.[0], token: keys['Person token']?.[0] }));
  expect(await both(own?.id, foreign?.token)).toMatchObject([{ id: own?.id }]);
  expect(await both(foreign?.id, own?.token)).toEqual([null]);
});

const NO_ENTITY: readonly unknown[] = [
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'person', 'Query', 'Mutation', 'Member'],
  ...['_Entity', '_Any', '_Service', 'Person ', null, 1, true, {}, [], ['Person'], { Person: 1 }],
].map((__typename) => ({ __typename, id: '0190a000-0000-7000-8000-000000000000' }));

test('of no entity, or no representation at all: it alone is null, with its error', async () => {
  const [id = ''] = near['Person id'] ?? [];
  const good = { __typename: 'Person', id };
  const wrong = [...NO_ENTITY, {}, [], [good], [[good]], 'Person', 5, true, '', { of: good }];
  for (const one of wrong) {
    const { status, data, codes, text } = await entities([good, one, good]);
    const found = [expect.objectContaining({ id }), null, expect.objectContaining({ id })];
    expect([one, status, data, codes]).toEqual([one, 200, { _entities: found }, ['INVALID_ARGUMENT']]);
    expect(text).toContain('"path":["_entities",1]');
  }
  const text = bodyOf([good]).replace('{"__typename":"Person"', '{"__proto__":{"__typename":"Person"}');
  const inherited = await post(subgraph.url, text, { ...headers, ...signed(subgraph.gateways.civil, text) });
  expect([inherited.status, inherited.data, inherited.codes]).toEqual([
    200,
    { _entities: [null] },
    ['INVALID_ARGUMENT'],
  ]);
});

const NO_KEY: readonly unknown[] = [
  ...[null, 0, 1, -1, 1.5, true, false, {}, { $ne: null }, { $gt: '' }, { like: '%' }, { id: 1 }, [], [[]], [null]],
  ...['', ' ', '*', '%', '_', "' or 1=1 --", '$1', '__proto__', '../..', '{}', '[]', '\u2028', '\u001b[31m', '😀'],
  ...['0190A000-0000-7000-8000-000000000000', '0190a000-0000-7000-8000-00000000000g', 'x'.repeat(20_000)],
];

test.each(KINDS)('by %s, whatever stands in the place of a key finds nothing and breaks nothing', async (kind) => {
  const [good = ''] = near[kind] ?? [];
  const nothing = [representation(kind, undefined), ...NO_KEY.map((value) => representation(kind, value))];
  const within = [
    representation(kind, [good]),
    representation(kind, { value: good }),
    representation(kind, `${good} `),
  ];
  const { status, data, codes } = await entities([...nothing, ...within, representation(kind, good)]);
  const found = data?.['_entities'] as readonly (Representation | null)[];
  expect([status, codes, found.slice(0, -1)]).toEqual([200, [], [...nothing, ...within].map(() => null)]);
  expect(found.at(-1)?.['__typename']).toBe(kind.split(' ')[0]);
});

test.each([
  ['NUL', [{ __typename: 'Household', fileNumber: '\u0000' }], 'BAD_REQUEST'],
  ['half a character', [{ __typename: 'Household', fileNumber: '\ud800' }], 'BAD_REQUEST'],
  ['a type’s name with NUL', [{ __typename: 'Person\u0000' }], 'BAD_REQUEST'],
  ['null among them', [null], 'INVALID_VARIABLES'],
  ['null, sixty times,', Array.from({ length: 60 }, () => null), 'INVALID_VARIABLES'],
  ['null', null, 'INVALID_VARIABLES'],
  ['nothing', undefined, 'INVALID_VARIABLES'],
  ['1001', Array.from({ length: 1001 }, () => ({ __typename: 'Region', code: '410502' })), 'TOO_COMPLEX'],
])('representations with %s are refused before anything is read', async (_, of, code) => {
  const { status, data, codes } = await entities(of);
  expect([status, data, [...new Set(codes)]]).toEqual([400, undefined, [code]]);
});

test('representations in the document itself are read alike', async () => {
  const [id = ''] = near['Household id'] ?? [];
  const inDocument = async (representations: string) => {
    const body = JSON.stringify({ query: `{ _entities(representations: ${representations}) { ${FIELDS} } }` });
    return post(subgraph.url, body, { ...headers, ...signed(subgraph.gateways.civil, body) });
  };
  const one = await inDocument(`{ __typename: "Household", id: "${id}" }`);
  expect([one.codes, one.data]).toEqual([[], (await entities([{ __typename: 'Household', id }])).data]);
  const wrong = await inDocument(
    `[{ __proto__: { __typename: "Household" }, id: "${id}" }, { __typename: Person, id: 1 }, []]`,
  );
  expect([wrong.status, wrong.codes, wrong.data]).toEqual([
    ...[200, ['INVALID_ARGUMENT', 'INVALID_ARGUMENT']],
    { _entities: [null, null, null] },
  ]);
});
