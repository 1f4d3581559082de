import type { Database } from '../../database/database.ts';
import { coalescedRead } from '../../database/reads/coalesced-read.ts';
import { newId } from '../../database/ids.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Gateways } from './gateway-file.ts';
import { type NonceUse, nonceKey, useNonces } from './nonce.store.ts';
import type { SignedRequest } from '../../signing/signature.ts';
import { findSignatureFault, parseSignature, type Signature } from './signature.ts';

/** The greatest difference between a gateway's clock and ours. */
const SKEW_SECONDS = 60;
/** How long a nonce is remembered: longer than any process could accept its time. */
const REMEMBERED_SECONDS = 600;

/** The inputs of the verification, besides the request. */
interface Deps {
  readonly gateways: Gateways;
  readonly database: Database;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Why a signature was refused, for the log alone: a caller learns no more than that it was. */
export interface GatewayRefusal {
  readonly reason:
    'SIGNATURE_MALFORMED' | 'GATEWAY_UNKNOWN' | 'CLOCK' | 'SIGNATURE_MISMATCH' | 'BODY_CHANGED' | 'NONCE_USED';
  /** The gateway that the signature names. */
  readonly gateway?: string;
  /** By how many seconds the clock of the gateway is ahead of ours. */
  readonly skewSeconds?: number;
}

/**
 * Returns the gateway that signed a request, or `null` if the request has no header `bangfu-signature`. It refuses a
 * signature that is wrong, belongs to another request or time, or was used before.
 */
export async function verifyGateway(
  { gateways, database, now }: Deps,
  header: string | undefined,
  signed: SignedRequest,
): Promise<Result<string | null, GatewayRefusal>> {
  if (header === undefined) return succeed(null);
  const signature = parseSignature(header);
  if (signature === undefined) return fail({ reason: 'SIGNATURE_MALFORMED' });
  const refusal = findRefusal(gateways, signature, signed, now);
  if (refusal !== null) return fail(refusal);
  const { gateway, nonce } = signature;
  const request = { id: newId(), gateway, nonce, expiresAt: new Date(now + REMEMBERED_SECONDS * 1000) };
  const isFirst = (await firstUses({ database }, [request])).has(request.id);
  return isFirst ? succeed(gateway) : fail({ reason: 'NONCE_USED', gateway });
}

interface NonceRequest extends NonceUse {
  /** Identifies the request; two requests never share it, even if they share a nonce. */
  readonly id: string;
}

/** Returns the requests with new nonces; of several requests with the same nonce, at most the first. */
const firstUses = coalescedRead<NonceRequest, true>({
  cacheKey: ({ id }) => id,
  groupKey: () => '',
  load: async ({ database }, requests) => {
    const fresh = await database.session((sql) => useNonces(sql, requests));
    const firsts = new Map([...requests].reverse().map((one) => [nonceKey(one), one.id]));
    return new Map([...firsts].filter(([key]) => fresh.has(key)).map(([, id]) => [id, true]));
  },
});

function findRefusal(
  gateways: Gateways,
  signature: Signature,
  request: SignedRequest,
  now: number,
): GatewayRefusal | null {
  const { gateway, time } = signature;
  const key = gateways(gateway)?.key;
  if (key === undefined) return { reason: 'GATEWAY_UNKNOWN', gateway };
  const ahead = time - now / 1000;
  if (Math.abs(ahead) > SKEW_SECONDS) return { reason: 'CLOCK', gateway, skewSeconds: Math.round(ahead) };
  const reason = findSignatureFault(key, signature, request);
  return reason === null ? null : { reason, gateway };
}
