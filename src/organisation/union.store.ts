import { hasRows } from '../database/rows.ts';
import type { Sql } from '../database/database.ts';
import { regionNameTable, regionTable, tradeUnionTable, tradeUnionVersionTable } from './union.entity.ts';
import { insertRows } from '../database/table.ts';
import type { UnionKind, UnionState } from './union.codes.ts';

export interface NewUnion {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: UnionKind;
  readonly region: string;
  /** Whether it runs a 帮扶中心. */
  readonly hasCentre: boolean;
  /** The name of the centre; a centre that was on record before names were has none. */
  readonly centreName?: string | null;
  readonly parentId: string | null;
  /** `YYYY-MM-DD`. */
  readonly from: string;
}

export async function insertUnions(sql: Sql, changeId: string, unions: readonly NewUnion[]): Promise<void> {
  const recorded = { recordedIn: changeId };
  const anchors = unions.map(({ id, code }) => ({ id, code, ...recorded }));
  const versions = unions.map(({ id, from, code: _, centreName = null, ...version }) => {
    return { anchorId: id, validFrom: from, ...version, centreName, state: 'ACTIVE', ...recorded };
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
    return { code, name, parentCode: code === parent ? null : parent };
  });
  await insertDivisions(sql, changeId, regions);
}

interface NewDivision {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
}

/** Inserts divisions under parents that are on record or among them. */
export async function insertDivisions(sql: Sql, changeId: string, divisions: readonly NewDivision[]): Promise<void> {
  await insertRows(
    sql,
    regionTable,
    divisions.map((division) => ({ ...division, recordedIn: changeId })),
  );
}

/** Records another name of a division from a day on, which is after the days of the names before. */
export async function insertDivisionName(
  sql: Sql,
  changeId: string,
  { from: validFrom, ...name }: { readonly code: string; readonly name: string; readonly from: string },
): Promise<void> {
  await insertRows(sql, regionNameTable, [{ ...name, validFrom, recordedIn: changeId }]);
}

/** A union over some days, as {@link setUnionVersions} records it. */
export interface UnionVersion extends Omit<NewUnion, 'id' | 'code' | 'centreName'> {
  readonly centreName: string | null;
  readonly state: UnionState;
  /** `YYYY-MM-DD`, the first day on which it is so no more; `null` as long as that is open. */
  readonly to: string | null;
}

/** The versions of a union as known now, the first ones first; none if there is no such union. */
export function liveUnionVersions(sql: Sql, unionId: string): Promise<UnionVersion[]> {
  return sql.query<UnionVersion>(
    `select v.valid_from as from, v.valid_to as to, v.parent_id as "parentId", v.name, v.kind, v.region,
       v.has_centre as "hasCentre", v.centre_name as "centreName", v.state
     from trade_union_version v where v.anchor_id = $1 and v.superseded_in is null order by v.valid_from`,
    [unionId],
  );
}

/** Supersedes what is on record of a union by these versions; one that is on record already stays as it is. */
export async function setUnionVersions(
  sql: Sql,
  changeId: string,
  unionId: string,
  versions: readonly UnionVersion[],
): Promise<void> {
  const live = await liveUnionVersions(sql, unionId);
  const isAmong = (list: readonly UnionVersion[]) => (one: UnionVersion) => list.some((other) => isSame(one, other));
  const [isStated, isLive] = [isAmong(versions), isAmong(live)];
  await sql.query(
    `update trade_union_version set superseded_in = $1
     where anchor_id = $2 and superseded_in is null and valid_from = any($3::date[])`,
    [changeId, unionId, live.filter((one) => !isStated(one)).map(({ from }) => from)],
  );
  const added = versions.filter((one) => !isLive(one));
  const rows = added.map(({ from, to, ...version }) => {
    return { anchorId: unionId, validFrom: from, validTo: to, ...version, recordedIn: changeId };
  });
  await insertRows(sql, tradeUnionVersionTable, rows);
}

function isSame(one: UnionVersion, other: UnionVersion): boolean {
  return (Object.keys(one) as readonly (keyof UnionVersion)[]).every((key) => one[key] === other[key]);
}

const IS_SAME_LINE = `l.ancestor_id = c.ancestor_id and l.descendant_id = c.descendant_id and l.depth = c.depth
  and l.valid_from = c.valid_from and l.valid_to is not distinct from c.valid_to`;

/** Until the transaction ends, nobody else changes the tree of unions. */
export async function holdUnionTree(sql: Sql): Promise<void> {
  await sql.query('select hold_union_tree()');
}

/**
 * Brings the closure of the tree in line with the versions that a change has written: each union with itself and its
 * superiors, and the days on which they are so, from ever if they are so on its first day. Rows that are still right are not touched. A change may do this more than
 * once, as its versions are written.
 */
export async function refreshUnionClosure(sql: Sql, changeId: string): Promise<void> {
  await holdUnionTree(sql);
  await sql.query('delete from union_closure where recorded_in = $1', [changeId]);
  await sql.query('update union_closure set superseded_in = null where superseded_in = $1', [changeId]);
  await sql.query(
    `update union_closure c set superseded_in = $1
     where c.superseded_in is null and not exists (select from union_lines(null) l where ${IS_SAME_LINE})`,
    [changeId],
  );
  await sql.query(
    `insert into union_closure (ancestor_id, descendant_id, depth, valid_from, valid_to, recorded_in)
     select l.ancestor_id, l.descendant_id, l.depth, l.valid_from, l.valid_to, $1::uuid from union_lines(null) l
     where not exists (select from union_closure c where c.superseded_in is null and ${IS_SAME_LINE})`,
    [changeId],
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
