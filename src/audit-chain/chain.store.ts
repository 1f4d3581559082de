import type { Sql } from '../database/database.ts';
import { insertRows } from '../database/table.ts';
import { auditCheckpointTable, auditEntryTable } from './audit-chain.entity.ts';
import type { Form, StoredCheckpoint } from './chain.read.ts';
import type { Entry } from './entry.ts';

/** Lists of keys find their rows along indexes, by one plan for all; an entry that a crash loses is sealed again. */
const SESSION = [
  'set enable_seqscan = off',
  'set plan_cache_mode = force_generic_plan',
  'set jit = off',
  "set work_mem = '32MB'",
  'set synchronous_commit = off',
].join('; ');

export async function prepareSession(sql: Sql): Promise<void> {
  await sql.query(SESSION);
}

/** Gives the committed changes their numbers. */
export async function numberChanges(sql: Sql): Promise<void> {
  await sql.query('select seal_changes()');
}

/** Appends entries, and takes those of journals off what waits. */
export async function appendEntries(
  sql: Sql,
  entries: readonly (Entry & { readonly link: Buffer; readonly uuid: string })[],
  form: Form,
): Promise<void> {
  await sql.query('begin');
  await insertRows(
    sql,
    auditEntryTable,
    entries.map(({ position, at, source, uuid, number, digest, link }) => ({
      ...{ position, at: instantOf(at), source, key: uuid, number, form: form.number, digest, link },
    })),
  );
  const journal = entries.filter(({ source }) => source !== 'change_log');
  await sql.query(
    `delete from audit_pending p using unnest($1::text[], $2::uuid[]) as sealed (source, key)
     where p.source = sealed.source and p.key = sealed.key`,
    [journal.map(({ source }) => source), journal.map(({ uuid }) => uuid)],
  );
  await sql.query('commit');
}

/** Microseconds since 1970 as an instant. */
function instantOf(at: bigint): string {
  return `${new Date(Number(at / 1000n)).toISOString().slice(0, -1)}${String(at % 1000n).padStart(3, '0')}Z`;
}

/** Writes a checkpoint, and waits until it is on the disk together with all entries before it. */
export async function insertCheckpoint(sql: Sql, { checkpoint, subtrees }: StoredCheckpoint): Promise<void> {
  const { size, root, link, at, number, key, signature } = checkpoint;
  await sql.query('begin; set local synchronous_commit = on');
  await insertRows(sql, auditCheckpointTable, [
    {
      ...{ size, at, root: Buffer.from(root, 'hex'), link: Buffer.from(link, 'hex'), frontier: subtrees, number },
      ...{ keyVersion: key, signature: Buffer.from(signature, 'base64') },
    },
  ]);
  await sql.query('commit');
}
