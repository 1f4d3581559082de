import { deepStrictEqual, strictEqual } from 'node:assert/strict';
import { after, test } from 'node:test';
import { makeClient } from '../lines/urql.ts';
import { dataOf, householdAt, plain } from '../support/ask.ts';
import { documents } from '../support/documents.ts';
import { platform, tokenOf } from '../support/platform.ts';
import { openProxy } from '../support/proxy.ts';

test('urql asks by GET with its defaults, and shows each day of a household', async () => {
  const proxy = await openProxy();
  after(proxy.close);
  const client = makeClient(proxy.url, tokenOf('clerk'));
  const id = await householdAt(6);
  for (const asOf of ['2023-06-30', '2026-06-30', null]) {
    const { data, error } = await client.query<unknown>(documents.documentsDayQuery, { id, asOf }).toPromise();
    strictEqual(error, undefined);
    deepStrictEqual(plain(data), await dataOf(documents.documentsDayQuery, { id, asOf }));
  }
  deepStrictEqual(
    proxy.seen.map(({ method }) => method),
    ['GET', 'GET', 'GET'],
  );
});

test('urql asks by POST what is too long for an address', async () => {
  const proxy = await openProxy();
  after(proxy.close);
  const id = await householdAt(6);
  const client = makeClient(proxy.url, tokenOf('clerk'));
  const { data } = await client.query<unknown>(documents.documentsViewsQuery, { id }).toPromise();
  deepStrictEqual(plain(data), await dataOf(documents.documentsViewsQuery, { id }));
  const named = Array.from({ length: 20 }, (_, at) => `a${at}: household(id: $id) { id registerId asOf revision }`);
  const long = `query ($id: ID!) { ${named.join(' '.repeat(100))} }`;
  const { error } = await client.query(long, { id, unused: 'x'.repeat(2000) }).toPromise();
  strictEqual(error, undefined);
  deepStrictEqual(
    proxy.seen.map(({ method }) => method),
    ['GET', 'POST'],
  );
});

test('urql shows the rest of an answer of which one field is refused, and says so', async () => {
  const id = await householdAt(6);
  const client = makeClient(platform().url, tokenOf('finance'));
  const { data, error } = await client.query<Partial>(documents.documentsPartialQuery, { id }).toPromise();
  deepStrictEqual(plain(data?.household), { id, region: '410502', totals: null });
  deepStrictEqual(
    error?.graphQLErrors.map(({ extensions }) => extensions['code']),
    ['FORBIDDEN'],
  );
});

interface Partial {
  readonly household: unknown;
}
