import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { ClientError } from 'graphql-request';
import { makeClient } from '../lines/graphql-request.ts';
import { ask, dataOf, householdAt } from '../support/ask.ts';
import { documents } from '../support/documents.ts';
import { platform, tokenOf } from '../support/platform.ts';

test('graphql-request answers each day of a household', async () => {
  const id = await householdAt(6);
  const data = await makeClient(platform().url, tokenOf('clerk')).request(documents.documentsViewsQuery, { id });
  deepStrictEqual(data, await dataOf(documents.documentsViewsQuery, { id }));
});

test('graphql-request answers the rest where one field is refused, and says so', async () => {
  const id = await householdAt(6);
  const client = makeClient(platform().url, tokenOf('finance'));
  const { data, errors } = await client.rawRequest(documents.documentsPartialQuery, { id });
  const said = await ask(documents.documentsPartialQuery, { id }, 'finance');
  deepStrictEqual(data, said.data);
  deepStrictEqual(
    errors?.map(({ extensions }) => extensions['code']),
    ['FORBIDDEN'],
  );
});

test('graphql-request throws what is refused as a whole, with its codes', async () => {
  const client = makeClient(platform().url, tokenOf('clerk'));
  await rejects(client.rawRequest('{ household(id: "x") { nothing } }'), (error) => {
    ok(error instanceof ClientError);
    deepStrictEqual(
      error.response.errors?.map(({ extensions }) => extensions['code']),
      ['INVALID_DOCUMENT'],
    );
    return true;
  });
});
