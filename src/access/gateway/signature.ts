import { type KeyObject, timingSafeEqual } from 'node:crypto';
import { computeSignature, digestBody, GATEWAY_ID, type SignedRequest } from '../../signing/signature.ts';

/** What the header `bangfu-signature` says. */
export interface Signature {
  readonly gateway: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly nonce: string;
  /** The SHA-256 of the body that was signed, in hexadecimal. */
  readonly digest: string;
  readonly bytes: Buffer;
}

const FORM =
  /^gateway=([^ ,]{1,40}), time=([1-9][0-9]{0,11}), nonce=([A-Za-z0-9_-]{22,86}), digest=([0-9a-f]{64}), signature=([A-Za-z0-9_-]{43})$/;

/** Parses the header; returns `undefined` if it is malformed. */
export function parseSignature(header: string): Signature | undefined {
  const [, gateway = '', time, nonce = '', digest = '', signature = ''] = FORM.exec(header) ?? [];
  if (!GATEWAY_ID.test(gateway)) return undefined;
  return { gateway, time: Number(time), nonce, digest, bytes: Buffer.from(signature, 'base64url') };
}

/**
 * What is wrong with a signature, if anything: it was not made with the key of the contract for this method and path, or
 * it was, but for another body.
 */
export function findSignatureFault(
  contractKey: KeyObject,
  { time, nonce, digest, bytes }: Signature,
  { method, path, body }: SignedRequest,
): 'SIGNATURE_MISMATCH' | 'BODY_CHANGED' | null {
  const right = computeSignature(contractKey, { method, path, time, nonce, digest });
  if (bytes.length !== right.length || !timingSafeEqual(bytes, right)) return 'SIGNATURE_MISMATCH';
  return digestBody(body) === digest ? null : 'BODY_CHANGED';
}
