import type { Sql } from '../../database/database.ts';

/** A comparison of a locked table with the payments on record and the general ledger. */
export interface TieOutRow {
  readonly id: string;
  readonly tableId: string;
  /** From 1; the last one of a table counts. */
  readonly place: number;
  /** The SHA-256 of the workbook of the ledger, in hexadecimal; `null` if none was given. */
  readonly ledger: string | null;
  /** The SHA-256 of the result. */
  readonly digest: string;
  readonly differences: number;
  readonly tiedOn: string;
}

/** The explanation of a difference by a named officer. */
export interface Explanation {
  readonly difference: number;
  readonly explanation: string;
  readonly explainedBy: string;
  readonly explainedOn: string;
}

/** Finds the last comparison of each table. */
export async function lastTieOuts(sql: Sql, tableIds: readonly string[]): Promise<ReadonlyMap<string, TieOutRow>> {
  const rows = await sql.query<TieOutRow>(
    `select distinct on (o.table_id) o.id, o.table_id as "tableId", o.place, encode(o.ledger, 'hex') as ledger,
       encode(o.content, 'hex') as digest, o.differences, o.tied_on as "tiedOn"
     from locked_table_tie_out o where o.table_id = any($1::uuid[]) order by o.table_id, o.place desc`,
    [tableIds],
  );
  return new Map(rows.map((row) => [row.tableId, row]));
}

export function findExplanations(sql: Sql, tieOutId: string): Promise<readonly Explanation[]> {
  return sql.query<Explanation>(
    `select difference, explanation, explained_by as "explainedBy", explained_on as "explainedOn"
     from locked_table_explanation where tie_out_id = $1 order by difference`,
    [tieOutId],
  );
}
