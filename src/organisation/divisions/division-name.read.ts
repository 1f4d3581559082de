import type { Sql } from '../../database/database.ts';

/** The SQL expression of the name that a row of `region` has on a day, as known now. */
export function divisionName(region: string, day: string): string {
  return `coalesce((select named.name from region_name named where named.code = ${region}.code and named.valid_from <= ${day}
    order by named.valid_from desc limit 1), ${region}.name)`;
}

/** A name that a division has or had. */
export interface DivisionNameRow {
  readonly code: string;
  readonly name: string;
  /** `YYYY-MM-DD`, its first day; `null` for the name with which the division was put on record. */
  readonly from: string | null;
  /** The revision that recorded it; `null` as long as that has none. */
  readonly revision: number | null;
}

/** Lists the names of divisions, those of each in the order of their days. */
export async function listDivisionNames(sql: Sql, codes: readonly string[]): Promise<readonly DivisionNameRow[]> {
  const rows = await sql.query<Omit<DivisionNameRow, 'revision'> & { readonly revision: string | null }>(
    `select n.code, n.name, n."from", s.number as revision from (
       select r.code, r.name, null::date as "from", r.recorded_in from region r where r.code = any($1)
       union all
       select n.code, n.name, n.valid_from, n.recorded_in from region_name n where n.code = any($1)
     ) n left join change_sequence s on s.change_id = n.recorded_in
     order by n.code, n."from" nulls first`,
    [codes],
  );
  return rows.map((row) => ({ ...row, revision: row.revision === null ? null : Number(row.revision) }));
}

/** The first day and the text of the last name of a division, from which on a later one can be given; `undefined` if there is no such division. */
export async function lastDivisionName(
  sql: Sql,
  code: string,
): Promise<Pick<DivisionNameRow, 'name' | 'from'> | undefined> {
  return (await listDivisionNames(sql, [code])).at(-1);
}
