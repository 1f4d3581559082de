import { countRows, hasRows } from '../database/rows.ts';
import { currentOn, validOn } from '../database/time/valid-on.ts';
import { divisionName } from './divisions/division-name.read.ts';
import { under, unionNamed, withinTerritory } from '../access/territory-condition.ts';
import type { Viewer } from '../access/viewer.ts';
import { WATERMARK, type Watermark } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { type KnownAt, knownAt } from '../database/time/known-at.ts';
import { Parameters } from '../database/parameters.ts';
import type { UnionKind, UnionState } from './union.codes.ts';

/** A union as of today. */
export interface UnionRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: UnionKind;
  readonly regionCode: string;
  readonly hasCentre: boolean;
  readonly centreName: string | null;
  readonly state: UnionState;
  readonly parentId: string | null;
}

export interface RegionRow {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
}

/** The filter of a list of unions; a field that is `null` does not restrict the list. */
export interface UnionFilter {
  readonly ids: readonly string[] | null;
  readonly codes: readonly string[] | null;
  readonly parents: readonly string[] | null;
  /** The id or code of a union, for that union and all under it. */
  readonly within: string | null;
  readonly kind: string | null;
  readonly region: string | null;
  readonly state: string | null;
  /** Part of the name. */
  readonly name: string | null;
}

export const ANY_UNION: UnionFilter = {
  ids: null,
  codes: null,
  parents: null,
  within: null,
  kind: null,
  region: null,
  state: null,
  name: null,
};

const COLUMNS = `u.id, u.code, v.name, v.kind, v.region as "regionCode", v.has_centre as "hasCentre",
  v.centre_name as "centreName", v.state, v.parent_id as "parentId"`;

/** Lists unions in the order of their codes, if need be only those after a code, or only the first ones. */
export async function listUnions(
  sql: Sql,
  filter: UnionFilter,
  { known, today, after, limit }: { known: KnownAt; today: string; after: string | null; limit: number | null },
): Promise<readonly (UnionRow & Watermark)[]> {
  const parameters = new Parameters();
  const body = fromAndWhere(parameters, filter, known, today);
  const from = after === null ? '' : `and u.code collate "C" > ${parameters.add(after)}`;
  return sql.query<UnionRow & Watermark>(
    `select ${COLUMNS}, ${WATERMARK} ${body} ${from} order by u.code collate "C"
     ${limit === null ? '' : `limit ${parameters.add(limit)}`}`,
    parameters.values,
  );
}

/** The stewards of the households that a worker may read, which is their own. */
export async function stewardsOf(sql: Sql, viewer: Viewer, today: string): Promise<readonly string[]> {
  const parameters = new Parameters();
  const own = withinTerritory(parameters, { viewer, actions: [], today }, 'k.union_id', 'k.household_id');
  const rows = await sql.query<{ id: string }>(
    `select k.union_id as id from stewards(${parameters.add(today)}::date) k where ${own}`,
    parameters.values,
  );
  return rows.map(({ id }) => id);
}

/**
 * Whether there is a union of this id or code that is under one of these or above one of them, as the tree is today; with
 * `null`, whether there is one at all.
 */
export function isUnionOfLine(
  sql: Sql,
  name: string,
  unions: readonly string[] | null,
  today: string,
): Promise<boolean> {
  return hasRows(
    sql,
    `select from trade_union u where $1 in (u.code, u.id::text) and ($2::uuid[] is null or exists (
       select from union_closure c where ${currentOn('c', '$3::date')}
         and ((c.ancestor_id = u.id and c.descendant_id = any($2)) or (c.descendant_id = u.id and c.ancestor_id = any($2)))))`,
    [name, unions, today],
  );
}

export function countUnions(sql: Sql, filter: UnionFilter, known: KnownAt, today: string): Promise<number> {
  const parameters = new Parameters();
  return countRows(sql, fromAndWhere(parameters, filter, known, today), parameters);
}

