import type { Sql } from './database.ts';
import type { Parameters } from './parameters.ts';

/** Counts the rows of a statement, which is given from its `from` on. */
export async function countRows(sql: Sql, from: string, { values }: Pick<Parameters, 'values'>): Promise<number> {
  const [row] = await sql.query<{ count: string }>(`select count(*) ${from}`, values);
  return Number(row?.count ?? 0);
}

/** Whether a statement finds anything. */
export async function hasRows(sql: Sql, text: string, values: readonly unknown[] = []): Promise<boolean> {
  return (await sql.query(text, values)).length > 0;
}

/** The map from the first column of a statement to its second; both are texts or ids. */
export async function readMap(
  sql: Sql,
  text: string,
  values: readonly unknown[],
): Promise<ReadonlyMap<string, string>> {
  return new Map((await sql.arrays(text, values)) as [key: string, value: string][]);
}
