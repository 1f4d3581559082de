import type { FastifyInstance } from 'fastify';

/** Once the server closes, each answer ends its connection: it would be waited for as long as it is kept open. */
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
