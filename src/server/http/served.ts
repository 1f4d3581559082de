import type { FastifyRequest } from 'fastify';
import type { RefusalKind } from '../../access/audit/refusals.codes.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { ErrorCode } from '../../graph/error.ts';
import { parseTrace } from './observing/trace.ts';

/** What is noted of a request while it is served, for the log, the metrics and the answer. */
export interface Served {
  readonly trace: string;
  /** The bytes of the body as they arrived, which a gateway has signed. */
  body: Buffer;
  /** The name of the operation, once the gate has admitted it. */
  operation: string | null;
  /** The code of the answer's first error. */
  code: ErrorCode | null;
  /** A failure of the whole request, which replaces the answer. */
  failure: Failure | null;
  /** The key of the sender in the rate limit per person. */
  viewerKey: string | null;
  /** The sender, whom the database knows. */
  viewer: Pick<Viewer, 'staffId' | 'personId'> | null;
  /** What was refused of the request, each kind once. */
  readonly refused: Map<string, Refused>;
}

/** A refusal of an attempt, as it goes on record. */
export interface Refused {
  readonly kind: RefusalKind;
  readonly code: string;
  /** The field of the schema, if it was one. */
  readonly field: string | null;
}

/** The codes of failures that are not the sender's: each has a line of its own in the log. */
const FAILURE_CODES = ['UNAVAILABLE', 'INTERNAL', 'ARTEFACT_DAMAGED', 'ARTEFACT_KEY_MISSING'] as const;

/** Why the server failed to serve a request that may have been correct. */
export interface Failure {
  readonly code: (typeof FAILURE_CODES)[number];
  /** The id under which the log describes the failure. */
  readonly errorId: string;
}

export function isFailureCode(code: ErrorCode): code is Failure['code'] {
  return (FAILURE_CODES as readonly ErrorCode[]).includes(code);
}

const served = new WeakMap<FastifyRequest, Served>();

export function findServed(request: FastifyRequest): Served {
  const known = served.get(request);
  if (known !== undefined) return known;
  const trace = parseTrace(request.headers['traceparent']);
  const nothing = { operation: null, code: null, failure: null, viewerKey: null, viewer: null };
  const fresh: Served = { trace, body: Buffer.alloc(0), ...nothing, refused: new Map() };
  served.set(request, fresh);
  return fresh;
}
