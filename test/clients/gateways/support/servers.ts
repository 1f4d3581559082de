import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { buildSchema, graphql } from 'graphql';

/** A request that a gateway sent to a subgraph. */
export interface Sent {
  readonly headers: IncomingHttpHeaders;
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

/** A server of a subgraph, which keeps what was sent to it. */
export interface SubgraphServer {
  readonly url: string;
  readonly sent: Sent[];
  readonly close: () => Promise<void>;
}

type Answer = (sent: Sent, response: ServerResponse) => Promise<void>;

const MACHINERY = `
directive @link(url: String!, import: [String!]) on SCHEMA
directive @key(fields: String!) repeatable on OBJECT
directive @requires(fields: String!) on FIELD_DEFINITION
directive @external on FIELD_DEFINITION
directive @shareable on OBJECT
scalar _Any
`;

interface Root {
  readonly entity: (representation: unknown) => object;
}

/** A partner's subgraph: its schema, what its root fields answer, and how it completes a representation. */
export function startPartner(sdl: string, root: object): Promise<SubgraphServer> {
  const entities = [...sdl.matchAll(/type (\w+) @key/g)].map(([, name]) => name).join(' | ');
  const schema = buildSchema(`${sdl}${MACHINERY} union _Entity = ${entities}
    extend type Query { _entities(representations: [_Any!]!): [_Entity]! }`);
  const { entity } = root as Root;
  const rootValue = {
    ...root,
    _entities: ({ representations }: { readonly representations: readonly unknown[] }) => representations.map(entity),
  };
  return listen(async ({ body }, response) => {
    const { query, variables } = JSON.parse(body.toString()) as { query: string; variables?: Record<string, unknown> };
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue });
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result));
  });
}

/** What stands between a gateway and the platform, and may fail. */
export interface Proxy extends SubgraphServer {
  /** How many of the next requests are answered with 503 without reaching the platform. */
  failures: number;
  /** The content encodings of what the platform answered. */
  readonly encodings: (string | null)[];
}

/** Passes requests on to the platform, byte by byte. */
export async function startProxy(platform: string): Promise<Proxy> {
  const state = { failures: 0, encodings: [] as (string | null)[] };
  const server = await listen(async ({ headers, method, path, body }, response) => {
    if (state.failures > 0) {
      state.failures -= 1;
      response.writeHead(503, { 'content-type': 'application/json' }).end('{"errors":[{"message":"down"}]}');
      return;
    }
    const { host: _host, connection: _connection, 'content-length': _length, ...passed } = headers;
    const answer = await fetch(new URL(path, platform), {
      ...{ method, headers: passed as Record<string, string> },
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    state.encodings.push(answer.headers.get('content-encoding'));
    const type = answer.headers.get('content-type') ?? '';
    response.writeHead(answer.status, { 'content-type': type }).end(Buffer.from(await answer.arrayBuffer()));
  });
  return Object.assign(state, server);
}

async function listen(answer: Answer): Promise<SubgraphServer> {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const one = { headers: request.headers, method: request.method ?? '', path: request.url ?? '', body };
      sent.push(one);
      return answer(one, response);
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, sent, close: () => stop(server) };
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => {
    server.close(() => {
      done();
    });
  });
}
