import { createHash, randomBytes } from 'node:crypto';

/** A token of a dashboard, which is shown once, and its SHA-256, which is stored. */
export interface DashboardToken {
  readonly token: string;
  readonly digest: Buffer;
}

/** By this beginning secret scanners recognise a token that was left in a file or a repository. */
const PREFIX = 'bfd_';
const BYTES = 32;
/** 32 bytes are 43 characters of base64url. */
const BEARER = new RegExp(`^Bearer +(${PREFIX}[A-Za-z0-9_-]{43})$`, 'i');

/** Makes a token of 256 random bits: it cannot be guessed, so that a plain hash of it is enough. */
export function makeDashboardToken(): DashboardToken {
  const token = `${PREFIX}${randomBytes(BYTES).toString('base64url')}`;
  return { token, digest: digestOf(token) };
}

/**
 * The digest of the token in a header `authorization`; `null` if that has no token of a dashboard. What is looked up is the
 * digest: how long that takes tells nothing about a token.
 */
export function presentedDigest(authorization = ''): Buffer | null {
  const token = BEARER.exec(authorization)?.[1];
  return token === undefined ? null : digestOf(token);
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
