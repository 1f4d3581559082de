import type { Sql } from './database.ts';

/** A row's values in PostgreSQL's text form. */
export type Texts = readonly (string | null)[];

/** Inserts rows given as texts, in one statement; `columns` are names with their types, in the rows' order. */
export async function insertTexts(
  sql: Sql,
  table: string,
  columns: Readonly<Record<string, string>>,
  rows: readonly Texts[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = Object.keys(columns);
  const parameters = names.map((_, at) => `$${at + 1}::text[]`).join(', ');
  const casts = Object.values(columns).map((type, at) => `c${at}::${type}`);
  await sql.query(
    `insert into ${table} (${names.join(', ')}) select ${casts.join(', ')}
     from unnest(${parameters}) as given (${names.map((_, at) => `c${at}`).join(', ')})`,
    names.map((_, at) => rows.map((row) => row[at] ?? null)),
  );
}

/** A bytea in PostgreSQL's text form. */
export function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}
