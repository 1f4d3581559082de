import { GraphQLClient } from 'graphql-request';

export function makeClient(url: string, token: string): GraphQLClient {
  return new GraphQLClient(url, { headers: { authorization: `Bearer ${token}` }, errorPolicy: 'all' });
}
