import { type ExecutionResult, graphql, type GraphQLSchema } from 'graphql';
import type { Viewer } from '../../src/access/viewer.ts';
import type { Role } from '../../src/access/staff.codes.ts';
import type { Platform } from '../../src/app/platform.ts';
import type { Database, Sql } from '../../src/database/database.ts';
import type { Gateway, GraphContext } from '../../src/graph/context.ts';
import { servedProjection, serveProjection } from '../../src/statistics/projection/served-projection.ts';
import { servedGraph } from '../../src/app/schema.ts';

export interface GraphRequest {
  readonly viewer: Viewer | null;
  readonly today: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly gateway?: Gateway | null;
  readonly schema?: GraphQLSchema;
}

/** An answer, with the statements that it ran. */
export interface Answer {
  readonly result: ExecutionResult<Record<string, unknown>>;
  readonly statements: readonly string[];
  readonly context: GraphContext;
}

/** Executes a document with its policies, but without the server. */
export async function ask(
  platform: Pick<Platform, 'database' | 'secrets' | 'jobs'>,
  source: string,
  selectedFields: GraphRequest,
): Promise<Answer> {
  const statements: string[] = [];
  const { viewer, today, variables, gateway = null, schema = servedGraph() } = selectedFields;
  const deps = { database: counted(platform.database, statements), secrets: platform.secrets, today };
  const reads = { current: {} };
  const context: GraphContext = {
    viewer,
    deps,
    gateway,
    jobs: platform.jobs,
    reads,
    trace: 'test',
    selectedFields: null,
  };
  const result = await graphql({ schema, source, contextValue: context, variableValues: variables });
  return { result: JSON.parse(JSON.stringify(result)) as Answer['result'], statements, context };
}

/** Returns the data of an answer, which must have no errors. */
export async function answerOf(
  platform: Pick<Platform, 'database' | 'secrets' | 'jobs'>,
  source: string,
  selectedFields: GraphRequest,
): Promise<Record<string, unknown>> {
  const { result } = await ask(platform, source, selectedFields);
  if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors));
  return result.data ?? {};
}

/** A member of staff with one grant. */
export function viewerWith(role: Role, unionId: string, purpose: string | null = '测试'): Viewer {
  return { staffId: '00000000-0000-7000-8000-000000000001', personId: null, grants: [{ role, unionId }], purpose };
}

/** A database that records the text of every statement. */
export function counted(database: Database, statements: string[]): Database {
  const watch = (sql: Sql): Sql => ({
    client: sql.client,
    query: (text, values) => {
      statements.push(text);
      return sql.query(text, values);
    },
    arrays: (text, values) => {
      statements.push(text);
      return sql.arrays(text, values);
    },
  });
  const watched: Database = {
    ...database,
    session: (work) => database.session((sql) => work(watch(sql))),
    transaction: (work) => database.transaction((sql) => work(watch(sql))),
  };
  const projection = servedProjection(database);
  if (projection !== undefined) serveProjection([watched], projection);
  return watched;
}
