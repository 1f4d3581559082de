import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from '../../kernel/error-code.ts';

/**
 * Makes a file that only its owner may read, unless it is there. It appears whole: of two processes at once one makes
 * it, and neither reads half of it.
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
