import type { Sql } from '../database.ts';
import { invariant } from '../../kernel/invariant.ts';
import { CHAINED_JOURNALS, UNCHAINED, UNCOVERED_COLUMNS } from './chained-tables.ts';
import { SUPERSEDING_COLUMN, TABLE_CLASSES, type TableName } from './table-classes.ts';

/** A table as the entries of the audit chain cover it. */
export interface CoveredTable {
  readonly table: string;
  /** The column that says to which entry a row belongs. */
  readonly by: 'id' | 'change_id' | 'recorded_in';
  /** Whether a row also belongs to the entry of the change that superseded it. */
  readonly superseded: boolean;
  /** The names and types of the covered columns, by their names. */
  readonly columns: readonly (readonly [name: string, type: string])[];
}

/** The covered tables as one text: an entry names its number, and covers its digest. */
export type ChainForm = readonly CoveredTable[];

interface ColumnRow {
  readonly table: TableName;
  readonly name: string;
  readonly type: string;
}

/**
 * Makes the database ready for the audit chain: rows are found by their change along an index, rows of chained journals are
 * noted as they are written, and the present columns are the newest form. Each index is made by itself, so that the writers of
 * one table do not wait for another's.
 */
export async function prepareChain(owner: Sql): Promise<void> {
  const form = await presentForm(owner);
  for (const { table, by, superseded } of form) {
    if (by === 'recorded_in') await owner.query(`create index if not exists ${table}_recorded_in on ${table} (${by})`);
    if (superseded) await owner.query(makeSupersededIndex(table));
  }
  for (const table of CHAINED_JOURNALS) await notePending(owner, table);
  await addForm(owner, JSON.stringify(form));
}

function makeSupersededIndex(table: string): string {
  return `create index if not exists ${table}_${SUPERSEDING_COLUMN} on ${table} (${SUPERSEDING_COLUMN})
    where ${SUPERSEDING_COLUMN} is not null`;
}

async function presentForm(owner: Sql): Promise<ChainForm> {
  const rows = await owner.query<ColumnRow>(
    `select c.relname::text as table, a.attname::text as name, format_type(a.atttypid, null) as type
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relname = any($1)
     order by c.relname collate "C", a.attname collate "C"`,
    [coveredTables()],
  );
  return [...Map.groupBy(rows, ({ table }) => table)].map(([table, columns]) => coveredTable(table, columns));
}

function coveredTables(): readonly TableName[] {
  const kept = Object.entries(TABLE_CLASSES).filter(([, kind]) => kind === 'FACT' || kind === 'JOURNAL');
  return kept.map(([table]) => table as TableName).filter((table) => UNCHAINED[table] === undefined);
}

function coveredTable(table: TableName, columns: readonly ColumnRow[]): CoveredTable {
  const left = [SUPERSEDING_COLUMN, ...(UNCOVERED_COLUMNS[table] ?? [])];
  const has = (name: string) => columns.some((column) => column.name === name);
  return {
    ...{ table, by: keyOf(table, has), superseded: has(SUPERSEDING_COLUMN) },
    columns: columns.filter(({ name }) => !left.includes(name)).map(({ name, type }) => [name, type]),
  };
}

function keyOf(table: TableName, has: (name: string) => boolean): CoveredTable['by'] {
  if (table === 'change_sequence') return 'change_id';
  if (table === 'change_log' || CHAINED_JOURNALS.some((journal) => journal === table)) return 'id';
  invariant(has('recorded_in'), `${table} belongs to a change, is a chained journal or says why no entry covers it`);
  return 'recorded_in';
}

/** Notes new rows of a journal; those that are there when this begins, without an entry (of before, or restored), wait to be sealed too. */
async function notePending(owner: Sql, table: TableName): Promise<void> {
  const [made] = await owner.query(
    `select 1 from pg_trigger where tgrelid = $1::regclass and tgname = 'note_pending'`,
    [table],
  );
  if (made !== undefined) return;
  await owner.query(`begin;
    create trigger note_pending after insert on ${table} referencing new table as written
      for each statement execute function note_pending();
    insert into audit_pending (source, key) select '${table}', t.id from ${table} t
      where not exists (select from audit_entry e where e.source = '${table}' and e.key = t.id) on conflict do nothing;
    commit`);
}

async function addForm(owner: Sql, form: string): Promise<void> {
  const [newest] = await owner.query<{ number: number; form: string }>(
    'select number, form from audit_form order by number desc limit 1',
  );
  if (newest?.form === form) return;
  await owner.query('insert into audit_form (number, form) values ($1, $2)', [(newest?.number ?? 0) + 1, form]);
}
