import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSchema, graphql, parse } from 'graphql';
import type { Gateway } from '../../src/graph/context.ts';
import { subgraphSdl } from '../../src/graph/federation.ts';
import { openSchema } from '../../src/app/schema.ts';
import { type Answered, post, signed } from './federation.ts';

/**
 * Public relief that civil affairs recognised: persons by the tokens of its contract, households by their file. What
 * leads to us may be `null`: not every reader may see everybody.
 */
const CIVIL_SDL = `
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])

type Query { reliefRecords: [ReliefRecord!]! }
type Person @key(fields: "token") { token: String reliefRecords: [ReliefRecord!]! }
type Household @key(fields: "fileNumber") { fileNumber: String recognisedRelief: [ReliefRecord!]! }
type ReliefRecord { programme: String! recognisedOn: String! person: Person household: Household }
`;

const MACHINERY = `
directive @link(url: String!, import: [String!]) on SCHEMA
directive @key(fields: String!) repeatable on OBJECT
scalar _Any
union _Entity = Person | Household
type _Service { sdl: String! }
extend type Query { _service: _Service! _entities(representations: [_Any!]!): [_Entity]! }
`;

/** What civil affairs has on record: it knows nobody but by these keys. */
export interface ReliefRecord {
  readonly programme: string;
  readonly recognisedOn: string;
  readonly token: string;
  readonly fileNumber: string;
}

/** A request that the gateway sent on. */
interface Sent {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface Federation {
  /** Everything sent since it was last emptied. */
  readonly sent: Sent[];
  readonly ask: (query: string, as: Asking) => Promise<Answered>;
  readonly close: () => Promise<void>;
}

/** Who asks, what for, and with what. */
interface Asking {
  readonly authorization?: string;
  readonly purpose?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** What both say, composed. */
export function composed(urls: Readonly<Record<'bangfu' | 'civil', string>>, civilSdl: string = CIVIL_SDL) {
  return composeServices([
    { name: 'bangfu', url: urls.bangfu, typeDefs: parse(subgraphSdl(openSchema())) },
    { name: 'civil', url: urls.civil, typeDefs: parse(civilSdl) },
  ]);
}

/** Civil affairs, and a gateway before both that signs what it sends to us as `gateway`; all over HTTP. */
export async function startFederation(
  bangfu: string,
  gateway: Gateway,
  records: readonly ReliefRecord[],
): Promise<Federation> {
  const civil = await listening(civilServer(records));
  const supergraphSdl = composed({ bangfu, civil: urlOf(civil) }).supergraphSdl ?? '';
  const sent: Sent[] = [];
  const server = new ApolloServer<Readonly<Record<string, string>>>({
    gateway: new ApolloGateway({
      supergraphSdl,
      buildService: ({ name, url = '' }) => sourceOf(name, url, gateway, sent),
    }),
  });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: ({ req }) => Promise.resolve(forwarded(req.headers)),
  });
  return {
    sent,
    ask: (query, { authorization, purpose, variables }) => {
      const given = { authorization, 'bangfu-purpose': purpose && encodeURIComponent(purpose) };
      return post(url, JSON.stringify({ query, variables }), forwarded(given));
    },
    close: async () => {
      await server.stop();
      civil.closeAllConnections();
      await new Promise((done) => civil.close(done));
    },
  };
}

/** What of the reader's own request goes along to each subgraph. */
function forwarded(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = ['authorization', 'bangfu-purpose'];
  return Object.fromEntries(
    names.flatMap((name) => (typeof headers[name] === 'string' ? [[name, headers[name]]] : [])),
  );
}

/** Sends what the gateway asks of a subgraph; signed at the last moment, over the very bytes, where it is ours. */
function sourceOf(subgraph: string, url: string, gateway: Gateway, sent: Sent[]): RemoteGraphQLDataSource {
  return new RemoteGraphQLDataSource({
    url,
    willSendRequest: ({ request, context }) => {
      for (const [name, value] of Object.entries(context)) request.http?.headers.set(name, String(value));
    },
    fetcher: (target, { method = '', headers = {}, body = '' } = {}) => {
      const given = JSON.parse(body.toString()) as Omit<Sent, 'subgraph'>;
      sent.push({ ...given, subgraph });
      const proof = subgraph === 'bangfu' ? signed(gateway, body.toString()) : {};
      return fetch(target, { method, body: body.toString(), headers: { ...headers, ...proof } });
    },
  });
}

function civilServer(records: readonly ReliefRecord[]): Server {
  const schema = buildSchema(CIVIL_SDL + MACHINERY);
  const shown = ({ token, fileNumber, ...record }: ReliefRecord): object => ({
    ...record,
    person: () => ({ __typename: 'Person', token }),
    household: () => ({ __typename: 'Household', fileNumber }),
  });
  const entity = ({ __typename, token, fileNumber }: Readonly<Record<string, string>>): object => {
    const own = records.filter((record) =>
      __typename === 'Person' ? record.token === token : record.fileNumber === fileNumber,
    );
    return { __typename, token, fileNumber, reliefRecords: own.map(shown), recognisedRelief: own.map(shown) };
  };
  const rootValue = {
    reliefRecords: () => records.map(shown),
    _service: () => ({ sdl: CIVIL_SDL }),
    _entities: ({ representations }: { readonly representations: readonly Readonly<Record<string, string>>[] }) =>
      representations.map(entity),
  };
  return createServer((request, response) => {
    void text(request)
      .then((body) => {
        const { query, variables } = JSON.parse(body) as Omit<Sent, 'subgraph'>;
        return graphql({ schema, source: query, variableValues: variables, rootValue });
      })
      .then((result) => response.setHeader('content-type', 'application/json').end(JSON.stringify(result)));
  });
}

function listening(server: Server): Promise<Server> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      done(server);
    });
  });
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
