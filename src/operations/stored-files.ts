import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { errorCode } from '../kernel/error-code.ts';

/** Stored files that are held open: their content stays although their jobs end and delete them. */
export interface HeldFiles {
  readonly files: readonly { readonly name: string; readonly handle: FileHandle }[];
  /** The paths at which there is no file. */
  readonly missing: readonly string[];
  readonly release: () => Promise<void>;
}

export async function holdFiles(paths: readonly string[]): Promise<HeldFiles> {
  const files: { name: string; handle: FileHandle }[] = [];
  const missing: string[] = [];
  const release = async () => {
    for (const { handle } of files) await handle.close();
  };
  try {
    for (const path of paths) {
      const handle = await ifThere(open(path));
      if (handle === undefined) missing.push(path);
      else files.push({ name: basename(path), handle });
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { files, missing, release };
}

/** Returns `undefined` if the file or folder is not there. */
export async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
