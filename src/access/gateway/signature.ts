import { createHash, createHmac, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { GATEWAY_ID } from './gateway-file.ts';

/** The parts of a request that a signature covers, as they are sent. */
export interface SignedRequest {
  readonly method: string;
  /** With the query, if any. */
  readonly path: string;
  readonly body: string | Uint8Array;
}

export interface Signature {
  readonly gateway: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly nonce: string;
  readonly bytes: Buffer;
}

export const SIGNATURE_HEADER = 'bangfu-signature';

const FORM =
  /^gateway=([^ ,]{1,40}), time=([1-9][0-9]{0,11}), nonce=([A-Za-z0-9_-]{22,86}), signature=([A-Za-z0-9_-]{43})$/;

/**
 * Returns the header `bangfu-signature` of a gateway's request: `gateway=…, time=…, nonce=…, signature=…`. The time
 * is in seconds since 1970; the nonce is 16 random bytes or more in base64url and differs for each request. The signature
 * is the HMAC-SHA256, in base64url, of method, path, time, nonce and the SHA-256 of the body in hexadecimal, each on a
 * line of its own; its key is derived from the contract's by HKDF-SHA256 (`bangfu signature v1`, no salt).
 */
export function signRequest(
  contractKey: KeyObject,
  gateway: string,
  request: SignedRequest,
  time: number,
  nonce: string,
): string {
  const signature = computeHmac(contractKey, request, time, nonce).toString('base64url');
  return `gateway=${gateway}, time=${time}, nonce=${nonce}, signature=${signature}`;
}

/** Parses the header; returns `undefined` if it is malformed. */
export function parseSignature(header: string): Signature | undefined {
  const [, gateway = '', time, nonce = '', signature = ''] = FORM.exec(header) ?? [];
  if (!GATEWAY_ID.test(gateway)) return undefined;
  return { gateway, time: Number(time), nonce, bytes: Buffer.from(signature, 'base64url') };
}

/** Whether a signature was made for exactly this request with the key of the contract. */
export function verifySignature(
  contractKey: KeyObject,
  { time, nonce, bytes }: Signature,
  request: SignedRequest,
): boolean {
  const right = computeHmac(contractKey, request, time, nonce);
  return bytes.length === right.length && timingSafeEqual(bytes, right);
}

function computeHmac(contractKey: KeyObject, { method, path, body }: SignedRequest, time: number, nonce: string) {
  const key = new Uint8Array(hkdfSync('sha256', contractKey, '', 'bangfu signature v1', 32));
  const digest = createHash('sha256').update(body).digest('hex');
  return createHmac('sha256', key).update([method, path, time, nonce, digest].join('\n')).digest();
}