function fromAndWhere(parameters: Parameters, filter: UnionFilter, known: KnownAt, today: string): string {
  const day = parameters.add(today);
  const conditions = [knownAt('v', known), validOn('v', `${day}::date`)];
  const { ids, codes, parents, within, kind, region, state, name } = filter;
  if (ids !== null) conditions.push(`u.id = any(${parameters.add(ids)}::uuid[])`);
  if (codes !== null) conditions.push(`u.code = any(${parameters.add(codes)})`);
  if (parents !== null) conditions.push(`v.parent_id = any(${parameters.add(parents)}::uuid[])`);
  for (const [column, value] of Object.entries({ kind, region, state })) {
    if (value !== null) conditions.push(`v.${column} = ${parameters.add(value)}`);
  }
  if (name !== null) conditions.push(`strpos(v.name, ${parameters.add(name)}) > 0`);
  if (within !== null) {
    conditions.push(under('u.id', unionNamed(parameters, within), day, known));
  }
  return `from trade_union u join trade_union_version v on v.anchor_id = u.id where ${conditions.join(' and ')}`;
}

/** Lists all divisions, or those with these codes, in the order of their codes, each by its name of a day. */
export async function listRegions(
  sql: Sql,
  codes: readonly string[] | null,
  today: string,
): Promise<readonly RegionRow[]> {
  return sql.query<RegionRow>(
    `select r.code, ${divisionName('r', '$2::date')} as name, r.parent_code as "parentCode"
     from region r where $1::text[] is null or r.code = any($1) order by r.code`,
    [codes, today],
  );
}

/** The codes of the divisions on record in the prefectures of these divisions. */
export async function divisionsBeside(sql: Sql, codes: readonly string[]): Promise<readonly string[]> {
  const prefectures = [...new Set(codes.map((code) => code.slice(0, 4)))];
  const rows = await sql.query<{ code: string }>('select code from region where left(code, 4) = any($1)', [
    prefectures,
  ]);
  return rows.map(({ code }) => code);
}

/** The code of the division that a union is in today; `undefined` if there is no such union. */
export async function regionOfUnion(sql: Sql, unionId: string): Promise<string | undefined> {
  return (await unionBy(sql, 'u.id = $1::uuid', unionId))?.region;
}

/**
 * Whether a union runs a centre at county level or above and is above the steward, or the steward itself. Such a centre
 * confirms and records the steward's files (Articles 11 and 15).
 */
export async function isCentreOver(sql: Sql, unionId: string, stewardId: string, today: string): Promise<boolean> {
  return hasRows(
    sql,
    `select 1 from union_closure c
     join trade_union_version v on v.anchor_id = c.ancestor_id and ${currentOn('v', '$3')}
     where c.ancestor_id = $1 and c.descendant_id = $2 and ${currentOn('c', '$3')}
       and v.has_centre and v.kind in ('COUNTY', 'MUNICIPAL')`,
    [unionId, stewardId, today],
  );
}

export function unionToday(sql: Sql, id: string): Promise<UnionPlace | undefined> {
  return unionBy(sql, 'u.id = $1::uuid', id);
}

/** Returns those of the unions that are dissolved or merged into others before a day; `null`: ever. Nothing new begins there. */
export async function unionsGoneBefore(
  sql: Sql,
  unionIds: readonly string[],
  day: string | null,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(
    `select distinct v.anchor_id as id from trade_union_version v
     where v.anchor_id = any($1) and v.superseded_in is null and v.state <> 'ACTIVE'
       and ($2::date is null or v.valid_from < $2)`,
    [unionIds, day],
  );
  return new Set(rows.map(({ id }) => id));
}

/** A union by the last version of it. */
type UnionPlace = Pick<UnionRow, 'id' | 'kind' | 'hasCentre'> & { readonly region: string };

export function unionByCode(sql: Sql, code: string): Promise<UnionPlace | undefined> {
  return unionBy(sql, 'u.code = $1', code);
}

async function unionBy(sql: Sql, condition: string, value: string): Promise<UnionPlace | undefined> {
  const [row] = await sql.query<UnionPlace>(
    `select u.id, v.kind, v.has_centre as "hasCentre", v.region from trade_union u
     join trade_union_version v on v.anchor_id = u.id and v.superseded_in is null and v.valid_to is null
     where ${condition}`,
    [value],
  );
  return row;
}
