import { createHash, type KeyObject } from 'node:crypto';
import type { Database, Sql } from '../database/database.ts';
import { hasRows } from '../database/rows.ts';
import { invariant } from '../kernel/invariant.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { type ArtefactFacts, artefactBinding, type Secrets, sealedVersion, unseal } from '../secrets/secrets.ts';
import { type ArtefactFault, countParts, isDigest, partBinding, type StoredArtefact } from './artefact.ts';

interface ArtefactRow {
  readonly bytes: string;
  readonly part_bytes: number;
  readonly media_type: string;
  readonly data_key: Buffer;
  readonly key_version: number;
  readonly recorded_in: string;
}

/** An artefact whose data key was decrypted; so its size, parts and media type are those that were stored. */
interface OpenedArtefact extends ArtefactFacts {
  readonly key: KeyObject;
  readonly count: number;
}

/** Parts that are read by one statement: 4 MiB of content. */
const PARTS_AT_ONCE = 8;

export async function findArtefact(sql: Sql, digest: string): Promise<StoredArtefact | undefined> {
  const row = await findRow(sql, digest);
  return row === undefined ? undefined : { digest, bytes: Number(row.bytes), mediaType: row.media_type };
}

/**
 * Reads a whole content. It is returned only if every part is the one that was stored in its place, none is missing or
 * too many, and the content has the SHA-256 that is its address.
 */
export function readArtefact(
  database: Database,
  secrets: Secrets,
  digest: string,
): Promise<Result<Buffer, ArtefactFault>> {
  return database.session((sql) => readContent(sql, secrets, digest));
}

/**
 * Reads the bytes of a content from `from` to before `to`, as `subarray` does: what lies after the end is left out. Only the
 * parts that hold them are read, and each must be the one that was stored in its place.
 */
export function readArtefactRange(
  database: Database,
  secrets: Secrets,
  digest: string,
  from: number,
  to: number,
): Promise<Result<Buffer, ArtefactFault>> {
  invariant(Number.isSafeInteger(from) && Number.isSafeInteger(to), 'a range of bytes has whole bounds');
  invariant(from >= 0 && from <= to, 'a range of bytes begins at 0 or later and does not end before it begins');
  return database.session(async (sql) => {
    const opened = await openArtefact(sql, secrets, digest);
    return opened.ok ? readRange(sql, opened.value, from, Math.min(to, opened.value.bytes)) : opened;
  });
}

/** Reads a whole content on a connection, as {@link readArtefact} does. */
export async function readContent(sql: Sql, secrets: Secrets, digest: string): Promise<Result<Buffer, ArtefactFault>> {
  const opened = await openArtefact(sql, secrets, digest);
  if (!opened.ok) return opened;
  const { bytes, count } = opened.value;
  const address = Buffer.from(digest, 'hex');
  const isOver = await hasRows(sql, 'select 1 from artefact_part where digest = $1 and part > $2 limit 1', [
    address,
    count,
  ]);
  if (isOver) return fail('DAMAGED');
  const content = await readRange(sql, opened.value, 0, bytes);
  if (!content.ok) return content;
  return createHash('sha256').update(content.value).digest().equals(address) ? content : fail('DAMAGED');
}

async function openArtefact(
  sql: Sql,
  secrets: Secrets,
  digest: string,
): Promise<Result<OpenedArtefact, ArtefactFault>> {
  const row = await findRow(sql, digest);
  if (row === undefined) return fail('MISSING');
  const { bytes, part_bytes: partBytes, media_type: mediaType, recorded_in: recordedIn, data_key, key_version } = row;
  if (sealedVersion(data_key) !== key_version) return fail('DAMAGED');
  if (!secrets.hasVersion(key_version)) return fail('KEY_MISSING');
  const facts = { digest, bytes: Number(bytes), partBytes, mediaType, recordedIn };
  const key = undamaged(() => secrets.openDataKey(artefactBinding(facts), data_key, key_version));
  if (key === undefined) return fail('DAMAGED');
  return succeed({ ...facts, key, count: countParts(facts.bytes, partBytes) });
}

async function findRow(sql: Sql, digest: string): Promise<ArtefactRow | undefined> {
  if (!isDigest(digest)) return undefined;
  const [row] = await sql.query<ArtefactRow>(
    `select bytes::text, part_bytes, media_type, data_key, key_version, recorded_in from artefact where digest = $1`,
    [Buffer.from(digest, 'hex')],
  );
  return row;
}

/** Reads bytes of a content that begin before its end or are none. */
async function readRange(
  sql: Sql,
  opened: OpenedArtefact,
  from: number,
  to: number,
): Promise<Result<Buffer, ArtefactFault>> {
  if (from >= to) return succeed(Buffer.alloc(0));
  const content = Buffer.alloc(to - from);
  const last = countParts(to, opened.partBytes);
  for (let first = Math.floor(from / opened.partBytes) + 1; first <= last; first += PARTS_AT_ONCE) {
    const parts = await readParts(sql, opened, first, Math.min(last, first + PARTS_AT_ONCE - 1));
    if (parts === undefined) return fail('DAMAGED');
    for (const [index, part] of parts.entries()) {
      const begin = (first + index - 1) * opened.partBytes;
      part.copy(content, Math.max(0, begin - from), Math.max(0, from - begin), to - begin);
    }
  }
  return succeed(content);
}

/** Reads and decrypts successive parts; `undefined` if one is missing or not the one that was stored. */
async function readParts(
  sql: Sql,
  { digest, bytes, partBytes, key, count }: OpenedArtefact,
  first: number,
  last: number,
): Promise<readonly Buffer[] | undefined> {
  const rows = await sql.query<{ part: number; content: Buffer }>(
    'select part, content from artefact_part where digest = $1 and part between $2 and $3 order by part',
    [Buffer.from(digest, 'hex'), first, last],
  );
  const parts = rows.flatMap(({ part, content }) => {
    const plain = undamaged(() => unseal(key, partBinding(digest, part, count), content));
    return plain?.length === Math.min(partBytes, bytes - (part - 1) * partBytes) ? [plain] : [];
  });
  return parts.length === last - first + 1 ? parts : undefined;
}

/** What was decrypted; `undefined` for a ciphertext that was changed or moved. */
function undamaged<T>(decrypt: () => T): T | undefined {
  try {
    return decrypt();
  } catch {
    return undefined;
  }
}
