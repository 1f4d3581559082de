import pg, { type ClientBase } from 'pg';
import type { DataSource } from 'typeorm';
import { errorCode } from '../kernel/error-code.ts';
import { invariant } from '../kernel/invariant.ts';
import { CUSTOM_PLAN } from './custom-plan.ts';
import { isConnectionLost } from './connection/unavailable.ts';
import { noteStatement } from './reads/recorded-statements.ts';

/** One connection, inside or outside a transaction. Rows are as PostgreSQL gives them, with dates and bigints as text. */
export interface Sql {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Like `query`, with each row as an array, which is cheaper for wide or many rows. In both, a list that is compared by
   * `= any($1)` is a set of keys: repeating one must not change the result.
   */
  arrays(text: string, values?: readonly unknown[]): Promise<(string | null)[][]>;
  /** The driver's connection, for what only the driver can do (COPY). */
  readonly client: ClientBase;
}

/** The register's database as the application role sees it. */
export interface Database {
  /**
   * Runs work in a transaction, which is repeated after a deadlock or a serialisation failure. `bulk` is for statements
   * that read or write a large part of a table, such as a year's table: they may scan it whole.
   */
  transaction<T>(work: (sql: Sql) => Promise<T>, options?: { readonly bulk: boolean }): Promise<T>;
  /** Runs work on one connection without a transaction. */
  session<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  readonly pool: () => PoolState;
  /** The address of the database, for threads, which have connections of their own. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** The connections of this process, and how many callers wait for one. */
interface PoolState {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/**
 * PostgreSQL caches the plans of foreign keys and triggers for the life of a connection: a plan that was made while a
 * table was small would scan it whole for ever. Transactions therefore disable sequential scans, except bulk ones, whose
 * statements read or write a large part of a table.
 */
const BEGIN = 'begin; set local enable_seqscan = off';
const BEGIN_BULK = 'begin';
const MOST_ATTEMPTS = 5;
const RETRYABLE_CODES = new Set(['40P01', '40001']);

export function createDatabase(dataSource: DataSource): Database {
  const pool = driverPool(dataSource);
  const session = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let isLost = false;
    try {
      return await work(createSql(client));
    } catch (error) {
      isLost = isConnectionLost(error);
      throw error;
    } finally {
      client.release(isLost);
    }
  };
  const inTransaction = <T>(work: (sql: Sql) => Promise<T>, bulk: boolean): Promise<T> =>
    session(async (sql) => {
      await sql.query(bulk ? BEGIN_BULK : BEGIN);
      try {
        const value = await work(sql);
        await sql.query('commit');
        return value;
      } catch (error) {
        if (!isConnectionLost(error)) await sql.query('rollback').catch(() => undefined);
        throw error;
      }
    });
  return {
    session,
    transaction: (work, { bulk } = { bulk: false }) => withRetries(() => inTransaction(work, bulk)),
    pool: () => poolState(pool),
    url: urlOf(dataSource),
    close: () => dataSource.destroy(),
  };
}

export function createSql(client: ClientBase): Sql {
  return {
    client,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      noteStatement(text);
      return (await client.query<Row>(preparedQuery(text, values))).rows;
    },
    arrays: async (text, values = []) => {
      noteStatement(text);
      return (await client.query<(string | null)[]>({ ...preparedQuery(text, values), rowMode: 'array' })).rows;
    },
  };
}

/** The names of prepared statements, by their texts: PostgreSQL parses each once per connection. */
const names = new Map<string, string>();
const MOST_NAMES = 400;
/** How many elements PostgreSQL assumes for an array parameter in a generic plan. */
const GENERIC_PLAN_LIST_SIZE = 10;

function preparedQuery(text: string, values: readonly unknown[]): { name?: string; text: string; values: unknown[] } {
  const name = values.length === 0 || text.includes(CUSTOM_PLAN) ? undefined : statementName(text);
  return name === undefined ? { text, values: [...values] } : { name, text, values: padKeys(text, values) };
}

function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `bangfu_${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * Pads a list of keys to the size that PostgreSQL assumes for an array parameter in a generic plan, by repeating the last
 * key, which finds nothing more. A shorter list would make a custom plan seem cheaper, and be planned at every execution.
 */
function padKeys(text: string, [first, ...others]: readonly unknown[]): unknown[] {
  if (!Array.isArray(first) || first.length === 0 || !text.includes('= any($1')) return [first, ...others];
  const padding = Array<unknown>(Math.max(0, GENERIC_PLAN_LIST_SIZE - first.length)).fill(first.at(-1));
  return [[...(first as unknown[]), ...padding], ...others];
}

async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (attempts === MOST_ATTEMPTS || !RETRYABLE_CODES.has(errorCode(error) ?? '')) throw error;
    }
  }
}

function driverPool({ driver }: DataSource): pg.Pool {
  const pool: unknown = 'master' in driver ? driver.master : undefined;
  invariant(pool instanceof pg.Pool, 'the driver is pg');
  return pool;
}

function urlOf({ options }: DataSource): string {
  invariant(options.type === 'postgres' && options.url !== undefined, 'a database is reached by its address');
  return options.url;
}

function poolState({ totalCount, idleCount, waitingCount }: pg.Pool): PoolState {
  return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
}
