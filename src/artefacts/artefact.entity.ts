import { bigint, bytea, integer, key, table, text, uuid } from '../database/table.ts';

/** What is stored, by the SHA-256 of its content. */
export const artefactTable = table('artefact', {
  digest: key(bytea),
  bytes: bigint,
  partBytes: integer,
  mediaType: text,
  dataKey: bytea,
  keyVersion: integer,
  recordedIn: uuid,
});

/** Its content in parts of one size, each encrypted by itself. */
export const artefactPartTable = table('artefact_part', { digest: key(bytea), part: key(integer), content: bytea });
