import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { invariant } from '../kernel/invariant.ts';
import { sealPublicKey, signSeal } from './platform-seal.ts';

/** The keys of one version, 32 bytes each, kept outside the database. */
export interface MasterKeys {
  readonly version: number;
  readonly wrapping: KeyObject;
  /** The key of the tokens by which an identity number is found. */
  readonly token: KeyObject;
  /** When new keys and tokens begin to use it, in milliseconds since 1970; by then every process knows it. */
  readonly activeFrom: number;
}

/** A data key as the database stores it. */
interface WrappedKey {
  readonly wrapped: Buffer;
  readonly version: number;
}

/** A data key of one person, household or artefact. */
export interface DataKey extends WrappedKey {
  readonly key: KeyObject;
}

interface Token {
  readonly version: number;
  readonly token: Buffer;
}

/** A signature of the platform, with the public key that verifies it. */
interface Seal {
  /** The version of the master keys from which the key of the signature is derived. */
  readonly version: number;
  /** The 32 bytes of RFC 8032. */
  readonly publicKey: Buffer;
  readonly signature: Buffer;
}

/** Encryption at rest, and equality by token. A value that is bound to one row cannot be decrypted in another. */
export interface Secrets {
  /** The version for new data keys and tokens. */
  readonly version: () => number;
  /** Whether the key file holds a version. */
  readonly hasVersion: (version: number) => boolean;
  readonly newDataKey: (owner: string) => DataKey;
  readonly openDataKey: (owner: string, wrapped: Buffer, version: number) => KeyObject;
  /** Wraps a data key again under the current version. */
  readonly rewrap: (owner: string, wrapped: Buffer, version: number) => WrappedKey;
  readonly openIdentity: (personId: string, key: KeyObject, identity: Buffer) => string;
  /** Returns the tokens of an identity number under every version. */
  readonly tokens: (identityNumber: string) => readonly Token[];
  /** Returns the token of an identity number under one version. */
  readonly token: (identityNumber: string, version: number) => Buffer;
  /** Signs bytes for the platform with the current version (Ed25519). */
  readonly sign: (bytes: Buffer) => Seal;
  /** Returns the public key of the platform's signatures of a version; `null` if the key file does not hold it. */
  readonly sealKey: (version: number) => Buffer | null;
}

const AES_256_GCM = 1;
const KEY = 32;
const HEADER = 3;
const NONCE = 12;
const TAG = 16;

/** Makes the secrets under the current keys, which may change. */
export function createSecrets(keys: () => readonly MasterKeys[]): Secrets {
  const current = () => {
    const active = keys().filter(({ activeFrom }) => activeFrom <= Date.now());
    const [newest] = [...active].sort((a, b) => b.version - a.version);
    invariant(newest !== undefined, 'there is an active key');
    return newest;
  };
  const find = (version: number) => keys().find((one) => one.version === version);
  const of = (version: number) => {
    const found = find(version);
    invariant(found !== undefined, `the keys of version ${version} are in the key file`);
    return found;
  };
  const open = (owner: string, wrapped: Buffer, version: number) => unseal(of(version).wrapping, owner, wrapped);
  const wrap = (owner: string, key: Buffer): WrappedKey => {
    const { wrapping, version } = current();
    return { wrapped: seal(wrapping, owner, key, version), version };
  };
  return {
    version: () => current().version,
    hasVersion: (version) => find(version) !== undefined,
    newDataKey: (owner) => {
      const key = randomBytes(KEY);
      return { key: createSecretKey(key), ...wrap(owner, key) };
    },
    openDataKey: (owner, wrapped, version) => createSecretKey(open(owner, wrapped, version)),
    rewrap: (owner, wrapped, version) => wrap(owner, open(owner, wrapped, version)),
    openIdentity: (personId, key, identity) => unseal(key, identityBinding(personId), identity).toString(),
    tokens: (number) => keys().map(({ version, token }) => ({ version, token: hmac(token, number) })),
    token: (number, version) => hmac(of(version).token, number),
    sign: (bytes) => {
      const { wrapping, version } = current();
      return { version, publicKey: sealPublicKey(wrapping), signature: signSeal(wrapping, bytes) };
    },
    sealKey: (version) => {
      const found = find(version);
      return found === undefined ? null : sealPublicKey(found.wrapping);
    },
  };
}

function hmac(key: KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/**
 * Encrypts a value and binds it to one row or column. The result begins with the id of the algorithm and the version of the
 * key, so that other algorithms (SM4) can be added; nonce, tag and ciphertext follow.
 */
export function seal(key: KeyObject, boundTo: string, plaintext: Buffer, version = 0): Buffer {
  const nonce = randomBytes(NONCE);
  const header = Buffer.from([AES_256_GCM, version >> 8, version & 0xff]);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.concat([header, Buffer.from(boundTo)]));
  const body = cipher.update(plaintext);
  cipher.final();
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
}

/** Decrypts a value that {@link seal} bound to the same row; throws for a changed or moved ciphertext. */
export function unseal(key: KeyObject, boundTo: string, sealed: Buffer): Buffer {
  invariant(sealed[0] === AES_256_GCM, 'the algorithm of a ciphertext is known');
  const nonce = sealed.subarray(HEADER, HEADER + NONCE);
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.concat([sealed.subarray(0, HEADER), Buffer.from(boundTo)]));
  decipher.setAuthTag(sealed.subarray(HEADER + NONCE, HEADER + NONCE + TAG));
  const body = decipher.update(sealed.subarray(HEADER + NONCE + TAG));
  decipher.final();
  return body;
}

/** The version of the key that a ciphertext says it was made with. */
export function sealedVersion(sealed: Buffer): number {
  return sealed.length < HEADER ? 0 : sealed.readUInt16BE(1);
}

/** Returns the text that a person's encrypted identity number is bound to. */
export function identityBinding(personId: string): string {
  return `person.identity ${personId}`;
}

/** What is said of an artefact in clear beside its data key. */
export interface ArtefactFacts {
  /** The SHA-256 of its content, in hexadecimal. */
  readonly digest: string;
  readonly bytes: number;
  readonly partBytes: number;
  readonly mediaType: string;
  /** The change that stored it. */
  readonly recordedIn: string;
}

/** Returns the text that an artefact's data key is bound to: the key does not open beside other facts. */
export function artefactBinding({ digest, bytes, partBytes, mediaType, recordedIn }: ArtefactFacts): string {
  return `artefact ${digest}, ${bytes} bytes in parts of ${partBytes}, ${mediaType}, recorded in ${recordedIn}`;
}
