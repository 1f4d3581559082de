import type { Database } from '../../database/database.ts';
import { coalescedRead } from '../../database/reads/coalesced-read.ts';
import { newId } from '../../database/ids.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Gateways } from './gateway-file.ts';
import { type NonceUse, nonceKey, useNonces } from './nonce.store.ts';
import { verifySignature, parseSignature, type Signature, type SignedRequest } from './signature.ts';

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

/**
 * Returns the gateway that signed a request, or `null` if the request has no header `bangfu-signature`. It refuses a
 * signature that is wrong, belongs to another request or time, or was used before.
 */
export async function verifyGateway(
  { gateways, database, now }: Deps,
  header: string | undefined,
  signed: SignedRequest,
): Promise<Result<string | null, 'INVALID_SIGNATURE'>> {
  if (header === undefined) return succeed(null);
  const signature = parseSignature(header);
  if (signature === undefined || !holds(gateways, signature, signed, now)) return fail('INVALID_SIGNATURE');
  const { gateway, nonce } = signature;
  const request = { id: newId(), gateway, nonce, expiresAt: new Date(now + REMEMBERED_SECONDS * 1000) };
  const isFirst = (await firstUses({ database }, [request])).has(request.id);
  return isFirst ? succeed(gateway) : fail('INVALID_SIGNATURE');
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

function holds(gateways: Gateways, signature: Signature, request: SignedRequest, now: number): boolean {
  const key = gateways(signature.gateway);
  const isNear = Math.abs(now / 1000 - signature.time) <= SKEW_SECONDS;
  return key !== undefined && isNear && verifySignature(key, signature, request);
}
