import type { FastifyInstance } from 'fastify';
import type { Database } from '../../database/database.ts';
import { isAnswering } from '../../database/connection/is-answering.ts';
import type { Metrics } from './observing/metrics.ts';
import { withTimeout } from './connections/with-timeout.ts';

const READY_MILLISECONDS = 2000;
/** How long a result of `/readyz` is reused, so that many probes cost the database one query. */
const KNOWN_MILLISECONDS = 500;

/** Adds `/healthz` (the process lives), `/readyz` (the database answers) and `/metrics`. */
export function addHealthRoutes(app: FastifyInstance, database: Database, metrics: Metrics): void {
  const unlimited = { config: { rateLimit: false as const } };
  const ready = readiness(database);
  app.get('/healthz', unlimited, () => ({ status: 'ok' }));
  app.get('/readyz', unlimited, async (_request, reply) => {
    if (await ready()) return { status: 'ready' };
    return reply.code(503).header('retry-after', '2').send({ status: 'not ready' });
  });
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await metrics.print();
    return reply.type(type).send(text);
  });
}

function readiness(database: Database): () => Promise<boolean> {
  let known: { readonly until: number; readonly answer: Promise<boolean> } | undefined;
  return () => {
    if (known === undefined || known.until < performance.now()) {
      const answer = withTimeout(READY_MILLISECONDS, isAnswering(database), false);
      known = { until: performance.now() + KNOWN_MILLISECONDS, answer };
    }
    return known.answer;
  };
}
