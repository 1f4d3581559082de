import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { ApolloClient, InMemoryCache } from '@apollo/client';
import { ApolloClient as ApolloClient3, InMemoryCache as InMemoryCache3 } from 'apollo-client-3/core/index.js';
import { parse } from 'graphql';
import { makeLink as makeLink3 } from '../lines/apollo-client-3-persisted.ts';
import { makeLink } from '../lines/apollo-client-4-persisted.ts';
import { makeClient } from '../lines/urql-persisted.ts';
import { dataOf, householdAt, plain } from '../support/ask.ts';
import { documents } from '../support/documents.ts';
import { tokenOf } from '../support/platform.ts';
import { openProxy } from '../support/proxy.ts';

type Ask = (query: string, variables: { readonly id: string }) => Promise<unknown>;

const defaultOptions = {
  query: { errorPolicy: 'all' },
  watchQuery: { errorPolicy: 'all' },
  mutate: { errorPolicy: 'all' },
} as const;

const clients: Readonly<Record<string, (url: string, token: string) => Ask>> = {
  'Apollo Client 3': (url, token) => {
    const client = new ApolloClient3({ link: makeLink3(url, token), cache: new InMemoryCache3() });
    return async (query, variables) => (await client.query<unknown>({ query: parse(query), variables })).data;
  },
  'Apollo Client 4': (url, token) => {
    const client = new ApolloClient({ link: makeLink(url, token), cache: new InMemoryCache(), defaultOptions });
    return async (query, variables) => (await client.query({ query: parse(query), variables })).data;
  },
  urql: (url, token) => {
    const client = makeClient(url, token);
    return async (query, variables) => (await client.query<unknown>(query, variables).toPromise()).data;
  },
};

for (const [at, [name, make]] of Object.entries(clients).entries()) {
  describe(`${name} with persisted queries`, () => {
    // A document of its own: another client may have told the platform the hash.
    const query = documents.documentsNodeQuery.replace('documentsNodeQuery', `Persisted${at}`);

    test('sends the document when its hash is refused by the protocol, and gets its answer', async () => {
      const proxy = await openProxy();
      after(proxy.close);
      const id = await householdAt(7);
      deepStrictEqual(plain(await make(proxy.url, tokenOf('clerk'))(query, { id })), await dataOf(query, { id }));
      const [first, second, ...others] = proxy.seen;
      strictEqual(first?.query, undefined);
      match(first?.hash ?? '', /^[0-9a-f]{64}$/);
      match(first?.codes.join() ?? '', /^PERSISTED_QUERY_NOT_FOUND$/);
      ok(second?.query?.includes(`Persisted${at}`));
      deepStrictEqual(others, []);
    });

    test('sends the hash alone of a document that the platform has been sent before', async () => {
      const proxy = await openProxy();
      after(proxy.close);
      const id = await householdAt(8);
      deepStrictEqual(plain(await make(proxy.url, tokenOf('clerk'))(query, { id })), await dataOf(query, { id }));
      deepStrictEqual(
        proxy.seen.map(({ query: sent, codes }) => [sent, codes]),
        [[undefined, []]],
      );
    });
  });
}
