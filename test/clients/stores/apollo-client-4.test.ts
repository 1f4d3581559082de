import type { ApolloClient } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client';
import { parse } from 'graphql';
import type { Answer } from '../support/ask.ts';
import { type DocumentName, documents, PAGE } from '../support/documents.ts';
import { makeClient } from '../lines/apollo-client-4.ts';
import { type List, type Page, type Store, testStore, type Variables } from '../support/store-tests.ts';

const document = (name: DocumentName) => parse(documents[name]);

async function ask(client: ApolloClient, name: DocumentName, variables: Variables): Promise<Answer> {
  const { data, error } = name.endsWith('Mutation')
    ? await client.mutate({ mutation: document(name), variables })
    : await client.query({ query: document(name), variables, fetchPolicy: 'network-only' });
  return { data, ...(CombinedGraphQLErrors.is(error) ? { errors: error.errors } : {}) };
}

function watch(client: ApolloClient, name: DocumentName, variables: Variables, see: (data: unknown) => void) {
  const subscription = client.watchQuery({ query: document(name), variables }).subscribe(({ data }) => {
    see(data);
  });
  return () => {
    subscription.unsubscribe();
  };
}

async function list(client: ApolloClient, asOf: string | null): Promise<List> {
  const first = { query: parse(PAGE), variables: { asOf } };
  const query = client.watchQuery(first);
  await new Promise<void>((resolve) => {
    query.subscribe(({ loading }) => {
      if (!loading) resolve();
    });
  });
  const shown = () => (client.readQuery(first) as { households: Page }).households;
  const next = async () => {
    const variables = { after: shown().pageInfo.endCursor };
    await query.fetchMore({ variables });
    // The same page again is the same page.
    await query.fetchMore({ variables });
  };
  return { next, ids: () => shown().edges.map(({ node }) => node.id) };
}

function makeStore(url: string, token: string): Store {
  const client = makeClient(url, token);
  return {
    ask: (name, variables) => ask(client, name, variables),
    shown: (name, variables) => Promise.resolve(client.readQuery({ query: document(name), variables })),
    watch: (name, variables, see) => watch(client, name, variables, see),
    list: (asOf) => list(client, asOf),
  };
}

testStore('Apollo Client 4', 11, makeStore);
