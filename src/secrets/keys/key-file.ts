import { createSecretKey, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../../kernel/parse-json.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { type MasterKeys, createSecrets, type Secrets } from '../secrets.ts';
import { makeFile } from './make-file.ts';
import { LOOK_MILLISECONDS, watchedFile } from './watched-file.ts';

/** A key of 32 bytes in base64. */
export const secretKey = z
  .base64()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((bytes) => bytes.length === 32)
  .transform((bytes) => createSecretKey(bytes));

const keyFile = z
  .array(
    z.strictObject({
      version: z.int().min(1).max(65_535),
      wrapping: secretKey,
      token: secretKey,
      activeFrom: z.int().min(0),
    }),
  )
  .min(1)
  .refine((all) => new Set(all.map(({ version }) => version)).size === all.length);

/** Longer than any process takes to notice a new key. */
const ACTIVATION_MILLISECONDS = 3 * LOOK_MILLISECONDS;

/**
 * Returns the secrets under the keys of a file: a JSON array of `{ version, wrapping, token, activeFrom }` with keys of 32
 * bytes in base64. Added keys are noticed within a second. A missing file is created only if `make` is set.
 */
export async function readKeys(path: string, make: boolean): Promise<Result<Secrets, string>> {
  if (make) await makeKeys(path);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return fail(
      `找不到密钥文件 ${path}，可用 npm run keys 建立 / the key file ${path} does not exist: npm run keys creates it`,
    );
  }
  const keys = parseKeys(text);
  if (keys === undefined) return fail(`密钥文件 ${path} 有误 / the key file ${path} is invalid`);
  return succeed(createSecrets(watchedFile(path, keys, parseKeys)));
}

/** Creates a key file, unless it exists. */
export async function makeKeys(path: string): Promise<void> {
  await makeFile(path, print([newEntry(1, 0)]));
}

/** Adds keys of the next version, which become active once every process knows them; the file is replaced atomically. */
export async function addKeys(path: string): Promise<number> {
  const entries = z.array(z.looseObject({ version: z.int() })).parse(JSON.parse(await readFile(path, 'utf8')));
  const version = Math.max(...entries.map((entry) => entry.version)) + 1;
  const added = `${path}.${randomBytes(4).toString('hex')}`;
  const next = [newEntry(version, Date.now() + ACTIVATION_MILLISECONDS), ...entries];
  await writeFile(added, print(next), { flag: 'wx', mode: 0o600 });
  await rename(added, path);
  return version;
}

function newEntry(version: number, activeFrom: number) {
  const secret = () => randomBytes(32).toString('base64');
  return { version, wrapping: secret(), token: secret(), activeFrom };
}

function print(entries: readonly object[]): string {
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

function parseKeys(text: string): readonly MasterKeys[] | undefined {
  return keyFile.safeParse(parseJson(text)).data;
}
