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
import { answersOf, type ServedContext } from './answers/answer-plugin.ts';
import type { ServerParts } from './server-parts.ts';

/** What Apollo would log may quote a request: the plugins log what is ours to tell. */
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };

interface Setting {
  readonly log: Logger;
  readonly production: boolean;
}

/**
 * An Apollo Server that executes what the gate has admitted, by graphql-js; it neither parses nor validates that again.
 * No second executor: a compiled one answered wrongly (DESIGN, section 3).
 */
export async function apolloOn(
  app: FastifyInstance,
  { schema, plugins }: Pick<ServerParts, 'schema' | 'plugins'>,
  gate: Gate,
  { log, production }: Setting,
): Promise<ApolloServer<ServedContext>> {
  const { plugin, formatError } = answersOf(log);
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
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    logger: SILENT,
    plugins: [
      ...plugins,
      plugin,
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginCacheControlDisabled(),
      // It would tell a gateway what the errors' own messages are.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}

/** Apollo asks for a document by a prefix and the hash of its text. */
function admittedBy(gate: Gate) {
  return {
    get: (key: string): Promise<DocumentNode | undefined> =>
      Promise.resolve(gate.documentOf(key.slice(key.lastIndexOf(':') + 1))),
    set: () => Promise.resolve(),
    delete: () => Promise.resolve(false),
  };
}

function nothing(): void {
  // Told by the plugins.
}
