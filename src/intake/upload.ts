import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Secrets } from '../secrets/secrets.ts';
import { newId } from '../database/ids.ts';
import type { WorkbookSource } from './workbook/xlsx-reader.ts';
import { SealedBlocks, sealBlocks } from './sealed-blocks.ts';

/** An uploaded workbook, encrypted on disk until its job has ended. Its data key is wrapped like every other. */
export interface Upload {
  readonly id: string;
  readonly path: string;
  /** The wrapped data key, in base64, and the version of the key that wraps it. */
  readonly key: string;
  readonly keyVersion: number;
  /** SHA-256 of the workbook, in hexadecimal. */
  readonly digest: string;
}

const KEPT_MILLISECONDS = 7 * 24 * 3600 * 1000;

/** Saves a workbook in a folder, and encrypts it as it arrives. */
export async function storeUpload(folder: string, secrets: Secrets, body: Readable): Promise<Upload> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const id = newId();
  const path = join(folder, `${id}.upload`);
  const { key, wrapped, version } = secrets.newDataKey(`upload ${id}`);
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const sealed = (source: AsyncIterable<Buffer>) => sealBlocks(key, source);
  try {
    await pipeline(body, hashed, sealed, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { id, path, key: wrapped.toString('base64'), keyVersion: version, digest: hash.digest('hex') };
}

/** Opens the workbook of an upload, which is decrypted block by block as it is read. */
export async function openUpload(
  secrets: Secrets,
  { id, path, key, keyVersion }: Upload,
): Promise<Exclude<WorkbookSource, string>> {
  const dataKey = secrets.openDataKey(`upload ${id}`, Buffer.from(key, 'base64'), keyVersion);
  const reader = await SealedBlocks.open(path, dataKey);
  return { reader, bytes: reader.bytes };
}

export function deleteUpload({ path }: Upload): Promise<void> {
  return rm(path, { force: true });
}

/** Deletes the uploads of dead jobs after a week. */
export async function sweepUploads(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now - mtimeMs > KEPT_MILLISECONDS) await rm(path, { force: true });
  }
}
