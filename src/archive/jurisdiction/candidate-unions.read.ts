import type { Sql } from '../../database/database.ts';
import { currentOn } from '../../database/time/valid-on.ts';
import type { UnionKind } from '../../organisation/union.codes.ts';

/** A union of today that may file for a worker. */
export interface CandidateUnion {
  readonly id: string;
  readonly name: string;
  readonly kind: UnionKind;
  readonly region: string;
  readonly hasCentre: boolean;
  /** Whether other unions are under it. */
  readonly isUpper: boolean;
}

/** What is asked: the union that would file, names that the employer's union may have, and the divisions of the place. */
interface Candidacy {
  readonly unionId: string;
  readonly names: readonly string[];
  readonly regions: readonly string[];
}

/** Reads the union that would file, those of the names, and those of the streets and the upper ones of the place. One statement. */
export function readCandidates(
  sql: Sql,
  { unionId, names, regions }: Candidacy,
  today: string,
): Promise<readonly CandidateUnion[]> {
  return sql.query<CandidateUnion>(
    `select v.anchor_id as id, v.name, v.kind, v.region, v.has_centre as "hasCentre",
       exists (select from union_closure c where c.ancestor_id = v.anchor_id and c.depth = 1 and ${currentOn('c', '$4::date')}) as "isUpper"
     from trade_union_version v
     where ${currentOn('v', '$4::date')} and v.state = 'ACTIVE' and (v.anchor_id = $1::uuid or v.name = any($2)
       or (v.region = any($3) and v.kind in ('STREET', 'COUNTY', 'MUNICIPAL')))
     order by v.anchor_id`,
    [unionId, names, regions, today],
  );
}
