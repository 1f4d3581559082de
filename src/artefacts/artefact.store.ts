import type { Sql } from '../database/database.ts';
import { hasRows } from '../database/rows.ts';

/** The row of an artefact; its parts follow. */
interface NewArtefact {
  readonly address: Buffer;
  readonly bytes: number;
  readonly partBytes: number;
  readonly mediaType: string;
  readonly wrapped: Buffer;
  readonly keyVersion: number;
  readonly changeId: string;
}

/** Inserts an artefact unless its content is on record, and says whether it was inserted. */
export function insertArtefact(
  sql: Sql,
  { address, bytes, partBytes, mediaType, wrapped, keyVersion, changeId }: NewArtefact,
): Promise<boolean> {
  return hasRows(
    sql,
    `insert into artefact (digest, bytes, part_bytes, media_type, data_key, key_version, recorded_in)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (digest) do nothing returning key_version`,
    [address, bytes, partBytes, mediaType, wrapped, keyVersion, changeId],
  );
}

export async function insertPart(sql: Sql, address: Buffer, part: number, sealed: Buffer): Promise<void> {
  await sql.query('insert into artefact_part (digest, part, content) values ($1, $2, $3)', [address, part, sealed]);
}
