import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  commitMutation,
  createOperationDescriptor,
  type Environment,
  fetchQuery,
  getSingularSelector,
  type GraphQLResponse,
  type OperationDescriptor,
  type SingularReaderSelector,
} from 'relay-runtime';
import { makeEnvironment } from '../lines/relay-environment.ts';
import { type Answer, dataOf, householdAt, plain } from '../support/ask.ts';
import { compileRelay } from '../support/compile-relay.ts';
import { platform, tokenOf } from '../support/platform.ts';
import { type List, type Page, type Store, testStore, type Variables } from '../support/store-tests.ts';

const relay = compileRelay();
after(relay.remove);

async function operationOf(name: string, variables: Variables): Promise<OperationDescriptor> {
  return createOperationDescriptor(await relay.operation(name), variables);
}

async function ask(environment: Environment, name: string, variables: Variables): Promise<Answer> {
  if (name.endsWith('Mutation')) return mutate(environment, name, variables);
  const operation = await operationOf(name, variables);
  environment.retain(operation);
  const { errors } = (await environment.execute({ operation }).toPromise()) as GraphQLResponse & Answer;
  return { data: environment.lookup(operation.fragment).data, ...(errors ? { errors } : {}) };
}

async function mutate(environment: Environment, name: string, variables: Variables): Promise<Answer> {
  const mutation = await relay.operation(name);
  return new Promise((resolve, onError) => {
    const onCompleted = (data: unknown) => {
      resolve({ data });
    };
    commitMutation(environment, { mutation, variables, onCompleted, onError });
  });
}

async function shown(environment: Environment, name: string, variables: Variables): Promise<unknown> {
  const { data, isMissingData } = environment.lookup((await operationOf(name, variables)).fragment);
  strictEqual(isMissingData, false);
  return data;
}

function watch(environment: Environment, name: string, variables: Variables, see: (data: unknown) => void) {
  const stopped = operationOf(name, variables).then(({ fragment }) =>
    environment.subscribe(environment.lookup(fragment), ({ data }) => {
      see(data);
    }),
  );
  return () => {
    void stopped.then(({ dispose }) => {
      dispose();
    });
  };
}

/** The fragment of a list, of which the compiler has made the question for a further page. */
async function list(environment: Environment, asOf: string | null): Promise<List> {
  const fragment = await relay.fragment('households_list');
  const operation = await operationOf('householdsQuery', { asOf });
  environment.retain(operation);
  await environment.execute({ operation }).toPromise();
  const selector = getSingularSelector(fragment, environment.lookup(operation.fragment).data) as SingularReaderSelector;
  const households = () => (environment.lookup(selector).data as unknown as { households: Page }).households;
  const page = await relay.operation('householdsPageQuery');
  const next = async () => {
    const variables = { asOf, count: 3, cursor: households().pageInfo.endCursor };
    await fetchQuery(environment, page, variables).toPromise();
    // The same page again is the same page.
    await fetchQuery(environment, page, variables).toPromise();
  };
  return { next, ids: () => households().edges.map(({ node }) => node.id) };
}

function makeStore(url: string, token: string): Store {
  const environment = makeEnvironment(url, token);
  return {
    ask: (name, variables) => ask(environment, name, variables),
    shown: (name, variables) => shown(environment, name, variables),
    watch: (name, variables, see) => watch(environment, name, variables, see),
    list: (asOf) => list(environment, asOf),
  };
}

testStore('Relay', 4, makeStore);

test('Relay fetches a further page of a fragment of a household by the id that names its day', async () => {
  const environment = makeEnvironment(platform().url, tokenOf('clerk'));
  const id = `${await householdAt(5)}@2026-06-30`;
  match((await relay.operation('householdsHistoryQuery')).params.text ?? '', /node\(id: \$id\)/);
  const { data } = await ask(environment, 'householdsHistoryQuery', { id });
  const { node } = data as { node: Readonly<Record<string, unknown>> };
  const history = getSingularSelector(await relay.fragment('households_history'), node) as SingularReaderSelector;
  const query = 'query ($id: ID!) { household(id: $id) { id history(first: 1) { edges { node { id action } } } } }';
  const { household } = (await dataOf(query, { id })) as { household: { history: { edges: readonly unknown[] } } };
  const shownHistory = plain(environment.lookup(history).data) as { history: { edges: readonly Edge[] } };
  deepStrictEqual(
    shownHistory.history.edges.map(({ node: { id, action } }) => ({ node: { id, action } })),
    household.history.edges,
  );
});

interface Edge {
  readonly node: { readonly id: string; readonly action: string };
}
