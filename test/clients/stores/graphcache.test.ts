import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { Client as BareClient, type Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { buildSchema, type IntrospectionQuery, introspectionFromSchema, isObjectType } from 'graphql';
import { keys, makeClient } from '../lines/graphcache.ts';
import { type Answer, householdAt } from '../support/ask.ts';
import { type DocumentName, documents, PAGE } from '../support/documents.ts';
import { platform, tokenOf } from '../support/platform.ts';
import { type List, type Page, type Store, testStore, type Variables } from '../support/store-tests.ts';

const schema = buildSchema(readFileSync(join(import.meta.dirname, '../../../schema/api.graphql'), 'utf8'));

async function ask(client: Client, name: DocumentName, variables: Variables): Promise<Answer> {
  const { data, error } = name.endsWith('Mutation')
    ? await client.mutation<unknown>(documents[name], variables).toPromise()
    : await client.query<unknown>(documents[name], variables, { requestPolicy: 'network-only' }).toPromise();
  return { data, ...(error === undefined ? {} : { errors: error.graphQLErrors }) };
}

async function shown(client: Client, query: string, variables: Variables): Promise<unknown> {
  const { data } = await client.query<unknown>(query, variables, { requestPolicy: 'cache-only' }).toPromise();
  return data;
}

function watch(client: Client, name: DocumentName, variables: Variables, see: (data: unknown) => void) {
  const { unsubscribe } = client.query<unknown>(documents[name], variables).subscribe(({ data }) => {
    see(data);
  });
  return unsubscribe;
}

/** Each page is asked by variables of its own; the store adds it to the pages before. */
async function list(client: Client, asOf: string | null): Promise<List> {
  const ask = async (after: string | null) => {
    const { data } = await client.query<{ households: Page }>(PAGE, { asOf, after }).toPromise();
    if (data === undefined) throw new Error('no page');
    return data.households;
  };
  let page = await ask(null);
  const next = async () => {
    const { endCursor } = page.pageInfo;
    page = await ask(endCursor);
    // The same page again is the same page.
    page = await ask(endCursor);
  };
  return { next, ids: () => page.edges.map(({ node }) => node.id) };
}

function storeOf(client: Client): Store {
  return {
    ask: (name, variables) => ask(client, name, variables),
    shown: (name, variables) => shown(client, documents[name], variables),
    watch: (name, variables, see) => watch(client, name, variables, see),
    list: (asOf) => list(client, asOf),
  };
}

const introspection: IntrospectionQuery = introspectionFromSchema(schema);

testStore('graphcache with keys', 2, (url, token) => storeOf(makeClient(url, token)));
testStore('graphcache with keys and schema', 3, (url, token) => storeOf(makeClient(url, token, introspection)));

/** What the store warns of in development: objects that it cannot keep, and fields that the schema lacks. */
async function warningsOf(context: TestContext, client: Client): Promise<number> {
  const warn = context.mock.method(console, 'warn', () => undefined);
  const id = await householdAt(3);
  const asked = [
    'query { regions { code standards { kind amount } } }',
    'query { statistics(measures: [HOUSEHOLDS], by: [REGION]) { rows { keys { key } figures { count } } } }',
  ];
  for (const query of [documents.documentsViewsQuery, PAGE, ...asked]) await client.query(query, { id }).toPromise();
  const warnings = warn.mock.callCount();
  warn.mock.restore();
  return warnings;
}

test('graphcache has nothing to warn of, and would have without its keys', async (context) => {
  const url = platform().url;
  strictEqual(await warningsOf(context, makeClient(url, tokenOf('clerk'), introspection)), 0);
  const fetchOptions = { headers: { authorization: `Bearer ${tokenOf('clerk')}` } };
  const bare = new BareClient({ url, exchanges: [cacheExchange({}), fetchExchange], fetchOptions });
  ok((await warningsOf(context, bare)) > 0);
});

test('graphcache knows of each type whether its objects have a key', () => {
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const keyless = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter((type) => !roots.includes(type) && !/^__|Connection$|Edge$|^PageInfo$/.test(type.name))
    .filter((type) => !('id' in type.getFields()))
    .map(({ name }) => name);
  deepStrictEqual(Object.keys(keys).toSorted(), keyless.toSorted());
});
