import { createHash, createHmac, type KeyObject } from 'node:crypto';
import { type ContractKey, deriveKey, readContractKey } from './contract-key.ts';

/** The parts of a request that a signature covers, as they are sent. */
export interface SignedRequest {
  readonly method: string;
  /** With the query, if any. */
  readonly path: string;
  readonly body: string | Uint8Array;
}

/** What the HMAC of a signature is computed over. */
export interface SignedLines extends Omit<SignedRequest, 'body'> {
  /** Seconds since 1970. */
  readonly time: number;
  readonly nonce: string;
  readonly digest: string;
}

export const SIGNATURE_HEADER = 'bangfu-signature';

export const GATEWAY_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * Returns the header `bangfu-signature` of a gateway's request: `gateway=…, time=…, nonce=…, digest=…, signature=…`. The
 * time is in seconds since 1970; the nonce is 16 random bytes or more in base64url and differs for each request; the digest
 * is the SHA-256 of the body in hexadecimal. The signature is the HMAC-SHA256, in base64url, of method, path, time, nonce
 * and digest, each on a line of its own; its key is derived from the contract's.
 */
export function signRequest(
  contractKey: ContractKey,
  gateway: string,
  { method, path, body }: SignedRequest,
  time: number,
  nonce: string,
): string {
  const digest = digestBody(body);
  const hmac = computeSignature(readContractKey(contractKey), { method, path, time, nonce, digest });
  return `gateway=${gateway}, time=${time}, nonce=${nonce}, digest=${digest}, signature=${hmac.toString('base64url')}`;
}

/** The SHA-256 of a body, in hexadecimal. */
export function digestBody(body: SignedRequest['body']): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The bytes of a signature. */
export function computeSignature(contractKey: KeyObject, { method, path, time, nonce, digest }: SignedLines): Buffer {
  const hmac = createHmac('sha256', deriveKey(contractKey, 'signature'));
  return hmac.update([method, path, time, nonce, digest].join('\n')).digest();
}
