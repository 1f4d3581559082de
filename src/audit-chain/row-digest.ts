import { invariant } from '../kernel/invariant.ts';
import type { ChainForm, CoveredTable } from '../database/migrations/chain-form.ts';

/**
 * The canonical text of a value by its type. None depends on a setting of the session (time zone, style of dates, form of
 * bytes), on the database's locale or on PostgreSQL's version.
 */
const CANONICAL: Readonly<Record<string, (column: string) => string>> = {
  text: (column) => column,
  uuid: (column) => `${column}::text`,
  bigint: (column) => `${column}::text`,
  integer: (column) => `${column}::text`,
  boolean: (column) => `${column}::text`,
  jsonb: (column) => `${column}::text`,
  date: (column) => `extract(julian from ${column})::text`,
  'timestamp with time zone': (column) => `extract(epoch from ${column})::text`,
  bytea: (column) => `encode(${column}, 'hex')`,
  'text[]': (column) => `array_to_json(${column})::text`,
};

export const CANONICAL_TYPES = Object.keys(CANONICAL);

/**
 * A statement that computes the digests of entries from their rows: `$1` are the keys, each of which has one row of the
 * answer (`key`, `digest`, `rows`) if anything has it. A row's digest is SHA-256 of a JSON array in UTF-8: `+` (or `-`, of a row that
 * the change superseded), the table's name, and the canonical texts of its columns by their names. An entry's digest is
 * SHA-256 of the sorted digests of its tables, and a table's that of the sorted digests of its rows.
 */
export function digestStatement(tables: ChainForm): string {
  const branches = tables.flatMap((table) => [
    branch(table, '+', table.by),
    ...(table.superseded ? [branch(table, '-', 'superseded_in')] : []),
  ]);
  return `select key::text, sha256(string_agg(digest, ''::bytea order by digest)) as digest, sum(rows)::int as rows
    from (${branches.join(' union all ')}) as tables group by key`;
}

function branch({ table, columns }: CoveredTable, sign: '+' | '-', by: string): string {
  const texts = columns.map(([name, type]) => canonical(`"${name}"`, type));
  const row = `sha256(convert_to(to_json(array['${sign}', '${table}', ${texts.join(', ')}])::text, 'UTF8'))`;
  return `select key, sha256(string_agg(row, ''::bytea order by row)) as digest, count(*) as rows
    from (select ${by} as key, ${row} as row from ${table} where ${by} = any($1)) as rows group by key`;
}

function canonical(column: string, type: string): string {
  const print = CANONICAL[type];
  invariant(print !== undefined, `a column of type ${type} has a canonical text`);
  return print(column);
}
