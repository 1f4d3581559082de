import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Sql } from '../database/database.ts';
import type { ChainForm } from '../database/migrations/chain-form.ts';
import { CHAINED_JOURNALS } from '../database/migrations/chained-tables.ts';
import { hasRows } from '../database/rows.ts';
import { invariant } from '../kernel/invariant.ts';
import { parseJson } from '../kernel/parse-json.ts';
import type { Checkpoint } from './checkpoint.ts';
import { CANONICAL_TYPES, digestStatement } from './row-digest.ts';

/** A form by its number, with the SHA-256 of its text and the statements that compute digests. */
export interface Form {
  readonly number: number;
  readonly digest: Buffer;
  readonly tables: ChainForm;
}

const name = z.string().regex(/^[a-z][a-z0-9_]*$/);
const formText: z.ZodType<ChainForm> = z.array(
  z.strictObject({
    table: name,
    by: z.enum(['id', 'change_id', 'recorded_in']),
    superseded: z.boolean(),
    columns: z.array(z.tuple([name, z.enum(CANONICAL_TYPES)])),
  }),
);

/** What waits to be sealed: a change with its number, or a row of a chained journal. */
export interface Unsealed {
  readonly source: string;
  readonly key: string;
  readonly number: number | null;
}

/** What a checkpoint says, with the subtrees from which the tree is continued. */
export interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly subtrees: Buffer;
}

export async function newestForm(sql: Sql): Promise<Form> {
  const [row] = await sql.query<{ number: number; form: string }>(
    'select number, form from audit_form order by number desc limit 1',
  );
  invariant(row !== undefined, 'a migrated database has a form');
  return toForm(row);
}

export async function formsByNumber(sql: Sql): Promise<ReadonlyMap<number, Form>> {
  const rows = await sql.query<{ number: number; form: string }>('select number, form from audit_form');
  return new Map(rows.map((row) => [row.number, toForm(row)]));
}

/** A form that somebody altered may be anything: what is none has no tables. */
function toForm({ number, form }: { readonly number: number; readonly form: string }): Form {
  const tables = formText.safeParse(parseJson(form)).data ?? [];
  return { number, digest: createHash('sha256').update(form).digest(), tables };
}

/** The checkpoints with more than so many entries, in their order. */
export async function checkpointsAfter(sql: Sql, size: number): Promise<readonly StoredCheckpoint[]> {
  const rows = await sql.query<Record<'size' | 'number' | 'root' | 'link' | 'at', string> & StoredSignature>(
    `select size::text, number::text, encode(root, 'hex') as root, encode(link, 'hex') as link, frontier, key_version, signature,
       to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at
     from audit_checkpoint where size > $1 order by audit_checkpoint.size`,
    [size],
  );
  return rows.map(({ size: entries, number, root, link, at, frontier, key_version: key, signature }) => ({
    checkpoint: {
      ...{ size: Number(entries), root, link, at, number: Number(number) },
      ...{ key, signature: signature.toString('base64') },
    },
    subtrees: frontier,
  }));
}

interface StoredSignature {
  readonly frontier: Buffer;
  readonly key_version: number;
  readonly signature: Buffer;
}

export function hasCheckpoints(sql: Sql): Promise<boolean> {
  return hasRows(sql, 'select 1 from audit_checkpoint limit 1');
}

export async function lastCheckpoint(sql: Sql): Promise<StoredCheckpoint | undefined> {
  const [row] = await sql.query<{ size: string }>('select coalesce(max(size), 0)::text as size from audit_checkpoint');
  return (await checkpointsAfter(sql, Number(row?.size) - 1))[0];
}

/** The numbered changes after a number, and rows of journals that wait, each at most `most`. */
export async function readUnsealed(sql: Sql, number: number, most: number): Promise<readonly Unsealed[]> {
  const changes = await sql.query<{ key: string; number: string }>(
    'select change_id as key, number::text from change_sequence where change_sequence.number > $1 order by change_sequence.number limit $2',
    [number, most],
  );
  const rows = await sql.query<{ source: string; key: string }>('select source, key from audit_pending limit $1', [
    most,
  ]);
  return [
    ...changes.map((change) => ({ source: 'change_log', key: change.key, number: Number(change.number) })),
    ...rows.map(({ source, key }) => ({ source, key, number: null })),
  ];
}

/** What an entry covers: the digest of its rows, and how many there are. */
interface Covered {
  readonly digest: Buffer;
  readonly rows: number;
}

/** The digests of entries by source and key; what has no row at all has none. */
export async function readDigests(
  sql: Sql,
  { tables }: Pick<Form, 'tables'>,
  entries: readonly Pick<Unsealed, 'source' | 'key'>[],
): Promise<ReadonlyMap<string, Covered>> {
  const digests = new Map<string, Covered>();
  for (const [source, given] of Map.groupBy(entries, (entry) => entry.source)) {
    const own = tablesOf(tables, source);
    if (own.length === 0) continue;
    const rows = await sql.query<Covered & { key: string }>(digestStatement(own), [given.map(({ key }) => key)]);
    for (const { key, ...covered } of rows) digests.set(nameOf({ source, key }), covered);
  }
  return digests;
}

/** The tables whose rows belong to entries of a source: a journal's own, or all that belong to changes. */
function tablesOf(tables: ChainForm, source: string): ChainForm {
  const isJournal = (table: string) => CHAINED_JOURNALS.some((journal) => journal === table);
  return tables.filter(({ table }) => (source === 'change_log' ? !isJournal(table) : table === source));
}

export function nameOf({ source, key }: Pick<Unsealed, 'source' | 'key'>): string {
  return `${source} ${key}`;
}
