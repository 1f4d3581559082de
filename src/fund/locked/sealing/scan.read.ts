import type { Sql } from '../../../database/database.ts';

/** The scan of a stamped copy. */
export interface ScanRow {
  readonly id: string;
  readonly tableId: string;
  /** From 1, in the order in which they came. */
  readonly place: number;
  /** The SHA-256 of the scan, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly receivedOn: string;
  readonly receivedBy: string;
}

export function findScans(sql: Sql, tableIds: readonly string[]): Promise<readonly ScanRow[]> {
  return sql.query<ScanRow>(
    `select s.id, s.table_id as "tableId", s.place, encode(s.content, 'hex') as digest, a.bytes::integer as bytes,
       a.media_type as "mediaType", s.received_on as "receivedOn", s.received_by as "receivedBy"
     from stamped_scan s join artefact a on a.digest = s.content
     where s.table_id = any($1::uuid[]) order by s.table_id, s.place`,
    [tableIds],
  );
}
