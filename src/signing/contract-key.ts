import { createSecretKey, hkdfSync, KeyObject } from 'node:crypto';

/** The key of a contract: its 32 bytes, in base64 as in the platform's `gateways.json` or as a key of `node:crypto`. */
export type ContractKey = string | KeyObject;

const BYTES = 32;
/** What keys are derived for; each has a key of its own. */
type Use = 'signature' | 'contract token nonce' | 'contract token encryption';

const derived = new WeakMap<KeyObject, Map<Use, KeyObject>>();

/** Reads the key of a contract; throws if it is none. */
export function readContractKey(key: ContractKey): KeyObject {
  if (key instanceof KeyObject) return key;
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== BYTES) throw new TypeError(`the key of a contract has ${BYTES} bytes in base64`);
  return createSecretKey(bytes);
}

/** Derives the key for a use by HKDF-SHA256 (`bangfu USE v1`, no salt), once for each key of `node:crypto`. */
export function deriveKey(contractKey: KeyObject, use: Use): KeyObject {
  const keys = derived.get(contractKey) ?? new Map<Use, KeyObject>();
  derived.set(contractKey, keys);
  const known = keys.get(use);
  if (known !== undefined) return known;
  const made = createSecretKey(new Uint8Array(hkdfSync('sha256', contractKey, '', `bangfu ${use} v1`, BYTES)));
  keys.set(use, made);
  return made;
}
