import type { Sql } from '../database/database.ts';
import type { StandardKind } from './standard.codes.ts';

/** A standard as known now. */
export interface StandardRow {
  readonly standardId: string;
  readonly kind: StandardKind;
  readonly region: string;
  readonly from: string;
  readonly amountFen: string;
  readonly status: 'PUBLISHED' | 'PROVISIONAL';
  readonly source: string;
  readonly knownUntil: string | null;
}

/** Lists the standards of these divisions in force on a day: of each kind, the last one that began by then. */
export async function standardsInForce(
  sql: Sql,
  regions: readonly string[],
  day: string,
): Promise<readonly StandardRow[]> {
  return sql.query<StandardRow>(
    `select distinct on (s.region, s.kind) s.id as "standardId", s.kind, s.region, s.starts_on as "from", v.amount_fen as "amountFen", v.status,
       v.source, v.known_until as "knownUntil"
     from standard s join standard_version v on v.anchor_id = s.id and v.superseded_in is null
     where s.region = any($1) and s.starts_on <= $2 order by s.region, s.kind, s.starts_on desc`,
    [regions, day],
  );
}
