import { type DocumentNode, execute, type GraphQLSchema, parse, validate } from 'graphql';
import type { Viewer } from '../../../src/access/viewer.ts';
import type { Database, Sql } from '../../../src/database/database.ts';
import { TABLE_CLASSES } from '../../../src/database/migrations/table-classes.ts';
import type { GraphContext } from '../../../src/graph/context.ts';
import { selectedKeys } from '../../../src/graph/reads.ts';
import type { JobQueue } from '../../../src/jobs/job.ts';
import { counted } from '../graph.ts';
import type { World } from './world.ts';

/** A document that is parsed once and executed for many viewers. */
export interface Question {
  readonly source: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Mutations run in a transaction that is rolled back, so that each finds the register unchanged. */
  readonly mutates?: boolean;
  readonly withoutGateway?: boolean;
  /** Whether only the columns are read that its fields declare, as of a hot document. */
  readonly hot?: boolean;
}

/** The answer of a root field, its errors by their paths, and the statements that it ran. */
export interface Reply {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** The codes of errors by their paths: `household.history`. */
  readonly errors: ReadonlyMap<string, string>;
  readonly statements: readonly string[];
  /** The number of rows that were written. */
  readonly written: number;
}

/** The only job, which the clerk of `street` started. */
export const JOB = '00000000-0000-7000-8000-00000000000a';
export const JOB_OWNER = 'UNION_CLERK.street';

const documents = new Map<string, DocumentNode>();
let lastSelection = 1_000_000;

/** Executes documents with the policies of a schema, but without the server. */
export async function askMatrix(
  world: World,
  schema: GraphQLSchema,
  viewer: Viewer | null,
  question: Question,
): Promise<Reply> {
  const { database } = world.register.platform;
  if (question.mutates !== true) return askOn(world, schema, viewer, question, database);
  return rolledBack(database, (own) => askOn(world, schema, viewer, question, own));
}

async function askOn(
  world: World,
  schema: GraphQLSchema,
  viewer: Viewer | null,
  { source, variables, withoutGateway, hot }: Question,
  database: Database,
): Promise<Reply> {
  const statements: string[] = [];
  const { secrets } = world.register.platform;
  const document = documentOf(schema, source);
  const contextValue: GraphContext = {
    viewer,
    deps: { database: counted(database, statements), secrets, today: world.register.deps.today },
    gateway: withoutGateway === true ? null : world.gateway,
    jobs: jobsOf(world),
    reads: { current: {} },
    selectedFields: hot === true ? { id: (lastSelection += 1), keys: selectedKeys(schema, document) } : null,
    trace: 'matrix',
  };
  const { data, errors = [] } = await execute({ schema, document, contextValue, variableValues: variables ?? {} });
  const found = errors.map(({ path, extensions, message }): [string, string] => {
    const code = extensions['code'];
    return [(path ?? []).join('.'), typeof code === 'string' ? code : message];
  });
  const plain = JSON.parse(JSON.stringify(data ?? null)) as Reply['data'];
  return { data: plain, errors: new Map(found), statements, written: 0 };
}

function documentOf(schema: GraphQLSchema, source: string): DocumentNode {
  const known = documents.get(source);
  if (known !== undefined) return known;
  const document = parse(source);
  const [fault] = validate(schema, document, undefined, { maxErrors: 1 });
  if (fault !== undefined) throw new Error(`the matrix asks for what is not there: ${fault.message}\n${source}`);
  documents.set(source, document);
  return document;
}

async function rolledBack(database: Database, work: (own: Database) => Promise<Reply>): Promise<Reply> {
  return database.session(async (client) => {
    const sql = serialSql(client);
    await sql.query('begin');
    const before = await writtenIn(sql);
    try {
      const reply = await work({
        ...database,
        session: (inner) => inner(sql),
        transaction: (inner) => nested(sql, inner),
      });
      return { ...reply, written: (await writtenIn(sql)) - before };
    } finally {
      await sql.query('rollback');
    }
  });
}

/** Replaces the wait for a number, because an uncommitted change never gets one. */
const NUMBER_OF = 'select number from change_sequence where change_id = $1';

/** Runs one statement after another, because there is only one connection. */
function serialSql(sql: Sql): Sql {
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    client: sql.client,
    query: <Row extends object>(text: string, values?: readonly unknown[]) =>
      text === NUMBER_OF ? Promise.resolve([{ number: '1' }] as Row[]) : next(() => sql.query<Row>(text, values)),
    arrays: (text, values) => next(() => sql.arrays(text, values)),
  };
}

async function nested<T>(sql: Sql, work: (sql: Sql) => Promise<T>): Promise<T> {
  await sql.query('savepoint inner_work');
  try {
    return await work(sql);
  } catch (error) {
    await sql.query('rollback to savepoint inner_work');
    throw error;
  }
}

/** The tables whose writes are counted. Numbering the changes is not counted, because it records nothing new. */
const WATCHED = Object.keys(TABLE_CLASSES).filter((table) => table !== 'change_sequence');

/** Returns the number of rows that the connection has written since the last call. */
async function writtenIn(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ rows: string }>(
    `select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) as rows
     from pg_stat_xact_user_tables where relname = any($1)`,
    [WATCHED],
  );
  return Number(row?.rows ?? 0);
}

/** A queue with one finished job whose report has a value in every field. */
function jobsOf({ staff }: World): JobQueue {
  const view = (_: unknown, id: string) => {
    if (id !== JOB) return Promise.resolve(null);
    const request = { actorId: staff.get(JOB_OWNER) ?? '' };
    const fault = { sheet: '收入', row: 2, column: '金额', code: 'NOT_AN_AMOUNT', zh: '有误', en: 'is wrong' };
    const notStepped = { number: '4105022026000001', path: 'act' };
    const answer = {
      rows: 2,
      households: { recorded: 1, unchanged: 0, refused: 1 },
      faults: [{ ...fault, ...notStepped }],
      stepped: 1,
      ...{ rowCounts: { recorded: 2, unchanged: 0, refused: 1 }, revision: 1, faultCount: 1 },
      missing: [{ sheet: '收入', row: 1, what: '收入' }],
    };
    return Promise.resolve({ request, state: 'DONE', done: 2, total: 2, answer, failure: 'none' });
  };
  return { view, submit: () => Promise.resolve(JOB), cancel: () => Promise.resolve() } as unknown as JobQueue;
}
