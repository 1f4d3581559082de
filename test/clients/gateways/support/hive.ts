import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { signedFetch } from '../../../../src/signing/signed-fetch.ts';
import { type GatewayAnswer, readerHeaders, type StartGateway } from './gateway.ts';

/** Settings of Hive Gateway that some tests try besides. */
type More = Partial<Parameters<typeof createGatewayRuntime>[0]>;

/** Hive Gateway: a plugin whose `onFetch` wraps the `fetch` of the gateway. */
export const startHive =
  (more: More = {}): StartGateway =>
  (supergraph, contract) => {
    const runtime = createGatewayRuntime({
      ...more,
      supergraph,
      logging: false,
      transportEntries: {
        '*.http': {
          headers: [
            ['authorization', '{context.headers.authorization}'],
            ['bangfu-purpose', '{context.headers["bangfu-purpose"]}'],
          ],
        },
      },
      plugins: () => [
        {
          onFetch: ({ fetchFn, setFetchFn }) => {
            setFetchFn(signedFetch(fetchFn, contract));
          },
        },
      ],
    });
    return Promise.resolve({
      ask: async (query, asking) => {
        const answer = await runtime.fetch('http://gateway/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...readerHeaders(asking) },
          body: JSON.stringify({ query, variables: asking.variables }),
        });
        return (await answer.json()) as GatewayAnswer;
      },
      close: async () => {
        await runtime[Symbol.asyncDispose]();
      },
    });
  };
