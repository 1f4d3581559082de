import type { Sql } from '../../database/database.ts';
import { currentOn, validOn } from '../../database/time/valid-on.ts';
import type { StandardRow } from '../standard-entries.read.ts';

/** The divisions whose standards are in use today: of households on record, and of unions of county level. */
export async function divisionsInUse(sql: Sql, today: string): Promise<readonly string[]> {
  const rows = await sql.query<{ region: string }>(
    `select region from household_index i where region is not null and ${validOn('i', '$1::date')}
     union select v.region from trade_union_version v where v.kind = 'COUNTY' and ${currentOn('v', '$1::date')}
     order by region`,
    [today],
  );
  return rows.map(({ region }) => region);
}

/** The standards of divisions as known now. */
export function standardsOf(sql: Sql, regions: readonly string[]): Promise<readonly StandardRow[]> {
  return sql.query<StandardRow>(
    `select s.kind, s.region, s.starts_on, v.amount_fen, v.status, v.known_until
     from standard s join standard_version v on v.anchor_id = s.id and v.superseded_in is null
     where s.region = any($1)`,
    [regions],
  );
}
