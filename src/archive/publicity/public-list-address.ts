import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../../secrets/secrets.ts';

/** The route of public lists: the code of the union, and the key without which nobody finds its list. */
export const PUBLIC_LIST_ROUTE = '/publicity/:union/:key';

/** The text from which a key comes, before the code of the union. No identity number begins like it. */
const LABEL = 'key of a public list v1 ';
const KEY_BYTES = 16;

/**
 * The path of a union's public list (公示名单), relative to the address of the graph. Its key cannot be guessed: who was given the
 * address of one union's list cannot look through those of others, nor learn which unions there are.
 */
export function publicListPath(secrets: Secrets, unionCode: string): string {
  const key = keyOf(secrets.token(LABEL + unionCode, secrets.version()));
  return `/publicity/${encodeURIComponent(unionCode)}/${key.toString('base64url')}`;
}

/** Whether a key is that of the union's list, under any version of the master keys: an address on a wall outlives a rotation. */
export function isPublicListKey(secrets: Secrets, unionCode: string, key: string): boolean {
  const given = Buffer.from(key, 'base64url');
  // Base64 has several spellings for the same bytes: only ours is the key.
  if (given.length !== KEY_BYTES || given.toString('base64url') !== key) return false;
  return secrets.tokens(LABEL + unionCode).some(({ token }) => timingSafeEqual(keyOf(token), given));
}

function keyOf(token: Buffer): Buffer {
  return token.subarray(0, KEY_BYTES);
}
