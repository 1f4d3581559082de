import type { Sql } from '../../database/database.ts';
import { CHAINED_JOURNALS } from '../../database/migrations/chained-tables.ts';
import { type Form, newestForm } from '../chain.read.ts';
import { type Fault, chainFault } from './fault.ts';

/** An entry, as its rows are compared with it. */
export interface SealedEntry {
  readonly position: number;
  readonly source: string;
  readonly key: string;
  readonly form: number;
  readonly digest: Buffer;
}

const PART = 2000;

/** The next entries after a position. */
export async function readPart(sql: Sql, after: number): Promise<readonly SealedEntry[]> {
  const rows = await sql.query<Omit<SealedEntry, 'position'> & { position: string }>(
    `select e.position, e.source, e.key, e.form, e.digest from audit_entry e
     where e.position > $1 order by e.position limit ${PART}`,
    [after],
  );
  return rows.map((row) => ({ ...row, position: Number(row.position) }));
}

/** The columns of forms that the database has no longer, or with another type. */
export async function columnsGone(sql: Sql, forms: readonly Form[]): Promise<readonly string[]> {
  const named = forms.flatMap(({ tables }) =>
    tables.flatMap(({ table, columns }) => columns.map(([name, type]) => [table, name, type] as const)),
  );
  const rows = await sql.query<{ column: string }>(
    `select distinct given.table_name || '.' || given.name as column
     from unnest($1::text[], $2::text[], $3::text[]) as given (table_name, name, type)
     where not exists (
       select from pg_attribute a where a.attrelid = to_regclass('public.' || given.table_name) and a.attname = given.name
         and not a.attisdropped and format_type(a.atttypid, null) = given.type)`,
    [0, 1, 2].map((at) => named.map((column) => column[at])),
  );
  return rows.map(({ column }) => column);
}

/** Rows that no entry covers and none is going to cover; the faults name the entry after which there should be one. */
export async function findStrays(sql: Sql): Promise<readonly Fault[]> {
  const [last] = await sql.query<{ entries: string; number: string }>(
    'select coalesce(max(position), 0)::text as entries, coalesce(max(number), 0)::text as number from audit_entry',
  );
  const next = Number(last?.entries ?? 0) + 1;
  const { tables } = await newestForm(sql);
  const found: Fault[] = [];
  for (const [name, query] of strayQueries(tables, Math.trunc(Number(last?.number ?? 0)))) {
    const [stray] = await sql.query<{ key: string }>(`${query} limit 1`);
    if (stray !== undefined) found.push(chainFault(next, next, strayIn(name, stray.key)));
  }
  return found;
}

function strayQueries(tables: Form['tables'], last: number): readonly (readonly [name: string, query: string])[] {
  const unknown = (table: string, column: string) =>
    [
      table,
      `select t.${column}::text as key from ${table} t
       where t.${column} is not null and not exists (select from change_log c where c.id = t.${column})`,
    ] as const;
  return [
    ...CHAINED_JOURNALS.map(
      (table) =>
        [
          table,
          `select t.id::text as key from ${table} t
           where not exists (select from audit_entry e where e.source = '${table}' and e.key = t.id)
             and not exists (select from audit_pending p where p.source = '${table}' and p.key = t.id)`,
        ] as const,
    ),
    [
      'change_sequence',
      `select s.change_id::text as key from change_sequence s where s.number <= ${last}
         and not exists (select from audit_entry e where e.source = 'change_log' and e.key = s.change_id)`,
    ],
    // Below the horizon every transaction has ended, and its changes have their numbers.
    [
      'change_log',
      `select c.id::text as key from change_log c
       where c.transaction < (select horizon from sequencer)
         and pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= (select horizon from sequencer)
         and not exists (select from change_sequence s where s.change_id = c.id)`,
    ],
    ...tables.flatMap(({ table, by, superseded }) => [
      ...(by === 'id' ? [] : [unknown(table, by)]),
      ...(superseded ? [unknown(table, 'superseded_in')] : []),
    ]),
  ];
}

function strayIn(table: string, key: string): string {
  return `${table} 中有从未封存的行：${key} / ${table} has rows that were never sealed: ${key}`;
}

/** How many changes and rows of journals are on record and have no entry yet. */
export async function countWaiting(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ waiting: string }>(
    `select (select count(*) from audit_pending)
       + (select count(*) from change_sequence s where s.number > (select coalesce(max(e.number), 0) from audit_entry e))
       + (select count(*) from change_log c where c.transaction >= (select horizon from sequencer)
           and not exists (select from change_sequence s where s.change_id = c.id)) as waiting`,
  );
  return Number(row?.waiting ?? 0);
}

/** Begins one snapshot of the whole record, whose values have one text whatever the role's settings are. */
export async function beginSnapshot(sql: Sql): Promise<void> {
  await sql.query(
    `begin isolation level repeatable read read only; set local statement_timeout = 0; set local work_mem = '64MB'`,
  );
}

/** Lists of keys find their rows along indexes; whole tables are read otherwise. */
export async function useIndexes(sql: Sql, isOn: boolean): Promise<void> {
  await sql.query(`set local enable_seqscan = ${isOn ? 'off' : 'on'}`);
}
