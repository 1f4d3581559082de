import type { DuckDBConnection } from '@duckdb/node-api';
import { copyText } from '../../../database/copy-rows.ts';
import type { Sql } from '../../../database/database.ts';
import { columnsOf } from '../layout.store.ts';
import { LIST_SEPARATOR, type Source, type SourceScope } from './sources.read.ts';

/**
 * Copies the rows of a source into its staging table. DuckDB takes the text of COPY apart itself, outside the thread of JavaScript:
 * this is three times as quick as its appender, to which each value goes by itself.
 */
export async function stageSource(
  sql: Sql,
  connection: DuckDBConnection,
  { stage, columns, statement }: Source,
  scope: SourceScope,
): Promise<void> {
  await connection.run(`create or replace temp table ${stage} (${columnsOf(columns)})`);
  const values = Object.values(columns).map((type, at) => parsed(`nullif(cell[${at + 1}], '\\N')`, type));
  const insertion = await connection.prepare(
    `insert into ${stage} select ${values.join(', ')} from (
       select string_split(line, chr(9)) as cell from (select unnest(string_split($1, chr(10))) as line) where line <> '')`,
  );
  try {
    await copyText(sql, statement(scope), async (lines) => {
      insertion.bindVarchar(1, lines);
      await insertion.run();
    });
  } finally {
    insertion.destroySync();
  }
}

/** No value has a character that COPY escapes: all are codes, ids, days, numbers and paths. */
function parsed(cell: string, type: string): string {
  if (type !== 'VARCHAR[]') return `${cell}::${type}`;
  return `case ${cell} when '' then []::VARCHAR[] else string_split(${cell}, chr(${LIST_SEPARATOR})) end`;
}
