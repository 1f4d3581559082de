import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';

/** The key pair with which the platform signs under one version of its master keys. */
interface SealPair {
  readonly privateKey: KeyObject;
  /** The 32 bytes of RFC 8032. */
  readonly publicKey: Buffer;
}

const KEY = 32;
const SIGNATURE = 64;
const USE = 'bangfu seal key v1';
/** What precedes the seed of an Ed25519 key in PKCS #8, and the public key in SubjectPublicKeyInfo (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

const derived = new WeakMap<KeyObject, SealPair>();

/** Derives the key pair of a version from its wrapping key by HKDF-SHA256 (no salt), once for each key of `node:crypto`. */
function sealPair(wrapping: KeyObject): SealPair {
  const known = derived.get(wrapping);
  if (known !== undefined) return known;
  const pair = pairOfSeed(Buffer.from(hkdfSync('sha256', wrapping, '', USE, KEY)));
  derived.set(wrapping, pair);
  return pair;
}

function pairOfSeed(seed: Buffer): SealPair {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const encoded = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { privateKey, publicKey: encoded.subarray(SPKI.length) };
}

/** Signs bytes with the key that is derived from a wrapping key (Ed25519, RFC 8032). */
export function signSeal(wrapping: KeyObject, bytes: Buffer): Buffer {
  return sign(null, bytes, sealPair(wrapping).privateKey);
}

/** The public key that verifies what {@link signSeal} signed: 32 bytes. */
export function sealPublicKey(wrapping: KeyObject): Buffer {
  return Buffer.from(sealPair(wrapping).publicKey);
}

/**
 * Whether bytes were signed with the private key of a public one; `false` for whatever is no key and no signature. The key
 * must be known to be the platform's, or the answer says nothing.
 */
export function verifySeal(publicKey: Buffer, bytes: Buffer, signature: Buffer): boolean {
  if (publicKey.length !== KEY || signature.length !== SIGNATURE) return false;
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    return verify(null, bytes, key, signature);
  } catch {
    return false;
  }
}
