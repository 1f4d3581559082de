import type { Sql } from '../database/database.ts';
import { invariant } from '../kernel/invariant.ts';
import { artefactBinding, seal, type Secrets } from '../secrets/secrets.ts';
import { countParts, digestOf, PART_BYTES, partBinding, type StoredArtefact } from './artefact.ts';
import { findArtefact, readContent } from './artefact.read.ts';
import { insertArtefact, insertPart } from './artefact.store.ts';

/**
 * Stores a content under its SHA-256, encrypted with a data key of its own. A content that is on record already is not
 * written again, also where two transactions store it at once: it keeps its media type, and is read once, so that nobody is
 * told that a damaged artefact is stored.
 */
export async function storeArtefact(
  sql: Sql,
  secrets: Secrets,
  changeId: string,
  { mediaType, bytes }: { readonly mediaType: string; readonly bytes: Buffer },
): Promise<StoredArtefact> {
  const digest = digestOf(bytes);
  const address = Buffer.from(digest, 'hex');
  const facts = { digest, bytes: bytes.length, partBytes: PART_BYTES, mediaType, recordedIn: changeId };
  const { key, wrapped, version: keyVersion } = secrets.newDataKey(artefactBinding(facts));
  const isNew = await insertArtefact(sql, { ...facts, address, wrapped, keyVersion, changeId });
  if (!isNew) return readStored(sql, secrets, digest);
  const count = countParts(bytes.length, PART_BYTES);
  for (let part = 1; part <= count; part += 1) {
    const content = bytes.subarray((part - 1) * PART_BYTES, part * PART_BYTES);
    // One part at a time is encrypted and sent: a large content is not in memory twice.
    await insertPart(sql, address, part, seal(key, partBinding(digest, part, count), content));
  }
  return { digest, bytes: bytes.length, mediaType };
}

async function readStored(sql: Sql, secrets: Secrets, digest: string): Promise<StoredArtefact> {
  const read = await readContent(sql, secrets, digest);
  invariant(read.ok, `the artefact ${digest} that is on record can be read`);
  const stored = await findArtefact(sql, digest);
  invariant(stored !== undefined, 'an artefact that was read is on record');
  return stored;
}
