import { once } from 'node:events';
import { from as copyFrom } from 'pg-copy-streams';
import type { Sql } from './database.ts';

/** A row's values in PostgreSQL's text form. */
export type Texts = readonly (string | null)[];

/** Rows of one table; `columns` are names in the database, quoted where they must be, in the rows' order. */
export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly Texts[];
}

export async function copyTexts(sql: Sql, { table, columns, rows }: TableRows): Promise<void> {
  if (rows.length === 0) return;
  const stream = sql.client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
  const finished = once(stream, 'finish');
  stream.end(rows.map(copyLine).join(''));
  await finished;
}
/** A bytea in PostgreSQL's text form. */
export function hex(bytes: Buffer): string {
  return `\\x${bytes.toString('hex')}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyLine(row: Texts): string {
  let line = '';
  for (const [at, value] of row.entries()) {
    if (at > 0) line += '\t';
    line += value === null ? '\\N' : /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, escape) : value;
  }
  return `${line}\n`;
}

function escape(character: string): string {
  return ESCAPES[character] ?? character;
}
