import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { graphql } from 'graphql';
import { signedFetch } from '../../../../src/signing/signed-fetch.ts';
import { type GatewayAnswer, type ReaderHeaders, readerHeaders, type StartGateway } from './gateway.ts';

/** Schema stitching over a supergraph: executors whose `fetch` signs; what fails is tried `retry` times. */
export const startStitching =
  (more: { readonly retry?: number; readonly useGETForQueries?: boolean } = {}): StartGateway =>
  (supergraphSdl, contract) => {
    const schema = getStitchedSchemaFromSupergraphSdl({
      supergraphSdl,
      httpExecutorOpts: {
        ...more,
        fetch: signedFetch(fetch, contract),
        headers: (request) => ({ ...(request?.context as ReaderHeaders | undefined) }),
      },
    });
    return Promise.resolve({
      ask: async (source, asking) => {
        const { variables } = asking;
        const contextValue = readerHeaders(asking);
        const given = {
          schema,
          source,
          contextValue,
          ...(variables === undefined ? {} : { variableValues: variables }),
        };
        return JSON.parse(JSON.stringify(await graphql(given))) as GatewayAnswer;
      },
      close: () => Promise.resolve(),
    });
  };
