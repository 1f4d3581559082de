import { Client, fetchExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';

export function makeClient(url: string, token: string): Client {
  return new Client({
    url,
    exchanges: [persistedExchange(), fetchExchange],
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
  });
}
