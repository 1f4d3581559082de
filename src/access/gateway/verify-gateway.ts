import type { Database } from '../../database/database.ts';
import { coalescedRead } from '../../database/reads/coalesced-read.ts';
import { newId } from '../../database/ids.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Gateways } from './gateway-file.ts';
import { type NonceUse, nonceKey, useNonces } from './nonce.store.ts';
import { verifySignature, parseSignature, type Signature, type SignedRequest } from './signature.ts';

/** How far a gateway's clock may be off. */
const SKEW_SECONDS = 60;
/** A nonce is remembered for longer than its time could be taken by any process. */
const REMEMBERED_SECONDS = 600;

/** What a request is verified with. */
interface Deps {
  readonly gateways: Gateways;
  readonly database: Database;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The gateway that signed a request, by its header `bangfu-signature`; `null` where there is no such header. A signature
 * that is wrong, of another request or time, or used before is refused.
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
  /** Every request has its own, whatever its nonce. */
  readonly id: string;
}

/** The requests whose nonces are used for the first time: of several with the same one at most the first. */
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
