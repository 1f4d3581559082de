import pg from 'pg';
import { createSql, type Sql } from '../database.ts';
import { ROW_TYPES } from './row-types.ts';

/** Works on a connection of its own, outside the pool of requests, and ends it whatever happens. */
export async function onOwnConnection<T>(url: string, work: (sql: Sql) => Promise<T>, options?: string): Promise<T> {
  const client = new pg.Client({ connectionString: url, options, types: ROW_TYPES });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(createSql(client));
  } finally {
    await client.end();
  }
}
