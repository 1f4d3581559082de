import type { FastifyRequest } from 'fastify';
import type { ErrorCode } from '../../graph/error.ts';
import { traceOf } from './observing/trace.ts';

/** What is noted of a request while it is served, for its line in the log, the metrics, and the answer. */
export interface Served {
  readonly trace: string;
  /** The bytes that arrived: what a gateway has signed. */
  body: Buffer;
  /** The operation's name, of a document that was admitted. */
  operation: string | null;
  /** Of the answer's first error. */
  code: ErrorCode | null;
  /** Takes the place of whatever else would be answered. */
  failure: Failure | null;
  /** Whom the limit for a person counts. */
  viewerKey: string | null;
}

/** Why a request could not be served, through no fault of its own. */
export interface Failure {
  readonly code: 'UNAVAILABLE' | 'INTERNAL';
  /** The log has the same. */
  readonly errorId: string;
}

const served = new WeakMap<FastifyRequest, Served>();

export function servedOf(request: FastifyRequest): Served {
  const known = served.get(request);
  if (known !== undefined) return known;
  const trace = traceOf(request.headers['traceparent']);
  const fresh: Served = {
    trace,
    body: Buffer.alloc(0),
    operation: null,
    code: null,
    failure: null,
    viewerKey: null,
  };
  served.set(request, fresh);
  return fresh;
}
