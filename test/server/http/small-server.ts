import { buildSchema, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { Writable } from 'node:stream';
import type { Config } from '../../../src/config.ts';
import { coalescedRead } from '../../../src/database/reads/coalesced-read.ts';
import { serially } from '../../../src/database/reads/serially.ts';
import type { Database } from '../../../src/database/database.ts';
import type { GraphContext } from '../../../src/graph/context.ts';
import type { ArtefactFault } from '../../../src/artefacts/artefact.ts';
import { artefactError, graphError } from '../../../src/graph/error.ts';
import { type Server, startServer } from '../../../src/server/http/server.ts';
import type { IncomingRequest, RequestContext, ServerParts } from '../../../src/server/http/server-parts.ts';
import { invariant } from '../../../src/kernel/invariant.ts';
import { emptyRegister, type TestRegister } from '../../support/register.ts';

const SDL = `
scalar _Any
union _Entity = Household
type Query {
  hello(name: String): String
  household(id: ID): Household
  households(first: Int = 20, after: String): HouseholdConnection!
  double(value: Int!): Int
  now: String
  shared: String
  queued: String
  wait(seconds: Float!): String
  broken: String
  stored(artefact: String!, fault: String!): String
  wrongInSql: String
  wrongNumber: Int
  mine: String
  _entities(representations: [_Any!]!): [_Entity]!
}
type Mutation { write: Boolean }
type HouseholdConnection { edges: [HouseholdEdge!]! nodes: [Household!]! totalCount: Int! }
type HouseholdEdge { cursor: String node: Household! }
type Household { id: ID! name: String parent: Household members: [Member!]! payments(first: Int = 20): HouseholdConnection! }
type Member { name: String household: Household }
`;

/** What is sent as it is. */
export type Body = NonNullable<RequestInit['body']>;

/** An invented identity number, of the area code that was never given out. */
export const MARKED = '410599199003070011';

type Resolver = GraphQLFieldResolver<unknown, GraphContext, Record<string, unknown>>;

const sql = async (context: GraphContext, text: string, values: readonly unknown[] = []) => {
  const [row] = await context.deps.database.session((one) => one.query<{ value: string }>(text, values));
  return row?.value;
};

/** As the loaders read: concurrent calls share a statement. */
const shared = coalescedRead<string, string>({
  cacheKey: (key) => key,
  groupKey: () => '',
  load: ({ database }, keys) =>
    database.session(async (one) => {
      const rows = await one.query<{ key: string }>('select unnest($1::text[]) as key', [keys]);
      return new Map(rows.map(({ key }) => [key, key]));
    }),
});

const RESOLVERS: Readonly<Record<string, Resolver>> = {
  hello: (_source, { name }) => (typeof name === 'string' ? name : 'world'),
  household: () => ({ id: '1', name: '甲', members: [] }),
  households: () => ({ edges: [], nodes: [], totalCount: 0 }),
  double: (_source, { value }) => Number(value) * 2,
  now: (_source, _arguments, context) => sql(context, 'select now()::text as value'),
  shared: async (_source, _arguments, { deps }) => (await shared(deps, ['key'])).get('key'),
  queued: (_source, _arguments, { deps }) =>
    serially(
      deps.database,
      'LISTS',
      async (one) => (await one.query<{ value: string }>("select 'yes' as value"))[0]?.value,
    ),
  wait: (_source, { seconds }, context) => sql(context, 'select pg_sleep($1)::text as value', [seconds]),
  broken: () => {
    invariant(false, 'nobody should read this');
  },
  stored: (_source, { artefact, fault }) => {
    throw artefactError(fault as ArtefactFault, artefact as string);
  },
  wrongInSql: (_source, _arguments, context) => sql(context, `select 'x ${MARKED}'::int as value`),
  wrongNumber: () => MARKED,
  mine: (_source, _arguments, { viewer }) => {
    if (viewer === null) throw graphError('UNAUTHENTICATED');
    return 'yours';
  },
  _entities: (_source, { representations }) => (representations as unknown[]).map(() => null),
  write: () => true,
};

/** The schema of these tests: small, with everything in it that HTTP can meet. */
export function smallSchema(): GraphQLSchema {
  const schema = buildSchema(SDL);
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const resolve = RESOLVERS[field.name];
      if (resolve !== undefined) field.resolve = resolve;
    }
  }
  return schema;
}

