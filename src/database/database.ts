import pg, { type ClientBase } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { errorCode } from '../kernel/error-code.ts';
import { invariant } from '../kernel/invariant.ts';
import { comesAgain } from './known-at.ts';

/** One connection, within a transaction or not; rows as PostgreSQL gives them, dates and bigints as text. */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The same, each row an array: for wide or many rows. */
  arrays(text: string, values?: readonly unknown[]): Promise<(string | null)[][]>;
  /** The driver's own connection, for what only it can do (COPY). */
  readonly client: ClientBase;
}

/** The register's database as the application role sees it. */
export interface Database {
  /** One transaction, repeated where PostgreSQL asks for it (deadlock, serialisation). */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** One connection without a transaction. */
  session<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Simple reads through the entities. */
  readonly manager: EntityManager;
  readonly pool: () => PoolState;
  readonly close: () => Promise<void>;
}

/** The connections of this process, and how many wait for one. */
interface PoolState {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/**
 * PostgreSQL keeps the plans of foreign keys and triggers as long as the connection lives: one that was made while a
 * table was small would read it whole for ever. Transactions find their rows by indexes.
 */
const BEGIN = 'begin; set local enable_seqscan = off';
const MOST_ATTEMPTS = 5;
const REPEAT = new Set(['40P01', '40001']);

export function databaseOf(dataSource: DataSource): Database {
  const session = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    const runner = dataSource.createQueryRunner();
    try {
      const client: unknown = await runner.connect();
      invariant(isClient(client), 'the driver is pg');
      return await work(sqlOf(client));
    } finally {
      await runner.release();
    }
  };
  const once = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
    session(async (sql) => {
      await sql.query(BEGIN);
      try {
        const value = await work(sql);
        await sql.query('commit');
        return value;
      } catch (error) {
        await sql.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  return {
    session,
    transaction: (work) => repeated(() => once(work)),
    manager: dataSource.manager,
    pool: () => poolStateOf(dataSource),
    close: () => dataSource.destroy(),
  };
}

export function sqlOf(client: ClientBase): Sql {
  return {
    client,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>({ ...prepared(text, values), text, values: [...values] })).rows,
    arrays: async (text, values = []) =>
      (
        await client.query<(string | null)[]>({
          ...prepared(text, values),
          text,
          values: [...values],
          rowMode: 'array',
        })
      ).rows,
  };
}

/** Statements by the names that PostgreSQL keeps them under: each is parsed and planned once for a connection. */
const names = new Map<string, string>();
const MOST_NAMES = 400;

function prepared(text: string, values: readonly unknown[]): { readonly name?: string } {
  if (values.length === 0 || !comesAgain(text)) return {};
  const known = names.get(text);
  if (known !== undefined) return { name: known };
  if (names.size >= MOST_NAMES) return {};
  const name = `bangfu_${names.size}`;
  names.set(text, name);
  return { name };
}

async function repeated<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts === MOST_ATTEMPTS || !REPEAT.has(errorCode(error) ?? '')) throw error;
    }
  }
}

function poolStateOf({ driver }: DataSource): PoolState {
  const pool: unknown = 'master' in driver ? driver.master : undefined;
  if (!(pool instanceof pg.Pool)) return { busy: 0, idle: 0, waiting: 0 };
  return { busy: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount };
}

function isClient(value: unknown): value is ClientBase {
  return typeof value === 'object' && value !== null && 'query' in value && 'release' in value;
}
