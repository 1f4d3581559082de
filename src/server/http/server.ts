import { type FastifyInstance, fastify } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { graphError } from '../../graph/error.ts';
import { answerError } from './answers/answer.ts';
import { orTypeRefusal } from './answers/header-refusal.ts';
import { compressAnswers } from './compress.ts';
import { answerBadConnection } from './connections/bad-connection.ts';
import { drainConnections } from './connections/drain-connections.ts';
import { addDownloadRoutes } from './files/download-routes.ts';
import { addGraphRoute } from './graph-route.ts';
import { addEdgeLimits } from './edge-limits.ts';
import { addHealthRoutes } from './health-routes.ts';
import { createMetrics } from './observing/metrics.ts';
import { type Watch, watcher } from './observing/observe.ts';
import { addPageRoutes } from './pages/page-routes.ts';
import { addPublicPages } from './pages/public-pages.ts';
import { readJsonBodies } from './request-body.ts';
import type { ServerParts } from './server-parts.ts';
import { addUploadRoutes } from './files/upload-routes.ts';
import { LIMITS } from '../../graph/limits.ts';

export interface Server {
  readonly url: string;
  /** Accepts no more requests, and waits at most ten seconds for the running ones. */
  readonly close: () => Promise<void>;
}

type Setting = Pick<Config, 'host' | 'port' | 'origins' | 'rate' | 'trustProxy' | 'production'>;

/** Timeouts in milliseconds, against slow or idle clients. */
const TIMEOUTS = {
  headers: 10_000,
  /** For a whole request, such as a long upload; bodies on `/graphql` have a shorter timeout of their own. */
  request: 300_000,
  keepAlive: 10_000,
  /** For a connection without any byte in either direction. */
  connection: 120_000,
  /** How often Node checks the timeouts. */
  interval: 1000,
};

/** Starts the HTTP server: the graph, the uploads and downloads, the health routes and the pages. */
export async function startServer(config: Setting, parts: ServerParts, log: Logger): Promise<Server> {
  const metrics = createMetrics(parts);
  const watch = watcher(log, metrics, parts.recordRefusals);
  const app = appFor(config, log, watch);
  app.addHook('onRequest', async (request, reply) => {
    watch(request, reply);
    await Promise.resolve();
  });
  drainConnections(app);
  compressAnswers(app);
  readJsonBodies(app);
  const limitPerson = await addEdgeLimits(app, config);
  app.setErrorHandler((error, request, reply) => answerError(log, orTypeRefusal(error), request, reply));
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, () => {
    throw graphError('NOT_FOUND');
  });
  const close = await addGraphRoute(app, { config, parts, log, limitPerson });
  await addUploadRoutes(app, parts, limitPerson, log);
  addDownloadRoutes(app, parts, limitPerson, log);
  addHealthRoutes(app, parts.database, metrics);
  addPageRoutes(app, config.production);
  addPublicPages(app, parts);
  const url = await app.listen({ host: config.host, port: config.port });
  return { url, close };
}

function appFor({ trustProxy }: Setting, log: Logger, watch: Watch): FastifyInstance {
  return fastify({
    logger: false,
    bodyLimit: LIMITS.bytes,
    // Only the nearest proxy is trusted: anybody may forge the entries that it passes on.
    trustProxy: trustProxy ? (_address, hop) => hop === 0 : false,
    requestTimeout: TIMEOUTS.request,
    connectionTimeout: TIMEOUTS.connection,
    keepAliveTimeout: TIMEOUTS.keepAlive,
    http: { headersTimeout: TIMEOUTS.headers, connectionsCheckingInterval: TIMEOUTS.interval },
    return503OnClosing: false,
    // A request with a malformed URL reaches no hook, so it is observed here.
    frameworkErrors: (_error, request, reply) => {
      watch(request, reply);
      void answerError(log, graphError('BAD_REQUEST'), request, reply);
    },
    clientErrorHandler: answerBadConnection,
  });
}
