import { createCipheriv, createDecipheriv, createHmac, type KeyObject } from 'node:crypto';
import { type ContractKey, deriveKey, readContractKey } from './contract-key.ts';

const NONCE = 12;
const TAG = 16;
/** The form of a token; an identity number of 18 characters results in one of 62. */
const TOKEN = /^[A-Za-z0-9_-]{40,100}$/;

/**
 * Returns the token of an identity number (18 characters, `X` upper case) under the key of a contract. A number has the
 * same token in every message of one partner, and different tokens for different partners. The encryption is deterministic
 * and authenticated (AES-256-GCM with a synthetic nonce), so a token can be decrypted without a table of tokens.
 */
export function contractToken(contractKey: ContractKey, identityNumber: string): string {
  const key = readContractKey(contractKey);
  const nonce = deriveNonce(key, identityNumber);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(key, 'contract token encryption'), nonce);
  const body = Buffer.concat([cipher.update(identityNumber, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** Decrypts a token to its identity number; returns `null` if it was not made with this key. */
export function identityOfToken(contractKey: ContractKey, token: string): string | null {
  const bytes = Buffer.from(TOKEN.test(token) ? token : '', 'base64url');
  if (bytes.length <= NONCE + TAG || bytes.toString('base64url') !== token) return null;
  const key = deriveKey(readContractKey(contractKey), 'contract token encryption');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
  decipher.setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString();
  } catch {
    return null;
  }
}

function deriveNonce(key: KeyObject, identityNumber: string): Buffer {
  const hmac = createHmac('sha256', deriveKey(key, 'contract token nonce'));
  return hmac.update(identityNumber).digest().subarray(0, NONCE);
}
