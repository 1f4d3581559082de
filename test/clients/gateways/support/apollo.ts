import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { signedFetch } from '../../../../src/signing/signed-fetch.ts';
import { type GatewayAnswer, type ReaderHeaders, readerHeaders, type StartGateway } from './gateway.ts';

/** `@apollo/gateway`: a `RemoteGraphQLDataSource` whose `fetcher` signs; `apq` sends hashes in place of known queries. */
export const startApollo =
  ({ apq = false } = {}): StartGateway =>
  async (supergraphSdl, contract) => {
    const gateway = new ApolloGateway({
      supergraphSdl,
      buildService: ({ url = '' }) =>
        new RemoteGraphQLDataSource<ReaderHeaders>({
          url,
          apq,
          fetcher: signedFetch(fetch, contract),
          willSendRequest: ({ request, context }) => {
            for (const [name, value] of Object.entries(context)) request.http?.headers.set(name, value);
          },
        }),
    });
    const server = new ApolloServer<ReaderHeaders>({ gateway, includeStacktraceInErrorResponses: false });
    await server.start();
    return {
      ask: async (query, asking) => {
        const { variables } = asking;
        const request = { query, ...(variables === undefined ? {} : { variables }) };
        const { body } = await server.executeOperation(request, { contextValue: readerHeaders(asking) });
        if (body.kind !== 'single') throw new Error('an answer in parts');
        return JSON.parse(JSON.stringify(body.singleResult)) as GatewayAnswer;
      },
      close: () => server.stop(),
    };
  };
