import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Readable } from 'node:stream';
import { onOwnConnection } from '../database/connection/own-connection.ts';
import type { Sql } from '../database/database.ts';
import { MIGRATIONS_TABLE } from '../database/connection/data-source.ts';
import type { Manifest } from './manifest.ts';

/** A table as the catalogue has it. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Those that are written, not generated. */
  readonly columns: readonly string[];
  /** The expressions of the primary key, by which its rows are ordered alike in every database. */
  readonly order: readonly string[];
}

/** The text form of values depends on these; nothing of a backup may depend on how a role or a database is set. */
const TEXT_FORM = [
  "set local timezone = 'Asia/Shanghai'",
  "set local datestyle = 'ISO, YMD'",
  "set local intervalstyle = 'postgres'",
  "set local bytea_output = 'hex'",
  'set local extra_float_digits = 1',
  "set local client_encoding = 'UTF8'",
  'set local statement_timeout = 0',
  'set local lock_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
];

/** Gives the transaction's values the text form of backups. */
export async function setTextForm(sql: Sql): Promise<void> {
  await sql.query(TEXT_FORM.join('; '));
}

/**
 * Works on one snapshot of the database, as the owner. The transaction only reads, so it has no number of its own and
 * does not hold back the numbering of changes.
 */
export async function inSnapshot<T>(ownerUrl: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  return onOwnConnection(ownerUrl, async (sql) => {
    await sql.query('begin isolation level repeatable read read only');
    await setTextForm(sql);
    return work(sql);
  });
}

/** The migrations that the database has seen, in their order; none where it is no database of the platform. */
export async function migrationsOf(sql: Sql): Promise<readonly string[]> {
  const [found] = await sql.query<{ there: boolean }>(`select to_regclass('${MIGRATIONS_TABLE}') is not null as there`);
  if (found?.there !== true) return [];
  const rows = await sql.query<{ name: string }>(`select name from ${MIGRATIONS_TABLE} order by id`);
  return rows.map(({ name }) => name);
}

/** The tables of the schema `public` and the queue's jobs, by their names. */
export function tablesOf(sql: Sql): Promise<readonly Table[]> {
  return sql.query<Table>(
    `select n.nspname::text as schema, c.relname::text as name,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns,
       array(select quote_ident(a.attname) || case when a.attcollation = 0 then '' else ' collate "C"' end
         from pg_index i cross join unnest(i.indkey) with ordinality as k (attnum, at)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
         where i.indrelid = c.oid and i.indisprimary and k.at <= i.indnkeyatts order by k.at) as order
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition
       and (n.nspname = 'public' or n.nspname = 'job_queue' and c.relname = 'job')
       and not exists (select from pg_depend d
         where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by n.nspname collate "C", c.relname collate "C"`,
  );
}

/** Reads a table's rows by COPY, in the order of its primary key; a line each. */
export function copyOut({ client }: Sql, from: string, { columns, order }: Pick<Table, 'columns' | 'order'>): Readable {
  const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  const sorted = order.length === 0 ? list : order.join(', ');
  return client.query(copyTo(`copy (select ${list} from ${from} order by ${sorted}) to stdout`));
}

export function qualified({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

/** The sequences of the schema `public`. They do not belong to a snapshot, and are never behind it. */
export async function sequencesOf(sql: Sql): Promise<Manifest['sequences']> {
  const names = await sql.query<{ name: string }>(
    `select relname::text as name from pg_class where relkind = 'S' and relnamespace = 'public'::regnamespace order by 1`,
  );
  const sequences: Manifest['sequences'] = [];
  for (const { name } of names) {
    const [row] = await sql.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${pg.escapeIdentifier(name)}`,
    );
    if (row !== undefined) sequences.push({ name, last: row.last, isCalled: row.called });
  }
  return sequences;
}

export async function lastChange(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ last: string }>('select coalesce(max(number), 0)::text as last from change_sequence');
  return Number(row?.last ?? 0);
}

/** The kinds of jobs that have a queue; dead jobs have one in every database. */
export async function queuesOf(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ name: string }>("select name from job_queue.queue where name <> 'dead' order by 1");
  return rows.map(({ name }) => name);
}

/** The files of workbooks whose imports have not ended, as the jobs name them. */
export async function waitingUploads(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ path: string }>(
    `select distinct data #>> '{workbook,path}' as path from job_queue.job
     where state in ('created', 'retry', 'active') and data #>> '{workbook,path}' is not null order by 1`,
  );
  return rows.map(({ path }) => path);
}
