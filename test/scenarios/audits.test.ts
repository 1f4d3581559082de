import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type ServedPlatform, startServed } from '../support/served/platform.ts';

let served: ServedPlatform;
let token = '';
beforeAll(async () => {
  served = await startServed({ households: 5 });
  token = await served.bearer({ role: 'clerk', union: '410502' });
});
afterAll(() => served.close());

/** What is refused has HTTP status 400 whatever is accepted. */
const NOT_FOLLOWED = [
  'SHOULD use 200 status code on document parsing failure when accepting application/json',
  'SHOULD use 200 status code on document validation failure when accepting application/json',
  'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
];

test('keeps to GraphQL over HTTP in every point that is a must, and in all others but these', async () => {
  const fetchFn = (url: string, { headers, ...request }: RequestInit = {}) =>
    fetch(url, { ...request, headers: { ...(headers as Record<string, string>), authorization: token } });
  const results = [];
  for (const { name, fn } of serverAudits({ url: `${served.url}/graphql`, fetchFn })) {
    results.push({ name, status: (await fn()).status });
  }
  expect(results.length).toBeGreaterThan(50);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  expect(results.flatMap(({ name, status }) => (status === 'ok' ? [] : [name])).toSorted()).toEqual(NOT_FOLLOWED);
});

test('introspection tells the whole schema', async () => {
  const { status, data } = await served.ask('{ __schema { types { name fields { name } } } }', { token });
  const { types } = data?.['__schema'] as { readonly types: readonly { readonly name: string }[] };
  expect([status, types.map(({ name }) => name)]).toEqual([
    200,
    expect.arrayContaining(['Household', 'Person', 'Mutation', '_Entity', '_Service']),
  ]);
});
