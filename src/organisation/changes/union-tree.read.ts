import type { Sql } from '../../database/database.ts';
import { hasRows } from '../../database/rows.ts';
import { notEnded } from '../../database/time/valid-on.ts';

/** How many steps there are at most from a union up to the topmost one: the closure of the tree goes no further. */
export const MOST_STEPS = 20;

export function hasUnionCode(sql: Sql, code: string): Promise<boolean> {
  return hasRows(sql, 'select from trade_union where code = $1', [code]);
}

/** Whether a union is under another one on a day or later, as known now. */
export function isEverUnder(sql: Sql, unionId: string, ancestorId: string, day: string): Promise<boolean> {
  return hasRows(
    sql,
    `select from union_closure c
     where c.ancestor_id = $1 and c.descendant_id = $2 and c.superseded_in is null and ${notEnded('c', '$3::date')}`,
    [ancestorId, unionId, day],
  );
}

/** Whether unions that exist are directly under one on a day or later. */
export function hasActiveUnionsUnder(sql: Sql, unionId: string, day: string): Promise<boolean> {
  return hasRows(
    sql,
    `select from trade_union_version v
     where v.parent_id = $1 and v.state = 'ACTIVE' and v.superseded_in is null and ${notEnded('v', '$2::date')}`,
    [unionId, day],
  );
}

/** The ids of the unions that are directly under one on a day or later, be they dissolved. */
export async function unionsDirectlyUnder(sql: Sql, unionId: string, day: string): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select distinct v.anchor_id as id from trade_union_version v
     where v.parent_id = $1 and v.superseded_in is null and ${notEnded('v', '$2::date')}`,
    [unionId, day],
  );
  return rows.map(({ id }) => id);
}

/** The steps from the lowest union under one, or from a new one, to the topmost one if it is put under another. */
export async function lineLength(sql: Sql, unionId: string | null, superiorId: string): Promise<number> {
  const [row] = await sql.query<{ steps: number }>(
    `select 1 + coalesce(max(c.depth) filter (where c.descendant_id = $2), 0)
       + coalesce(max(c.depth) filter (where c.ancestor_id = $1), 0) as steps
     from union_closure c where c.superseded_in is null and (c.ancestor_id = $1::uuid or c.descendant_id = $2::uuid)`,
    [unionId, superiorId],
  );
  return row?.steps ?? 0;
}
