import { fastifyCors } from '@fastify/cors';
import { fastifyHelmet } from '@fastify/helmet';
import { fastifyRateLimit, normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { graphError } from '../../graph/error.ts';
import { findServed } from './served.ts';

/** Counts a request against its sender's rate limit; throws TOO_MANY_REQUESTS beyond it. */
export type PersonLimit = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

const MINUTE = 60_000;
/** How many addresses the rate limit remembers; the least recently seen is dropped first. */
const MOST_ADDRESSES = 20_000;

/** The default content security policy: nothing may be loaded, framed or sent. Pages that need more set their own. */
const STRICT = {
  useDefaults: false,
  directives: { defaultSrc: ["'none'"], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
};

type Setting = Pick<Config, 'origins' | 'rate'>;

/** Adds security headers, CORS and rate limits; they must be added before any route. */
export async function addEdgeLimits(app: FastifyInstance, { origins, rate }: Setting): Promise<PersonLimit> {
  await app.register(fastifyHelmet, { contentSecurityPolicy: STRICT });
  if (origins.length > 0) {
    await app.register(fastifyCors, {
      origin: [...origins],
      methods: ['GET', 'POST'],
      exposedHeaders: ['retry-after', 'trace-id', 'content-disposition'],
      maxAge: 600,
    });
  }
  await app.register(fastifyRateLimit, {
    max: rate.address,
    timeWindow: MINUTE,
    cache: MOST_ADDRESSES,
    keyGenerator: ({ ip }) => normalizeAddress(ip),
    errorResponseBuilder: () => graphError('TOO_MANY_REQUESTS'),
  });
  return personLimit(app, rate.person);
}

/** The address that the rate limit counts: an IPv6 network counts as one; a closed connection has none. */
function normalizeAddress(ip: string | undefined): string {
  return normalizeIP(ip ?? '');
}

function personLimit(app: FastifyInstance, max: number): PersonLimit {
  const count = app.createRateLimit({
    max,
    timeWindow: MINUTE,
    keyGenerator: (request) => findServed(request).viewerKey ?? '',
  });
  return async (request, reply) => {
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    void reply.header('retry-after', counted.ttlInSeconds);
    throw graphError('TOO_MANY_REQUESTS');
  };
}
