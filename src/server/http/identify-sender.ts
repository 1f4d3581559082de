import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphContext } from '../../graph/context.ts';
import type { PersonLimit } from './edge-limits.ts';
import { findServed } from './served.ts';
import type { ServerParts } from './server-parts.ts';

/** Authenticates the sender of a request, and counts it against their rate limit. */
export async function identifySender(
  request: FastifyRequest,
  reply: FastifyReply,
  createContext: ServerParts['createContext'],
  limitPerson: PersonLimit,
): Promise<GraphContext> {
  const { headers, method, url: path, ip: address } = request;
  const served = findServed(request);
  const { trace, body: rawBody } = served;
  const { context, viewerKey } = await createContext({ headers, method, path, rawBody, trace, address });
  served.viewerKey = viewerKey;
  served.viewer = context.viewer;
  if (viewerKey !== null) await limitPerson(request, reply);
  return context;
}
