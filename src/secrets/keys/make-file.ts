import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../../kernel/error-code.ts';

/**
 * Creates a file that only its owner may read, unless it exists. It is created atomically: of two concurrent processes one
 * creates it, and neither reads an incomplete file.
 */
export async function makeFile(path: string, text: string): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(beside, text, { flag: 'wx', mode: 0o600 });
  try {
    await link(beside, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(beside);
  }
}
