import { randomUUID } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayRefusal } from '../access/gateway/verify-gateway.ts';
import { graphError } from '../graph/error.ts';
import { containsPersonalNumber } from '../graph/redaction.ts';
import { SIGNATURE_HEADER } from '../signing/signature.ts';
import type { IncomingRequest } from './http/server-parts.ts';

/** The form of a name or an id that may be logged. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
/** Most gateways give their requests random UUIDs, some of which look as if they contained a personal number. */
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * Logs why a gateway was refused, and returns the error for the answer, which names the header and the id of the log line, and
 * no reason: a reason would help whoever tries to forge a signature.
 */
export function refuseGateway(
  log: Logger,
  { headers, trace }: Pick<IncomingRequest, 'headers' | 'trace'>,
  { reason, gateway, skewSeconds }: GatewayRefusal,
): GraphQLError {
  const errorId = randomUUID();
  const requestId = loggedText(headers['x-request-id']);
  log.warn({ trace, errorId, reason, gateway: loggedText(gateway), skewSeconds, requestId }, 'gateway refused');
  return graphError('UNAUTHENTICATED', { argument: SIGNATURE_HEADER, errorId });
}

/** A text of the caller's that may be logged; `undefined` for any other. */
function loggedText(text: string | string[] | undefined): string | undefined {
  if (typeof text !== 'string' || !NAME.test(text)) return undefined;
  return UUID.test(text) || !containsPersonalNumber(text) ? text : undefined;
}
