import type { Sql } from '../../database/database.ts';
import { readMap } from '../../database/rows.ts';
import { currentOn } from '../../database/time/valid-on.ts';
import { divisionName } from '../../organisation/divisions/division-name.read.ts';
import { type Dimension, NONE } from '../dimensions/dimension.ts';

const NOT_RECORDED = '未登记';

/** The names of the keys of a dimension, as of today: of a code list, or of unions and divisions on record. */
export async function namesOf(
  sql: Sql,
  { names }: Dimension,
  keys: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const named =
    typeof names === 'string' ? await recordedNames(sql, names, keys, today) : new Map(Object.entries(names));
  return new Map([...named, [NONE, NOT_RECORDED]]);
}

function recordedNames(sql: Sql, names: 'UNIONS' | 'REGIONS', codes: readonly string[], today: string) {
  return names === 'REGIONS'
    ? readMap(sql, `select r.code, ${divisionName('r', '$2::date')} from region r where r.code = any($1)`, [
        codes,
        today,
      ])
    : readMap(
        sql,
        `select u.code, coalesce(v.name, u.code) from trade_union u
         left join trade_union_version v on v.anchor_id = u.id and ${currentOn('v', '$2::date')} where u.code = any($1)`,
        [codes, today],
      );
}
