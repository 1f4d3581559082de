import { DIGEST, sha256 } from './merkle.ts';

/** An entry of the audit chain: a change, or a row of a chained journal, with the digest of what it covers. */
export interface Entry {
  /** From 1 on, without gaps. */
  readonly position: number;
  /** When it was sealed, in microseconds since 1970. */
  readonly at: bigint;
  /** The table of what is sealed, and its id there (16 bytes). */
  readonly source: string;
  readonly key: Buffer;
  /** The number of a change in the sequence of changes. */
  readonly number: number | null;
  /** SHA-256 of the text of its form. */
  readonly form: Buffer;
  /** Of the rows that it covers. */
  readonly digest: Buffer;
}

/** The version of the layout below. */
const VERSION = 1;
const HEAD = 1 + 1 + 8 + 8 + 8 + 16 + DIGEST + DIGEST;
const NO_NUMBER = -1n;

/** The first link: what the first entry is linked to. */
export const FIRST_LINK = Buffer.alloc(DIGEST);

/**
 * The leaf of an entry: SHA-256 of `0x00` (RFC 6962), the version, position, moment and number (eight bytes each, big endian;
 * without a number −1), key, digest of the form, digest, and the source in UTF-8.
 */
export function leafOf({ position, at, source, key, number, form, digest }: Entry): Buffer {
  const bytes = Buffer.allocUnsafe(HEAD + Buffer.byteLength(source));
  bytes[0] = 0x00;
  bytes[1] = VERSION;
  bytes.writeBigInt64BE(BigInt(position), 2);
  bytes.writeBigInt64BE(at, 10);
  bytes.writeBigInt64BE(number === null ? NO_NUMBER : BigInt(number), 18);
  key.copy(bytes, 26);
  form.copy(bytes, 42);
  digest.copy(bytes, 42 + DIGEST);
  bytes.write(source, HEAD);
  return sha256(bytes);
}

const linked = Buffer.alloc(1 + 2 * DIGEST, 0x02);

/** The link of an entry: SHA-256 of `0x02`, the link before and the leaf. */
export function linkOf(before: Buffer, leaf: Buffer): Buffer {
  before.copy(linked, 1);
  leaf.copy(linked, 1 + DIGEST);
  return sha256(linked);
}
