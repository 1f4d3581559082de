import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { errorCode } from '../kernel/error-code.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { MANIFEST, type Manifest, type Part } from './manifest.ts';
import { ifThere } from './stored-files.ts';

/** What was written of one content; `lines` counts its line feeds. */
interface Written extends Part {
  readonly lines: number;
}

/**
 * The folder that a backup is written into. Until it is finished it has another name, `DIR.partial`: a backup that was
 * broken off never looks like a whole one.
 */
export interface BackupFolder {
  /** Writes a content, packed with gzip if its name ends in `.gz`; readable by its owner alone, and on the disk. */
  readonly write: (file: string, content: Readable) => Promise<Written>;
  /** Writes the manifest, and gives the folder its name. */
  readonly finish: (manifest: Manifest) => Promise<void>;
  readonly discard: () => Promise<void>;
}

const PRIVATE = { mode: 0o700 };

/** Begins a backup in a folder that is not there yet, or is empty. */
export async function beginFolder(path: string): Promise<Result<BackupFolder, string>> {
  const folder = resolve(path);
  if (!(await isFree(folder))) {
    return fail(`${folder} 已存在且不为空，请另指定文件夹 / ${folder} is there and not empty: name another folder`);
  }
  const partial = `${folder}.partial`;
  await mkdir(dirname(folder), { recursive: true });
  try {
    await mkdir(partial, PRIVATE);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    return fail(
      `${partial} 为正在进行或曾中断的备份，如已中断请删除 / ` +
        `${partial} belongs to a backup that runs or was broken off: remove it in the latter case`,
    );
  }
  return succeed({
    write: (file, content) => writePart(partial, file, content),
    finish: (manifest) => finish(partial, folder, manifest),
    discard: () => rm(partial, { recursive: true, force: true }),
  });
}

/** Whether nothing is there, or an empty folder. */
async function isFree(folder: string): Promise<boolean> {
  const there = await ifThere(stat(folder));
  return there === undefined || (there.isDirectory() && (await readdir(folder)).length === 0);
}

async function writePart(partial: string, file: string, content: Readable): Promise<Written> {
  const path = join(partial, file);
  await mkdir(dirname(path), { ...PRIVATE, recursive: true });
  const target: Writable = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const measure = new Measure();
  if (file.endsWith('.gz')) await pipeline(content, measure, createGzip({ level: 6 }), target);
  else await pipeline(content, measure, target);
  return { file, ...measure.measured() };
}

/** Puts the names on the disk before and after the folder gets its own: what has its name is whole. */
async function finish(partial: string, folder: string, manifest: Manifest): Promise<void> {
  await writePart(partial, MANIFEST, Readable.from([Buffer.from(`${JSON.stringify(manifest, undefined, 1)}\n`)]));
  for (const name of await readdir(partial, { withFileTypes: true })) {
    if (name.isDirectory()) await flushFolder(join(partial, name.name));
  }
  await flushFolder(partial);
  await ifThere(rmdir(folder));
  await rename(partial, folder);
  await flushFolder(dirname(folder));
}

/** Some systems cannot open a folder to flush it; they flush it themselves. */
async function flushFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

/** Passes bytes on, and measures them: size, SHA-256, line feeds. */
export class Measure extends Transform {
  readonly #hash = createHash('sha256');
  #bytes = 0;
  #lines = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#hash.update(chunk);
    this.#bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_FEED); at !== -1; at = chunk.indexOf(LINE_FEED, at + 1)) this.#lines += 1;
    this.push(chunk);
    done();
  }

  /** Once everything has passed. */
  measured(): { readonly bytes: number; readonly digest: string; readonly lines: number } {
    return { bytes: this.#bytes, digest: this.#hash.digest('hex'), lines: this.#lines };
  }
}

const LINE_FEED = 0x0a;
