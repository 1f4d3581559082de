import type { Sql } from '../../database/database.ts';
import { divisionName } from '../divisions/division-name.read.ts';
import type { UnionRow } from '../union.read.ts';
import type { TreeRow } from './tree-row.ts';

/** A union as it is on record, beside a workbook. */
export interface RecordedUnion extends Pick<
  UnionRow,
  'id' | 'code' | 'name' | 'kind' | 'hasCentre' | 'centreName' | 'state'
> {
  readonly region: string;
  readonly superiorCode: string | null;
  /** Its first day. */
  readonly from: string;
  /** Whether it is the union that the workbook is of, or under it. */
  readonly isWithin: boolean;
  /** The steps up to the topmost union. */
  readonly depth: number;
}

interface RecordedDivision {
  readonly code: string;
  readonly name: string;
  readonly superiorCode: string | null;
}

/** What is on record of the unions and divisions that a workbook names, by their codes. */
export interface RecordedTree {
  /** The code of the division that the union is in of which the workbook is. */
  readonly region: string;
  readonly unions: ReadonlyMap<string, RecordedUnion>;
  readonly divisions: ReadonlyMap<string, RecordedDivision>;
}

/** Reads what a workbook of a union names. */
export async function readRecordedTree(sql: Sql, unionId: string, rows: readonly TreeRow[]): Promise<RecordedTree> {
  const codesOf = (kind: TreeRow['kind']) => {
    return rows.filter((row) => row.kind === kind).flatMap(({ code, superiorCode }) => [code, superiorCode ?? code]);
  };
  const unions = await readUnions(sql, unionId, codesOf('FOUND'));
  const divisions = await sql.query<RecordedDivision>(
    `select r.code, ${divisionName('r', "'infinity'::date")} as name, r.parent_code as "superiorCode" from region r where r.code = any($1)`,
    [[...codesOf('FOUND_DIVISION'), ...rows.flatMap(({ region }) => region ?? [])]],
  );
  const [own] = await sql.query<{ region: string }>(
    `select v.region from trade_union_version v
     where v.anchor_id = $1 and v.superseded_in is null and v.valid_to is null`,
    [unionId],
  );
  return {
    region: own?.region ?? '',
    unions: new Map(unions.map((one) => [one.code, one])),
    divisions: new Map(divisions.map((one) => [one.code, one])),
  };
}

function readUnions(sql: Sql, unionId: string, codes: readonly string[]): Promise<readonly RecordedUnion[]> {
  return sql.query<RecordedUnion>(
    `select u.id, u.code, v.name, v.kind, v.region, v.has_centre as "hasCentre", v.centre_name as "centreName", v.state,
       over.code as "superiorCode",
       (select min(f.valid_from) from trade_union_version f where f.anchor_id = u.id and f.superseded_in is null) as "from",
       exists (select from union_closure c where c.ancestor_id = $2 and c.descendant_id = u.id
         and c.superseded_in is null and c.valid_to is null) as "isWithin",
       (select max(c.depth) from union_closure c where c.descendant_id = u.id and c.superseded_in is null) as depth
     from trade_union u
     join trade_union_version v on v.anchor_id = u.id and v.superseded_in is null and v.valid_to is null
     left join trade_union over on over.id = v.parent_id
     where u.code = any($1)`,
    [codes, unionId],
  );
}
