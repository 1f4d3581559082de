import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Secrets } from '../../access/secrets.ts';
import { newId } from '../../database/ids.ts';
import { invariant } from '../../kernel/invariant.ts';

/** A workbook that was sent, encrypted on disk until its job has read it; its key is wrapped like every other. */
export interface Upload {
  readonly id: string;
  readonly path: string;
  /** The wrapped key, in base64, and the version that wraps it. */
  readonly key: string;
  readonly keyVersion: number;
  /** SHA-256 of the workbook, in hexadecimal. */
  readonly digest: string;
}

const TAG = 16;
const NONCE = 12;
const KEPT_MILLISECONDS = 7 * 24 * 3600 * 1000;

/** Keeps a workbook in a folder, encrypted as it arrives. */
export async function keepUpload(folder: string, secrets: Secrets, body: Readable): Promise<Upload> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const id = newId();
  const path = join(folder, `${id}.upload`);
  const { key, wrapped, version } = secrets.newDataKey(`upload ${id}`);
  const hash = createHash('sha256');
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const hashed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  const sealed = async function* (source: AsyncIterable<Buffer>) {
    yield nonce;
    for await (const chunk of source) yield cipher.update(chunk);
    yield Buffer.concat([cipher.final(), cipher.getAuthTag()]);
  };
  try {
    await pipeline(body, hashed, sealed, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { id, path, key: wrapped.toString('base64'), keyVersion: version, digest: hash.digest('hex') };
}

/** The workbook of an upload, in memory. */
export async function openUpload(secrets: Secrets, { id, path, key, keyVersion }: Upload): Promise<Buffer> {
  const sealed: Buffer[] = [];
  for await (const chunk of createReadStream(path)) sealed.push(chunk as Buffer);
  const bytes = Buffer.concat(sealed);
  invariant(bytes.length >= NONCE + TAG, 'an upload is kept whole');
  const dataKey = secrets.openDataKey(`upload ${id}`, Buffer.from(key, 'base64'), keyVersion);
  const decipher = createDecipheriv('aes-256-gcm', dataKey, bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(-TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
}

export function dropUpload({ path }: Upload): Promise<void> {
  return rm(path, { force: true });
}

/** Takes away what jobs that died have left for longer than a week. */
export async function sweepUploads(folder: string, now: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (now - mtimeMs > KEPT_MILLISECONDS) await rm(path, { force: true });
  }
}
