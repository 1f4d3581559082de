import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ErrorCode } from '../../../graph/error.ts';
import type { Measured, Metrics } from './metrics.ts';
import type { RecordRefusals } from '../server-parts.ts';
import { findServed } from '../served.ts';

/** The status that is logged for a request whose client disconnected before the answer. */
const GONE = 499;

/** Observes a request from its start: adds the `trace-id` header, then logs and measures the request at its end. */
export type Watch = (request: FastifyRequest, reply: FastifyReply) => void;

export function watcher(log: Logger, metrics: Metrics, recordRefusals: RecordRefusals): Watch {
  return (request, reply) => {
    const { trace } = findServed(request);
    const from = performance.now();
    void reply.header('trace-id', trace);
    // The event comes after every answer, and also when the client has disconnected.
    reply.raw.once('close', () => {
      const measured = { ...measure(request, reply), milliseconds: Math.round(performance.now() - from) };
      metrics.note(measured);
      recordRefusals(findServed(request), measured.route);
      log[measured.status >= 500 ? 'warn' : 'info']({ trace, method: request.method, ...measured }, 'request');
    });
  };
}

/**
 * Measures a request. Of its content only the operation name is used, and only of an admitted document and an
 * authenticated sender: the metrics hold few names, which strangers must not use up.
 */
function measure(request: FastifyRequest, reply: FastifyReply): Omit<Measured, 'milliseconds'> {
  const { operation: asked, code, failure, viewerKey } = findServed(request);
  const operation = viewerKey === null ? null : asked;
  const status = reply.raw.writableFinished ? reply.statusCode : GONE;
  return {
    route: request.is404 ? '' : (request.routeOptions.url ?? ''),
    operation,
    status,
    code: failure?.code ?? code ?? codeOfStatus(status),
  };
}

/** The code of an answer that Apollo gave by itself, to a request that is not GraphQL over HTTP. */
function codeOfStatus(status: number): ErrorCode | null {
  return status >= 400 && status < GONE ? 'BAD_REQUEST' : null;
}
