import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { stitchSchemas } from '@graphql-tools/stitch';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildSchema, graphql } from 'graphql';
import { signedFetch } from '../../../src/signing/signed-fetch.ts';
import { platform, tokenOf } from '../support/platform.ts';
import type { ReaderHeaders } from './support/gateway.ts';
import { contractAt, householdsOf, NEAR } from './support/persons.ts';

/** The part of our graph that a partner stitches to their own, with what it is asked by. */
const OURS = buildSchema(`
  type Query { _entities(representations: [_Any!]!): [_Entity]! }
  scalar _Any
  union _Entity = Person
  type Person { token: String name: String }
`);

const THEIRS = `
  type Query { reliefRecords: [ReliefRecord!]! }
  type ReliefRecord { programme: String! person: Person }
  type Person { token: String }
`;

test('`stitchSchemas` without federation: persons by token through an executor whose `fetch` signs', async () => {
  const contract = contractAt(platform().url);
  const [known] = await householdsOf(NEAR);
  const records = [known?.token, 'nobody'].map((token) => ({ programme: 'P', person: { token } }));
  const schema = stitchSchemas({
    subschemas: [
      {
        schema: OURS,
        executor: buildHTTPExecutor({
          endpoint: contract.url,
          fetch: signedFetch(fetch, contract),
          headers: (request) => ({ ...(request?.context as ReaderHeaders | undefined) }),
        }),
        merge: {
          Person: {
            selectionSet: '{ token }',
            fieldName: '_entities',
            key: ({ token }: { readonly token: string }) => ({ __typename: 'Person', token }),
            argsFromKeys: (representations: readonly unknown[]) => ({ representations }),
          },
        },
      },
      { schema: makeExecutableSchema({ typeDefs: THEIRS, resolvers: { Query: { reliefRecords: () => records } } }) },
    ],
  });
  const source = '{ reliefRecords { programme person { name } } }';
  const contextValue = { authorization: `Bearer ${tokenOf('clerk')}` };
  const { data, errors } = await graphql({ schema, source, contextValue });
  assert.equal(errors, undefined);
  assert.deepEqual(JSON.parse(JSON.stringify(data)), {
    reliefRecords: [
      { programme: 'P', person: { name: known?.name } },
      { programme: 'P', person: { name: null } },
    ],
  });
});
