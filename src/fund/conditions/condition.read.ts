import type { Sql } from '../../database/database.ts';
import { type ReadAt, recordedBy } from '../../database/time/known-at.ts';
import { printDay } from '../../kernel/calendar.ts';

/** What a document says of the money of an allocation. Days are `YYYY-MM-DD`; a list that is `null` restricts nothing. */
export interface ConditionRow {
  /** The allocation that was asked for: its own condition, or one of an allocation that its money comes from. */
  readonly allocationId: string;
  readonly isOwn: boolean;
  readonly isInForce: boolean;
  readonly startsOn: string;
  readonly until: string | null;
  readonly levels: readonly string[];
  readonly categories: readonly string[] | null;
  readonly withoutFile: boolean;
  readonly aidTypes: readonly string[] | null;
  readonly documentNumber: string;
  readonly documentDay: string;
  readonly documentTitle: string;
  readonly actor: string;
}

/** Reads the conditions of allocations and of those that their money comes from, in the order of their days. One statement. */
export async function readConditions(
  sql: Sql,
  allocationIds: readonly string[],
  { asOf, known }: ReadAt,
): Promise<ReadonlyMap<string, readonly ConditionRow[]>> {
  const rows = await sql.query<ConditionRow>(
    `select l.own as "allocationId", c.allocation_id = l.own as "isOwn", c.starts_on as "startsOn", c.until, c.levels,
       c.categories, c.without_file as "withoutFile", c.aid_types as "aidTypes", c.document_number as "documentNumber",
       c.document_day as "documentDay", c.document_title as "documentTitle", s.code as actor,
       c.starts_on <= $2::date and not exists (
         select from relief_condition d where d.allocation_id = c.allocation_id and d.starts_on <= $2::date
           and (d.starts_on, d.number) > (c.starts_on, c.number) and ${recordedBy('d', known)}) as "isInForce"
     from relief_lines($1::uuid[]) l join relief_condition c on c.allocation_id = l.allocation_id and ${recordedBy('c', known)}
     join staff s on s.id = c.actor_id order by c.starts_on, c.allocation_id, c.number`,
    [allocationIds, printDay(asOf)],
  );
  return Map.groupBy(rows, ({ allocationId }) => allocationId);
}

/** The levels of files that the money of allocations reaches where no document says otherwise (Article 2). */
export async function readPresetLevels(
  sql: Sql,
  allocationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql.query<{ readonly id: string; readonly levels: readonly string[] }>(
    `select l.own as id, relief_preset(f.source, f.union_id) as levels
     from relief_lines($1::uuid[]) l join relief_allocation a on a.id = l.allocation_id join relief_fund f on f.id = a.fund_id
     where l.from_id is null`,
    [allocationIds],
  );
  return new Map(rows.map(({ id, levels }) => [id, levels]));
}
