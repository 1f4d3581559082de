import pg, { type ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { errorCode } from '../kernel/error-code.ts';
import { invariant } from '../kernel/invariant.ts';
import { CUSTOM_PLAN } from './custom-plan.ts';

/** One connection, within a transaction or not; rows as PostgreSQL gives them, dates and bigints as text. */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * The same, each row an array: for wide or many rows. In both, a list that `= any($1)` compares with is one of keys: what
   * stands in it twice changes nothing.
   */
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
  const pool = poolOf(dataSource);
  const session = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      return await work(sqlOf(client));
    } finally {
      client.release();
    }
  };
  const inTransaction = <T>(work: (sql: Sql) => Promise<T>): Promise<T> =>
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
    transaction: (work) => repeated(() => inTransaction(work)),
    pool: () => poolStateOf(pool),
    close: () => dataSource.destroy(),
  };
}

export function sqlOf(client: ClientBase): Sql {
  return {
    client,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(prepared(text, values))).rows,
    arrays: async (text, values = []) =>
      (await client.query<(string | null)[]>({ ...prepared(text, values), rowMode: 'array' })).rows,
  };
}

/** Statements by the names that PostgreSQL keeps them under: each is parsed and planned once for a connection. */
const names = new Map<string, string>();
const MOST_NAMES = 400;
/** How many of a list a plan reckons with that is made without the values. */
const GENERIC_PLAN_LIST_SIZE = 10;

function prepared(text: string, values: readonly unknown[]): { name?: string; text: string; values: unknown[] } {
  const name = values.length === 0 || text.includes(CUSTOM_PLAN) ? undefined : nameOf(text);
  return name === undefined ? { text, values: [...values] } : { name, text, values: padKeys(text, values) };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `bangfu_${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * PostgreSQL plans anew with the values as long as that seems cheaper than the plan it could keep, which reckons with ten
 * of a list: so a shorter list of keys repeats its last, which finds nothing more.
 */
function padKeys(text: string, [first, ...others]: readonly unknown[]): unknown[] {
  if (!Array.isArray(first) || first.length === 0 || !text.includes('= any($1')) return [first, ...others];
  const repeated = Array<unknown>(Math.max(0, GENERIC_PLAN_LIST_SIZE - first.length)).fill(first.at(-1));
  return [[...(first as unknown[]), ...repeated], ...others];
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

function poolOf({ driver }: DataSource): pg.Pool {
  const pool: unknown = 'master' in driver ? driver.master : undefined;
  invariant(pool instanceof pg.Pool, 'the driver is pg');
  return pool;
}

function poolStateOf({ totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}
