import { Environment, type GraphQLResponse, Network, RecordSource, Store } from 'relay-runtime';

export function makeEnvironment(url: string, token: string): Environment {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return new Environment({
    network: Network.create(async ({ text: query }, variables) => {
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return (await response.json()) as GraphQLResponse;
    }),
    store: new Store(new RecordSource()),
  });
}
