import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Sql } from '../database/database.ts';
import { putBack, takeOff } from '../database/scaffold.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { Measure } from './backup-folder.ts';
import { type BackupSet, contentOf } from './backup-set.ts';
import type { Manifest, TablePart } from './manifest.ts';
import { settleChanges, settleJobs } from './settle.store.ts';
import { copyOut, qualified, type Table, tablesOf } from './tables.read.ts';

/** Tables whose rows depend on the server they are in: they are loaded aside, and adjusted on their way to their place. */
const STAGED: Readonly<Record<string, string>> = { change_log: 'staged_change_log', job: 'staged_job' };

/** Whether a database has nothing of anybody's yet. An empty queue of jobs may be there. */
export async function isEmptyDatabase(sql: Sql): Promise<boolean> {
  const [row] = await sql.query<{ used: boolean; queue: boolean }>(
    `select exists (select from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
           and not exists (select from pg_depend d
             where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')) as used,
       to_regclass('job_queue.job') is not null as queue`,
  );
  if (row?.used !== false) return false;
  return !row.queue || (await sql.query('select 1 from job_queue.job limit 1')).length === 0;
}

/**
 * Loads the tables of a backup into the schema of its version, and reads them again to compare them with the backup.
 * `uploadFolder` is where the stored workbooks lie from now on.
 */
export async function loadTables(
  sql: Sql,
  set: BackupSet,
  uploadFolder: string,
  tell: (line: string) => void,
): Promise<Result<void, string>> {
  const { tables: parts, sequences } = set.manifest;
  const tables = await tablesOf(sql);
  const fault = faultOfParts(parts, tables);
  if (fault !== undefined) return fail(fault);
  const own = tables.filter(({ schema }) => schema === 'public').map(({ name }) => name);
  const scaffold = await takeOff(sql, own);
  for (const [index, part] of parts.entries()) {
    const table = tables.find((one) => isOf(one, part));
    if (table === undefined || !(await loadTable(sql, set, part, table))) {
      return fail(`恢复的内容与备份不符 / what was restored is not what was backed up: ${part.name}`);
    }
    tell(`${index + 1}/${parts.length} ${part.name}: ${part.rows} 行 / rows`);
  }
  await settleChanges(sql, 'staged_change_log');
  await settleJobs(sql, 'staged_job', columnsOf(parts, 'job'), uploadFolder);
  await setSequences(sql, sequences);
  await putBack(sql, scaffold);
  return succeed(undefined);
}

/** Every table of that version has its part, and the other way round. The queue's own version may differ. */
function faultOfParts(parts: readonly TablePart[], tables: readonly Table[]): string | undefined {
  const strange = parts.filter((part) => !tables.some((table) => isOf(table, part) && hasColumns(table, part)));
  const missing = tables.filter((table) => !parts.some((part) => isOf(table, part)));
  const names = [...strange, ...missing].map(({ name }) => name);
  if (names.length === 0) return undefined;
  return `备份中的表与其版本不符 / these tables of the backup are not those of its version: ${names.join(', ')}`;
}

function isOf(table: Pick<Table, 'schema' | 'name'>, { schema, name }: Pick<Table, 'schema' | 'name'>): boolean {
  return table.schema === schema && table.name === name;
}

function hasColumns({ schema, columns }: Table, part: TablePart): boolean {
  if (schema !== 'public') return true;
  return part.columns.length === columns.length && part.columns.every((column) => columns.includes(column));
}

/** Loads a table; whether it is then as it was when it was backed up. */
async function loadTable(sql: Sql, set: BackupSet, part: TablePart, table: Table): Promise<boolean> {
  const staged = STAGED[part.name];
  const target = staged ?? qualified(table);
  if (staged === undefined) await sql.query(`delete from ${target}`);
  else await makeStage(sql, staged, part, table);
  const columns = part.columns.map((column) => pg.escapeIdentifier(column)).join(', ');
  await pipeline(contentOf(set, part), sql.client.query(copyFrom(`copy ${target} (${columns}) from stdin`)));
  const measure = new Measure();
  const { order } = table;
  await pipeline(copyOut(sql, target, { columns: part.columns, order }), measure, new Writable({ write: ignore }));
  return measure.measured().digest === part.digest;
}

function ignore(_chunk: unknown, _encoding: unknown, done: () => void): void {
  done();
}

/** A table that ends with the transaction. A column that this version has not is text. */
async function makeStage(sql: Sql, stage: string, { columns }: TablePart, table: Table): Promise<void> {
  const list = columns.map((column) => {
    const name = pg.escapeIdentifier(column);
    return table.columns.includes(column) ? name : `null::text as ${name}`;
  });
  await sql.query(
    `create temp table ${stage} on commit drop as select ${list.join(', ')} from ${qualified(table)} with no data`,
  );
}

function columnsOf(parts: readonly TablePart[], name: string): readonly string[] {
  return parts.find((part) => part.name === name)?.columns ?? [];
}

async function setSequences(sql: Sql, sequences: Manifest['sequences']): Promise<void> {
  for (const { name, last, isCalled } of sequences) {
    await sql.query('select setval(quote_ident($1)::regclass, $2::bigint, $3::boolean)', [name, last, isCalled]);
  }
}