export interface SmallServer {
  readonly url: string;
  readonly log: () => string;
  readonly lines: () => readonly Record<string, unknown>[];
  /** Posts a document; the answer with its body read. */
  readonly ask: (query: string, more?: RequestOptions) => Promise<Answer>;
  readonly post: (body: Body, headers?: Record<string, string>) => Promise<Answer>;
  readonly register: Omit<TestRegister, 'ids'>;
  readonly close: () => Promise<void>;
}

interface RequestOptions {
  readonly variables?: unknown;
  readonly operationName?: string;
  readonly headers?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: { readonly data?: unknown; readonly errors?: readonly AnswerError[] };
  /** Of the first error. */
  readonly code: unknown;
}

interface AnswerError {
  readonly message: string;
  readonly path?: readonly unknown[];
  readonly locations?: readonly unknown[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

interface Options {
  readonly config?: Partial<Config>;
  readonly parts?: Partial<ServerParts>;
  /** In place of the register's own. */
  readonly database?: Database;
}

export async function smallServer({ config = {}, parts = {}, database }: Options = {}): Promise<SmallServer> {
  const register = await emptyRegister('18');
  const deps = { ...register.deps, database: database ?? register.deps.database };
  const written: string[] = [];
  const log = pino(
    { base: null },
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written.push(chunk.toString());
        done();
      },
    }),
  );
  const server = await startServer(
    { ...register.config, port: 0, rate: { person: 100_000, address: 100_000 }, ...config },
    {
      schema: smallSchema(),
      createContext: (request) => Promise.resolve(requestContextOf(request, { deps, jobs: register.platform.jobs })),
      plugins: [],
      uploads: [],
      downloads: [],
      publicPages: [],
      publicDeps: () => deps,
      recordReads: () => Promise.resolve(),
      recordRefusals: () => undefined,
      database: deps.database,
      jobs: register.platform.jobs,
      ...parts,
    },
    log,
  );
  return smallServerOf(server, register, () => written.join(''));
}

function smallServerOf(server: Server, register: Omit<TestRegister, 'ids'>, log: () => string): SmallServer {
  const url = `${server.url}/graphql`;
  const post = (body: Body, headers: Record<string, string> = {}) =>
    answerOf(fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } }));
  return {
    url: server.url,
    log,
    lines: () =>
      log()
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>),
    ask: (query, { headers = {}, ...more } = {}) => post(JSON.stringify({ query, ...more }), headers),
    post,
    register,
    close: async () => {
      await server.close();
      await register.drop();
    },
  };
}

/** Reads an answer whole. */
export async function answerOf(response: Promise<Response>): Promise<Answer> {
  const { status, headers, ...rest } = await whole(await response);
  const body = headers.get('content-type')?.includes('json') === true ? (JSON.parse(rest.text) as Answer['body']) : {};
  return { status, headers, text: rest.text, body, code: body.errors?.[0]?.extensions['code'] };
}

async function whole(response: Response): Promise<Pick<Answer, 'status' | 'headers' | 'text'>> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Whoever has the token `good` is known, by their header `person` where there is one. */
function requestContextOf(
  { headers, trace }: IncomingRequest,
  services: Pick<GraphContext, 'deps' | 'jobs'>,
): RequestContext {
  const { authorization, person = 'somebody' } = headers;
  if (authorization !== undefined && authorization !== 'Bearer good') throw graphError('UNAUTHENTICATED');
  const known = authorization !== undefined;
  const viewer = known ? { staffId: 'somebody', personId: null, grants: [], purpose: null } : null;
  const context = { ...services, viewer, gateway: null, reads: { current: {} }, trace, selectedFields: null };
  return { context, viewerKey: known ? String(person) : null };
}
