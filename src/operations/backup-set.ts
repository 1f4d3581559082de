import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { knownMigrations } from '../database/migrations/migrating-owner.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { Measure } from './backup-folder.ts';
import { type Manifest, type Part, partsOf, readManifest } from './manifest.ts';

/** A backup that is whole: every content is there and is what the manifest says. */
export interface BackupSet {
  readonly manifest: Manifest;
  readonly folder: string;
  /** The path of the key file that opens it. */
  readonly keyFile: string;
}

/**
 * Opens a backup and reads all of it, or says what is missing, damaged or of another version. `keyFile` is the path of
 * the key file where it is kept apart; it may have gained keys since.
 */
export async function openBackup(path: string, keyFile: string | undefined): Promise<Result<BackupSet, string>> {
  const folder = resolve(path);
  const manifest = await readManifest(folder);
  if (!manifest.ok) return manifest;
  const unknown = manifest.value.migrations.filter((name) => !knownMigrations().includes(name));
  if (unknown.length > 0) {
    return fail(
      `备份由较新版本制作，请用该版本恢复（${unknown.join('、')}）/ ` +
        `a newer version made this backup: restore it with that version (${unknown.join(', ')})`,
    );
  }
  const set = { manifest: manifest.value, folder, keyFile: resolve(keyFile ?? join(folder, manifest.value.keys.file)) };
  const fault = await faultOfContents(set, keyFile !== undefined);
  return fault === undefined ? succeed(set) : fail(fault);
}

/** The content of a part, unpacked. */
export function contentOf({ folder }: BackupSet, { file }: Part): Readable {
  const stored = createReadStream(join(folder, file));
  if (!file.endsWith('.gz')) return stored;
  const unpacked = createGunzip();
  stored.once('error', (error) => unpacked.destroy(error));
  return stored.pipe(unpacked);
}

async function faultOfContents(set: BackupSet, hasKeysApart: boolean): Promise<string | undefined> {
  if (!existsSync(set.keyFile)) {
    return (
      `缺少密钥文件 ${set.keyFile}；如另行保管，请用 --keys 指明 / ` +
      `the key file ${set.keyFile} is missing: if it is kept apart, name it with --keys`
    );
  }
  const parts = partsOf(set.manifest).filter((part) => !hasKeysApart || part !== set.manifest.keys);
  const missing = parts.filter(({ file }) => !existsSync(join(set.folder, file)));
  if (missing.length > 0) return `备份不完整，缺少 / the backup is not whole, missing: ${listed(missing)}`;
  const damaged: Part[] = [];
  for (const part of parts) {
    if (!(await isAsWritten(set, part))) damaged.push(part);
  }
  return damaged.length > 0 ? `备份已损坏 / the backup is damaged: ${listed(damaged)}` : undefined;
}

async function isAsWritten(set: BackupSet, part: Part): Promise<boolean> {
  const measure = new Measure();
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  try {
    await pipeline(contentOf(set, part), measure, nowhere);
  } catch {
    return false;
  }
  const { bytes, digest } = measure.measured();
  return bytes === part.bytes && digest === part.digest;
}

function listed(parts: readonly Part[]): string {
  return parts.map(({ file }) => file).join(', ');
}
