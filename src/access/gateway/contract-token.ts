import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

const NONCE = 12;
const TAG = 16;
/** The form of a token; an identity number of 18 characters results in one of 62. */
const TOKEN = /^[A-Za-z0-9_-]{40,100}$/;

/**
 * Returns the token of an identity number under the key of a contract. A number has the same token in every message of
 * one partner, and different tokens for different partners. The encryption is deterministic and authenticated (AES-256-GCM
 * with a synthetic nonce), so a token can be decrypted without a table of tokens.
 */
export function contractToken(contractKey: KeyObject, identityNumber: string): string {
  const nonce = deriveNonce(contractKey, identityNumber);
  const cipher = createCipheriv('aes-256-gcm', derive(contractKey, 'encryption'), nonce);
  const body = Buffer.concat([cipher.update(identityNumber, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Decrypts a token to its identity number; returns `null` if it was not made with this key. */
export function identityOfToken(contractKey: KeyObject, token: string): string | null {
  const bytes = Buffer.from(TOKEN.test(token) ? token : '', 'base64url');
  if (bytes.length <= NONCE + TAG || bytes.toString('base64url') !== token) return null;
  const nonce = bytes.subarray(0, NONCE);
  const decipher = createDecipheriv('aes-256-gcm', derive(contractKey, 'encryption'), nonce);
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString();
  } catch {
    return null;
  }
}

function deriveNonce(contractKey: KeyObject, identityNumber: string): Buffer {
  return createHmac('sha256', derive(contractKey, 'nonce')).update(identityNumber).digest().subarray(0, NONCE);
}

const derived = new WeakMap<KeyObject, Readonly<Record<'nonce' | 'encryption', KeyObject>>>();

function derive(contractKey: KeyObject, use: 'nonce' | 'encryption'): KeyObject {
  const make = (of: string) =>
    createSecretKey(new Uint8Array(hkdfSync('sha256', contractKey, '', `bangfu contract token ${of} v1`, 32)));
  const keys = derived.get(contractKey) ?? { nonce: make('nonce'), encryption: make('encryption') };
  derived.set(contractKey, keys);
  return keys[use];
}
