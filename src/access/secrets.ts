import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { invariant } from '../kernel/invariant.ts';

/** The keys of one version, 32 bytes each, kept outside the database. */
export interface MasterKeys {
  readonly version: number;
  /** Wraps the data keys. */
  readonly wrapping: KeyObject;
  /** Keys the tokens by which an identity number is found. */
  readonly token: KeyObject;
}

/** A data key of one person or household, and how it stands in the database. */
export interface DataKey {
  readonly key: KeyObject;
  readonly wrapped: Buffer;
  readonly version: number;
}

/** Encryption at rest and equality by token. What is sealed for one place opens in no other. */
export interface Secrets {
  /** The version that new data keys and tokens are made with. */
  readonly version: number;
  readonly newDataKey: (owner: string) => DataKey;
  readonly openDataKey: (owner: string, wrapped: Buffer, version: number) => KeyObject;
  /** The tokens of an identity number under every version in use, the current one first. */
  readonly tokens: (identityNumber: string) => readonly { readonly version: number; readonly token: Buffer }[];
}

const AES_256_GCM = 1;
const KEY = 32;
const HEADER = 3;
const NONCE = 12;
const TAG = 16;

/** Secrets under these keys, the newest first. */
export function secretsOf(masterKeys: readonly MasterKeys[]): Secrets {
  const [current] = masterKeys;
  invariant(current !== undefined, 'there is a key');
  const byVersion = new Map(masterKeys.map((keys) => [keys.version, keys]));
  return {
    version: current.version,
    newDataKey: (owner) => {
      const key = randomBytes(KEY);
      const wrapped = seal(current.wrapping, owner, key, current.version);
      return { key: createSecretKey(key), version: current.version, wrapped };
    },
    openDataKey: (owner, wrapped, version) => {
      const keys = byVersion.get(version);
      invariant(keys !== undefined, `the keys of version ${version} are in the key file`);
      return createSecretKey(unseal(keys.wrapping, owner, wrapped));
    },
    tokens: (identityNumber) =>
      masterKeys.map(({ version, token }) => ({
        version,
        token: createHmac('sha256', token).update(identityNumber).digest(),
      })),
  };
}

/**
 * Encrypts for one place (table, column, row). The result begins with the algorithm's id and the version of the key, so
 * that another algorithm (SM4) can stand beside this one; then nonce, tag, ciphertext.
 */
export function seal(key: KeyObject, place: string, plain: Buffer, version = 0): Buffer {
  const nonce = randomBytes(NONCE);
  const header = Buffer.from([AES_256_GCM, version >> 8, version & 0xff]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(place)]));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
}

/** What {@link seal} encrypted for the same place; a changed or moved ciphertext is a bug or an attack, and throws. */
export function unseal(key: KeyObject, place: string, sealed: Buffer): Buffer {
  invariant(sealed[0] === AES_256_GCM, 'the algorithm of a ciphertext is known');
  const nonce = sealed.subarray(HEADER, HEADER + NONCE);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce);
  decipher.setAAD(Buffer.concat([sealed.subarray(0, HEADER), Buffer.from(place)]));
  decipher.setAuthTag(sealed.subarray(HEADER + NONCE, HEADER + NONCE + TAG));
  const body = decipher.update(sealed.subarray(HEADER + NONCE + TAG));
  decipher.final();
  return body;
}
