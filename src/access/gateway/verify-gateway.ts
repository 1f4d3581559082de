import type { Database } from '../../database/database.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Gateways } from './gateway-file.ts';
import { useNonce } from './nonce.store.ts';
import { isSignatureOf, parseSignature, type Signature, type SignedRequest } from './signature.ts';

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
  request: SignedRequest,
): Promise<Result<string | null, 'INVALID_SIGNATURE'>> {
  if (header === undefined) return succeed(null);
  const signature = parseSignature(header);
  if (signature === undefined || !holds(gateways, signature, request, now)) return fail('INVALID_SIGNATURE');
  const { gateway, nonce } = signature;
  const times = { now: new Date(now), expiresAt: new Date(now + REMEMBERED_SECONDS * 1000) };
  const isNew = await database.session((sql) => useNonce(sql, gateway, nonce, times));
  return isNew ? succeed(gateway) : fail('INVALID_SIGNATURE');
}

function holds(gateways: Gateways, signature: Signature, request: SignedRequest, now: number): boolean {
  const key = gateways(signature.gateway);
  const isNear = Math.abs(now / 1000 - signature.time) <= SKEW_SECONDS;
  return key !== undefined && isNear && isSignatureOf(key, signature, request);
}
