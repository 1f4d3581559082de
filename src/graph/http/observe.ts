import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { ErrorCode } from '../error.ts';
import type { Measured, Metrics } from './metrics.ts';
import { servedOf } from './served.ts';

/** A line in the log and a measurement for every request; a trace in the head of every answer. */
export function observe(app: FastifyInstance, log: Logger, metrics: Metrics): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header('trace-id', servedOf(request).trace);
    await Promise.resolve();
  });
  app.addHook('onResponse', async (request, reply) => {
    const measured = measure(request, reply);
    metrics.note(measured);
    const { trace } = servedOf(request);
    const aborted = reply.raw.writableFinished ? undefined : true;
    const line = { trace, method: request.method, ...measured, aborted };
    log[measured.status >= 500 ? 'warn' : 'info'](line, 'request');
    await Promise.resolve();
  });
}

/** Nothing of what was sent but the name of an operation that was admitted. */
function measure(request: FastifyRequest, reply: FastifyReply): Measured {
  const { operation, code } = servedOf(request);
  return {
    route: request.is404 ? '' : (request.routeOptions.url ?? ''),
    operation,
    status: reply.statusCode,
    code: code ?? codeOfStatus(reply.statusCode),
    milliseconds: Math.round(reply.elapsedTime * 10) / 10,
  };
}

/** Apollo itself refuses what is no request of GraphQL. */
function codeOfStatus(status: number): ErrorCode | null {
  return status >= 400 && status < 500 ? 'BAD_REQUEST' : null;
}
