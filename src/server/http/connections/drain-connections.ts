import type { FastifyInstance } from 'fastify';

/** Ends each connection after its answer once the server closes, which would otherwise wait for idle connections. */
export function drainConnections(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    await Promise.resolve();
  });
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing) void reply.header('connection', 'close');
    return Promise.resolve(payload);
  });
}
