import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractToken } from '../../src/access/gateway/contract-token.ts';
import type { Viewer } from '../../src/access/viewer.ts';
import { SAMPLE_REGIONS } from '../../src/registry/sample/sample-organisation.ts';
import { type Answered, post, signed, startSubgraph, type Subgraph } from '../support/federation.ts';
import { ask, viewerWith } from '../support/graph.ts';
import { identityNumber } from '../support/register-household.ts';

type Representation = Readonly<Record<string, unknown>>;

const COUNTY = '410502';
const FAR = '410581';
/** Keys of their form that nothing has. */
const MISSING: Readonly<Record<string, () => string>> = {
  id: () => '0190a000-0000-7000-8000-000000000000',
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
  const everyones = {
    'TradeUnion id': await column('id as key from trade_union'),
    'TradeUnion code': await column('code as key from trade_union'),
    'Region code': await column('code as key from region'),
  };
  const of = async (county: string) => {
    const persons = subgraph.persons.filter(({ keeper }) => keeper.startsWith(county));
    const households = [...new Set(persons.map(({ householdId }) => householdId))];
    return {
      'Person id': persons.map(({ id }) => id),
      'Person token': persons.map(({ token }) => token),
      'Household id': households,
      'Household fileNumber': [...new Set(persons.map(({ fileNumber }) => fileNumber))],
      'ArchiveFile id': await column('id as key from archive_file where household_id = any($1)', [households]),
      'ArchiveFile number': await column('number as key from archive_file where household_id = any($1)', [households]),
      'Disbursement id': await column(
        'anchor_id as key from disbursement_version where superseded_in is null and household_id = any($1)',
        [households],
      ),
    };
  };
  near = { ...(await of(COUNTY)), ...everyones };
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
const OWNED = KINDS.slice(0, 7);

/** Where an answer does not name the key itself. */
const SHOWN: Readonly<Record<string, () => { readonly shown: string; readonly expected: readonly string[] }>> = {
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

test('a hundred persons by token take a handful of statements', async () => {
  const tokens = subgraph.persons.slice(0, 100).map(({ token }) => representation('Person token', token));
  const { statements } = await statementsOf(tokens);
  expect([tokens.length, statements.length]).toEqual([100, 5]);
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
