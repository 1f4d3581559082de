import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import type { Gate } from '../limits/gate.ts';
import { LIMITS } from '../../graph/limits.ts';
import { createAnswers, type ServedContext } from './answers/answer-plugin.ts';
import type { PersistedQueries } from './persisted-queries.ts';
import type { ServerParts } from './server-parts.ts';

/** A request with one of these headers is no simple one: a browser sends it to another site only with that site's leave. */
export const PREFLIGHT_HEADERS = ['authorization', 'apollo-require-preflight', 'x-apollo-operation-name'] as const;

/** Apollo's own log lines may quote a request, so they are dropped; the plugins log without such data. */
const SILENT = { debug: noop, info: noop, warn: noop, error: noop };

/** What is known of the documents of requests. */
export interface Documents {
  readonly gate: Gate;
  readonly persisted: PersistedQueries;
}

interface Setting {
  readonly log: Logger;
  readonly production: boolean;
}

/**
 * Starts an Apollo Server that executes the documents which the gate has admitted, without parsing or validating them
 * again. The executor is graphql-js: a compiled one gave wrong answers (DESIGN, section 3).
 */
export async function apolloOn(
  app: FastifyInstance,
  { schema, plugins }: Pick<ServerParts, 'schema' | 'plugins'>,
  { gate, persisted }: Documents,
  { log, production }: Setting,
): Promise<ApolloServer<ServedContext>> {
  const { plugin, formatError } = createAnswers(log);
  const apollo = new ApolloServer<ServedContext>({
    schema,
    formatError,
    documentStore: admittedBy(gate),
    introspection: !production,
    nodeEnv: production ? 'production' : 'development',
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: true,
    maxRecursiveSelections: LIMITS.selections,
    parseOptions: { maxLexicalTokens: LIMITS.tokens },
    persistedQueries: { cache: keptIn(persisted) },
    allowBatchedHttpRequests: false,
    csrfPrevention: { requestHeaders: [...PREFLIGHT_HEADERS] },
    stopOnTerminationSignals: false,
    logger: SILENT,
    plugins: [
      ...plugins,
      plugin,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginCacheControlDisabled(),
      // Inline traces would send a gateway the original messages of errors.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

/** A document store for Apollo, whose keys are a prefix and the hash of a document's text. */
function admittedBy(gate: Gate) {
  return {
    get: (key: string): Promise<DocumentNode | undefined> =>
      Promise.resolve(gate.findDocument(key.slice(key.lastIndexOf(':') + 1))),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };
}

/** A cache for Apollo, which asks for a persisted query after it has been admitted, under a prefix and its hash. */
function keptIn(persisted: PersistedQueries) {
  return {
    get: (key: string) => Promise.resolve(persisted.get(key.slice(key.lastIndexOf(':') + 1))),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };
}

function noop(): void {
  // The plugins log instead.
}
