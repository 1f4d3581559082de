import { artefactBinding } from '../secrets.ts';

/** The row of an artefact, whose data key is wrapped by the master keys of a version. */
export interface ArtefactKeyRow {
  /** In hexadecimal. */
  readonly digest: string;
  readonly bytes: string;
  readonly part_bytes: number;
  readonly media_type: string;
  readonly recorded_in: string;
  readonly data_key: Buffer;
  readonly key_version: number;
}

/** The columns of an {@link ArtefactKeyRow}. */
export const ARTEFACT_KEY_COLUMNS =
  "encode(digest, 'hex') as digest, bytes::text, part_bytes, media_type, recorded_in, data_key, key_version";

/** The text that the data key of a row is bound to. */
export function keyOwnerOf({ digest, bytes, part_bytes, media_type, recorded_in }: ArtefactKeyRow): string {
  return artefactBinding({
    ...{ digest, bytes: Number(bytes), partBytes: part_bytes },
    ...{ mediaType: media_type, recordedIn: recorded_in },
  });
}
