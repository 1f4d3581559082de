import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type ServedPlatform, startServed } from '../support/served.ts';

let served: ServedPlatform;
let token = '';
beforeAll(async () => {
  served = await startServed({ households: 5 });
  token = await served.bearer({ role: 'clerk', union: '410502' });
});
afterAll(() => served.close());

test('keeps to GraphQL over HTTP in every audit of graphql-http, be it a must or a recommendation', async () => {
  const fetchFn = (url: string, { headers, ...request }: RequestInit = {}) =>
    fetch(url, { ...request, headers: { ...(headers as Record<string, string>), authorization: token } });
  const results = [];
  for (const { name, fn } of serverAudits({ url: `${served.url}/graphql`, fetchFn })) {
    const result = await fn();
    results.push({ name, status: result.status, reason: 'reason' in result ? result.reason : '' });
  }
  expect(results.length).toBeGreaterThan(50);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
  console.log(results.filter(({ status }) => status !== 'ok'));
});

test('introspection tells the whole schema', async () => {
  const { status, data } = await served.ask('{ __schema { types { name fields { name } } } }', { token });
  const { types } = data?.['__schema'] as { readonly types: readonly { readonly name: string }[] };
  expect([status, types.map(({ name }) => name)]).toEqual([
    200,
    expect.arrayContaining(['Household', 'Person', 'Mutation', '_Entity', '_Service']),
  ]);
});
