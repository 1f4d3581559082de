import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BackupSet } from './backup-set.ts';
import { ifThere } from './stored-files.ts';

export interface FilePlaces {
  readonly keyFile: string;
  readonly gatewayFile: string;
  /** The folder of the stored workbooks. */
  readonly uploadFolder: string;
}

interface Copy {
  readonly from: string;
  readonly to: string;
}

/** Why files cannot be placed: others are there. The same ones may be, from a restoration that was broken off. */
export async function faultOfPlaces(set: BackupSet, places: FilePlaces): Promise<string | undefined> {
  for (const { from, to } of singleFiles(set, places)) {
    const there = await ifThere(readFile(to));
    if (there !== undefined && !there.equals(await readFile(from))) {
      return `${to} 已存在且内容不同，恢复不会覆盖 / ${to} is there and is another: a restoration overwrites nothing`;
    }
  }
  const own = new Set(set.manifest.uploads.map(({ file }) => basename(file)));
  const others = (await readdir(places.uploadFolder).catch(() => [])).filter((name) => !own.has(name));
  if (others.length === 0) return undefined;
  return `${places.uploadFolder} 不为空 / ${places.uploadFolder} is not empty`;
}

/** Places the files of a backup; each appears whole. Returns what takes those away again that were not there before. */
export async function placeFiles(set: BackupSet, places: FilePlaces): Promise<() => Promise<void>> {
  const placed: string[] = [];
  const undo = async () => {
    for (const path of placed) await rm(path, { force: true });
  };
  const uploads = set.manifest.uploads.map(({ file }) => ({
    from: join(set.folder, file),
    to: join(places.uploadFolder, basename(file)),
  }));
  try {
    if (uploads.length > 0) await mkdir(places.uploadFolder, { recursive: true, mode: 0o700 });
    for (const copy of [...singleFiles(set, places), ...uploads]) {
      if ((await ifThere(readFile(copy.to))) !== undefined) continue;
      await place(copy);
      placed.push(copy.to);
    }
  } catch (error) {
    await undo();
    throw error;
  }
  return undo;
}

function singleFiles({ manifest, folder, keyFile }: BackupSet, places: FilePlaces): readonly Copy[] {
  const { gateways } = manifest;
  return [
    { from: keyFile, to: places.keyFile },
    ...(gateways === null ? [] : [{ from: join(folder, gateways.file), to: places.gatewayFile }]),
  ];
}

async function place({ from, to }: Copy): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  const beside = `${to}.${randomBytes(6).toString('hex')}`;
  try {
    await pipeline(createReadStream(from), createWriteStream(beside, { flags: 'wx', mode: 0o600, flush: true }));
    await rename(beside, to);
  } finally {
    await rm(beside, { force: true });
  }
}
