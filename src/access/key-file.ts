import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { errorCode } from '../kernel/error-code.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { type MasterKeys, secretsOf, type Secrets } from './secrets.ts';

const key = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32)
  .transform((bytes) => createSecretKey(bytes));

const keyFile = z
  .array(z.strictObject({ version: z.int().min(1).max(65_535), wrapping: key, token: key }))
  .min(1)
  .refine((all) => new Set(all.map(({ version }) => version)).size === all.length);

/**
 * The keys of a file: a JSON array of `{ version, wrapping, token }`, 32 bytes each in base64. A missing file is made
 * only where `make` says so (the embedded database); never beside a database that another file's keys may have sealed.
 */
export async function readKeys(path: string, make: boolean): Promise<Result<Secrets, string>> {
  if (make) await makeKeys(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return fail(
      `找不到密钥文件 ${path}，可用 npm run keys 建立 / there is no key file ${path}: npm run keys makes one`,
    );
  }
  const keys = parseKeys(text);
  if (keys === undefined) return fail(`密钥文件 ${path} 有误 / the key file ${path} is wrong`);
  return succeed(secretsOf([...keys].sort((a, b) => b.version - a.version)));
}

/** Makes a key file unless it is there. */
export async function makeKeys(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const [wrapping, token] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const text = `${JSON.stringify([{ version: 1, wrapping, token }], undefined, 2)}\n`;
  await writeFile(path, text, { flag: 'wx', mode: 0o600 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
}

function parseKeys(text: string): readonly MasterKeys[] | undefined {
  try {
    return keyFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
