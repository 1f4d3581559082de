import type { Sql } from '../../database/database.ts';

/** A payment that is to be held of the money of an allocation. */
export interface ToAdmit {
  readonly id: string;
  readonly allocationId: string;
  readonly aidType: string;
  readonly fileLevel: string | null;
  readonly fileCategory: string | null;
}

/**
 * The ids of those that an allocation of their money does not admit on a day: what `inadmissible_relief` of the ledger says of holds,
 * asked before they are posted, so that each can be named. One statement.
 */
export async function readInadmissible(sql: Sql, lines: readonly ToAdmit[], day: string): Promise<ReadonlySet<string>> {
  const column = (name: keyof ToAdmit) => lines.map((line) => line[name]);
  const rows = await sql.query<{ readonly id: string }>(
    `with standing as materialized (
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[])
         as line (id, allocation_id, aid_type, file_level, file_category)
     )
     select distinct s.id from standing s
     join relief_lines((select array_agg(distinct allocation_id) from standing)) l on l.own = s.allocation_id
     join relief_allocation a on a.id = l.allocation_id join relief_fund f on f.id = a.fund_id
     left join lateral (
       select c.* from relief_condition c where c.allocation_id = l.allocation_id and c.starts_on <= $6::date
       order by c.starts_on desc, c.number desc limit 1
     ) c on true
     where s.aid_type <> coalesce(f.aid_type, s.aid_type) or not coalesce(case
       when c.id is not null then
         $6::date <= coalesce(c.until, $6::date) and s.aid_type = any(coalesce(c.aid_types, array[s.aid_type]))
           and case when s.file_level is null then c.without_file
             else s.file_level = any(c.levels) and coalesce(s.file_category = any(c.categories), c.categories is null) end
       when l.from_id is null then s.file_level = any(relief_preset(f.source, f.union_id))
       else true end, false)`,
    [...(['id', 'allocationId', 'aidType', 'fileLevel', 'fileCategory'] as const).map(column), day],
  );
  return new Set(rows.map(({ id }) => id));
}
