import { hasRows } from '../database/rows.ts';
import type { Sql } from '../database/database.ts';
import { regionTable, tradeUnionTable, tradeUnionVersionTable } from './union.entity.ts';
import { insertRows } from '../database/table.ts';
import type { UnionKind } from './union.codes.ts';

export interface NewUnion {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: UnionKind;
  readonly region: string;
  /** Whether it runs a 帮扶中心. */
  readonly hasCentre: boolean;
  readonly parentId: string | null;
  /** `YYYY-MM-DD`. */
  readonly from: string;
}

export async function insertUnions(sql: Sql, changeId: string, unions: readonly NewUnion[]): Promise<void> {
  const recorded = { recordedIn: changeId };
  const anchors = unions.map(({ id, code }) => ({ id, code, ...recorded }));
  const versions = unions.map(({ id, from, code: _, ...version }) => {
    return { anchorId: id, validFrom: from, ...version, ...recorded };
  });
  await insertRows(sql, tradeUnionTable, anchors);
  await insertRows(sql, tradeUnionVersionTable, versions);
}

/** Inserts divisions under one parent, which may be among them. */
export async function insertRegions(
  sql: Sql,
  changeId: string,
  parent: string,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  const regions = Object.entries(names).map(([code, name]) => {
    return { code, name, parentCode: code === parent ? null : parent, recordedIn: changeId };
  });
  await insertRows(sql, regionTable, regions);
}

/** Rebuilds the closure of the tree: each union with itself and its ancestors, and the days on which they are so. */
export async function rebuildUnionClosure(sql: Sql): Promise<void> {
  await sql.query('delete from union_closure');
  await sql.query(
    `insert into union_closure (ancestor_id, descendant_id, depth, valid_from, valid_to)
     with recursive line as (
       select anchor_id as ancestor_id, anchor_id as descendant_id, 0 as depth, parent_id,
         daterange(valid_from, valid_to) as days
       from trade_union_version where superseded_in is null
       union all
       select up.anchor_id, line.descendant_id, line.depth + 1, up.parent_id,
         line.days * daterange(up.valid_from, up.valid_to)
       from line join trade_union_version up on up.anchor_id = line.parent_id and up.superseded_in is null
         and line.days && daterange(up.valid_from, up.valid_to)
       where line.depth < 20
     )
     select ancestor_id, descendant_id, depth, lower(days), upper(days) from line`,
  );
}

export function hasRegion(sql: Sql, code: string): Promise<boolean> {
  return hasRows(sql, 'select 1 from region where code = $1', [code]);
}

export function rootUnions(sql: Sql): Promise<{ readonly id: string; readonly code: string }[]> {
  return sql.query(
    `select u.id, u.code from trade_union u
     join trade_union_version v on v.anchor_id = u.id and v.superseded_in is null and v.valid_to is null
     where v.parent_id is null`,
  );
}
