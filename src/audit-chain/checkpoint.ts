import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { parseJson } from '../kernel/parse-json.ts';
import { signSeal, verifySeal } from '../secrets/platform-seal.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const checkpoint = z.strictObject({
  /** How many entries it covers: all up to this position. */
  size: z.int().min(1),
  /** The root of the Merkle tree over their leaves, and the link of the last, in hexadecimal. */
  root: digest,
  link: digest,
  /** When it was signed. */
  at: z.iso.datetime(),
  /** The number of the last change among them; 0 if there is none. */
  number: z.int().min(0),
  /** The version of the key, and the signature in base64. */
  key: z.int().min(1),
  signature: z.base64(),
});

/** What the platform signs of the audit chain, and publishes outside the database. */
export type Checkpoint = z.infer<typeof checkpoint>;

/** The public keys by their versions, 32 bytes each. */
export type PublicKeys = ReadonlyMap<number, Buffer>;

export function signCheckpoint(
  given: Omit<Checkpoint, 'signature' | 'key'>,
  { version, secret }: { readonly version: number; readonly secret: KeyObject },
): Checkpoint {
  const unsigned = { ...given, key: version };
  return { ...unsigned, signature: signSeal(secret, signedBytes(unsigned)).toString('base64') };
}

export function isSigned(given: Checkpoint, keys: PublicKeys): boolean {
  const key = keys.get(given.key);
  return key !== undefined && verifySeal(key, signedBytes(given), Buffer.from(given.signature, 'base64'));
}

/** The signed text: a heading and six lines, each ended by a line feed. */
function signedBytes({ size, root, link, at, number, key }: Omit<Checkpoint, 'signature'>): Buffer {
  return Buffer.from(`bangfu audit checkpoint v1\n${[size, root, link, at, number, key].join('\n')}\n`);
}

/** A line of the file of checkpoints; `undefined` for what is none. */
export function readCheckpoint(line: string): Checkpoint | undefined {
  return checkpoint.safeParse(parseJson(line)).data;
}

export function printCheckpoint(given: Checkpoint): string {
  return `${JSON.stringify(given)}\n`;
}
