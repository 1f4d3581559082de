import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ErrorCode } from '../../../graph/error.ts';
import type { Measured, Metrics } from './metrics.ts';
import { servedOf } from '../served.ts';

/** What a request counts as whose asker has gone away before the answer. */
const GONE = 499;

/** Looks at a request from its beginning: a trace in the head of its answer, then a line in the log, a measurement. */
export type Watch = (request: FastifyRequest, reply: FastifyReply) => void;

export function watcher(log: Logger, metrics: Metrics): Watch {
  return (request, reply) => {
    const { trace } = servedOf(request);
    const from = performance.now();
    void reply.header('trace-id', trace);
    // Comes after every answer, and where nobody is left to be answered.
    reply.raw.once('close', () => {
      const measured = { ...measure(request, reply), milliseconds: Math.round(performance.now() - from) };
      metrics.note(measured);
      log[measured.status >= 500 ? 'warn' : 'info']({ trace, method: request.method, ...measured }, 'request');
    });
  };
}

/**
 * Nothing of what was sent but the name of an operation that was admitted, of somebody who is known: names are few in
 * the measurements, and nobody else may use them up.
 */
function measure(request: FastifyRequest, reply: FastifyReply): Omit<Measured, 'milliseconds'> {
  const { operation: asked, code, failure, viewerKey } = servedOf(request);
  const operation = viewerKey === null ? null : asked;
  const status = reply.raw.writableFinished ? reply.statusCode : GONE;
  return {
    route: request.is404 ? '' : (request.routeOptions.url ?? ''),
    operation,
    status,
    code: failure?.code ?? code ?? codeOfStatus(status),
  };
}

/** Apollo itself refuses what is no request of GraphQL. */
function codeOfStatus(status: number): ErrorCode | null {
  return status >= 400 && status < GONE ? 'BAD_REQUEST' : null;
}
