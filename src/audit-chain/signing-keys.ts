import { createHash, type KeyObject, randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJson } from '../kernel/parse-json.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { secretKey } from '../secrets/keys/key-file.ts';
import { makeFile } from '../secrets/keys/make-file.ts';
import { watchedFile } from '../secrets/keys/watched-file.ts';
import { sealPublicKey, signSeal, verifySeal } from '../secrets/platform-seal.ts';
import type { PublicKeys } from './checkpoint.ts';

const published = {
  version: z.int().min(1),
  /** 32 bytes in hexadecimal (RFC 8032). */
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  /** The signature of the key before under this one, in base64; the first has none. */
  endorsement: z.base64().nullable(),
};
const publicFile = z.array(z.object(published)).min(1);
const secretFile = z.array(z.strictObject({ ...published, secret: secretKey })).min(1);

type PublishedKey = z.infer<typeof publicFile>[number];

/** The keys that sign checkpoints: the newest signs, and all verify. */
export interface SigningKeys {
  readonly newest: () => { readonly version: number; readonly secret: KeyObject };
  readonly published: () => readonly PublishedKey[];
}

/** Creates the file of the signing keys with its first key, unless it exists. */
export async function makeSigningKeys(path: string): Promise<void> {
  const secret = randomBytes(32);
  await makeFile(path, printed([newKey(secret, 1, null)]));
}

/** Adds a key, which the newest one endorses; the file is replaced atomically, and the leading process notices it. */
export async function addSigningKey(path: string): Promise<Result<number, string>> {
  const keys = await readSecrets(path);
  if (!keys.ok) return keys;
  const entries = z.array(z.looseObject({})).parse(JSON.parse(await readFile(path, 'utf8')));
  const { version, secret } = newestOf(keys.value);
  const added = newKey(randomBytes(32), version + 1, secret);
  const beside = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(beside, printed([...entries, added]), { flag: 'wx', mode: 0o600 });
  await rename(beside, path);
  return succeed(version + 1);
}

/** Reads the file of the signing keys, which it watches from then on. */
export async function readSigningKeys(path: string): Promise<Result<SigningKeys, string>> {
  const read = await readSecrets(path);
  if (!read.ok) return read;
  const keys = watchedFile(path, read.value, parseSecrets);
  return succeed({ newest: () => newestOf(keys()), published: () => keys().map(withoutSecret) });
}

/** Reads public keys: from a file of them, or from that of the signing keys. Each but the first must be endorsed by the one before. */
export async function readPublicKeys(path: string): Promise<Result<readonly PublishedKey[], string>> {
  const text = await textOf(path);
  const keys = text === undefined ? undefined : publicFile.safeParse(parseJson(text)).data?.map(withoutSecret);
  if (keys === undefined) return fail(invalid(path));
  const sorted = keys.toSorted((a, b) => a.version - b.version);
  const stray = sorted.find((key, at) => !isEndorsed(key, sorted[at - 1]));
  if (stray === undefined) return succeed(sorted);
  return fail(
    `${path} 中第 ${stray.version} 版公钥未经前一版签署 / in ${path} the key of version ${stray.version} is not endorsed by the one before`,
  );
}

export function byVersion(keys: readonly PublishedKey[]): PublicKeys {
  return new Map(keys.map(({ version, publicKey }) => [version, Buffer.from(publicKey, 'hex')]));
}

/** What is compared with a copy on paper: the SHA-256 of a public key, in hexadecimal. */
export function fingerprintOf({ publicKey }: PublishedKey): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex');
}

/** Public keys as a file that may be given to anybody. */
export function printPublicKeys(keys: readonly PublishedKey[]): string {
  return printed(keys);
}

function newKey(secret: Buffer, version: number, before: KeyObject | null) {
  const text = secret.toString('base64');
  const publicKey = sealPublicKey(secretKey.parse(text)).toString('hex');
  const endorsement = before === null ? null : signSeal(before, endorsed(version, publicKey)).toString('base64');
  return { version, publicKey, endorsement, secret: text };
}

function isEndorsed({ version, publicKey, endorsement }: PublishedKey, before: PublishedKey | undefined): boolean {
  if (before === undefined) return version === 1 && endorsement === null;
  if (version !== before.version + 1 || endorsement === null) return false;
  const key = Buffer.from(before.publicKey, 'hex');
  return verifySeal(key, endorsed(version, publicKey), Buffer.from(endorsement, 'base64'));
}

function endorsed(version: number, publicKey: string): Buffer {
  return Buffer.from(`bangfu audit key v1\n${version}\n${publicKey}\n`);
}

function withoutSecret({ version, publicKey, endorsement }: PublishedKey): PublishedKey {
  return { version, publicKey, endorsement };
}

function newestOf(keys: z.infer<typeof secretFile>) {
  return keys.reduce((newest, key) => (key.version > newest.version ? key : newest));
}

async function readSecrets(path: string): Promise<Result<z.infer<typeof secretFile>, string>> {
  const text = await textOf(path);
  const keys = text === undefined ? undefined : parseSecrets(text);
  return keys === undefined ? fail(invalid(path)) : succeed(keys);
}

function parseSecrets(text: string): z.infer<typeof secretFile> | undefined {
  return secretFile.safeParse(parseJson(text)).data;
}

function textOf(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}

function invalid(path: string): string {
  return (
    `审计链密钥文件 ${path} 缺失或有误，可用 npm run audit:keys 建立 / ` +
    `the file of the audit chain’s keys ${path} is missing or invalid: npm run audit:keys creates it`
  );
}

function printed(entries: readonly object[]): string {
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}
