import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, OperationTypeNode } from 'graphql';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { graphError } from '../../graph/error.ts';
import { HotDocuments } from '../execution/hot-documents.ts';
import { notedName } from '../../graph/redaction.ts';
import { createGate } from '../limits/gate.ts';
import { LIMITS } from '../../graph/limits.ts';
import { answerError, failureBody, headersFor, toPublicError, withStatus } from './answers/answer.ts';
import type { ServedContext } from './answers/answer-plugin.ts';
import { apolloOn, type Documents, PREFLIGHT_HEADERS } from './apollo.ts';
import { identifySender } from './identify-sender.ts';
import { headerRefusal } from './answers/header-refusal.ts';
import { toErrorCode } from './answers/to-error-code.ts';
import type { PersonLimit } from './edge-limits.ts';
import { noteRefusal } from './observing/refusals.ts';
import { PersistedQueries } from './persisted-queries.ts';
import { readGraphRequest } from './request-body.ts';
import { type Served, findServed } from './served.ts';
import type { ServerParts } from './server-parts.ts';

const PATH = '/graphql';
const BODY_MILLISECONDS = 10_000;
/** The `Accept` headers that an answer can satisfy. */
const ACCEPTED = /(^|,)\s*(\*\/\*|application\/(\*|json|graphql-response\+json))\s*(;|,|$)/i;

interface Setting {
  readonly config: Pick<Config, 'production'>;
  readonly parts: ServerParts;
  readonly log: Logger;
  readonly limitPerson: PersonLimit;
}

/** Adds `/graphql`. The returned function stops it after the running requests have ended. */
export async function addGraphRoute(app: FastifyInstance, setting: Setting): Promise<() => Promise<void>> {
  const { config, parts, log } = setting;
  const gate = createGate(parts.schema, { introspection: !config.production });
  const hot = new HotDocuments(parts.schema);
  const persisted = new PersistedQueries();
  const apollo = await apolloOn(app, parts, { gate, persisted }, { log, production: config.production });
  const handle = fastifyApolloHandler(apollo, { context: contextFor(setting, { gate, persisted }, hot) });
  app.route({
    method: ['GET', 'POST'],
    url: PATH,
    exposeHeadRoute: false,
    bodyLimit: LIMITS.bytes,
    onRequest: async (request, reply) => {
      limitBody(log, request, reply);
      void reply.header('cache-control', 'no-store');
      await Promise.resolve();
    },
    onSend: async (request, reply, payload) =>
      Promise.resolve(replaceFailedBody(findServed(request), reply) ?? payload),
    handler: (request, reply) => {
      const target = `${request.protocol}://${request.hostname}/`;
      // With a `#` in the URL, Apollo would read another query than the gate.
      if (request.url.includes('#') || !URL.canParse(request.url, target)) throw graphError('BAD_REQUEST');
      if (request.method === 'GET' && mayComeFromAnotherSite(request)) throw graphError('HEADER_MISSING');
      return handle.call(app, request, reply);
    },
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'HEAD'],
    url: PATH,
    handler: () => {
      throw graphError('METHOD_NOT_ALLOWED');
    },
  });
  return () => apollo.stop();
}

/** Whether a page of another site could have sent a request; browsers add `Basic` credentials to such by themselves. */
function mayComeFromAnotherSite({ headers }: FastifyRequest): boolean {
  // No form sends JSON.
  if (/^application\/json/i.test(headers['content-type'] ?? '')) return false;
  const isBasic = /^basic\s/i.test(headers.authorization ?? '');
  return !PREFLIGHT_HEADERS.some((name) => headers[name] !== undefined && !(name === 'authorization' && isBasic));
}

/** Makes the context of a request after the gate has admitted it; throws errors with the status for Apollo. */
function contextFor(
  { log, parts, limitPerson }: Setting,
  documents: Documents,
  hot: HotDocuments,
): (request: FastifyRequest, reply: FastifyReply) => Promise<ServedContext> {
  return async (request, reply) => {
    const served = findServed(request);
    try {
      if (!ACCEPTED.test(request.headers.accept ?? '*/*')) {
        throw headerRefusal('accept', 406);
      }
      const document = admit(request, served, documents);
      const context = await identifySender(request, reply, parts.createContext, limitPerson);
      return { ...context, selectedFields: context.viewer === null ? null : hot.note(document), served };
    } catch (error) {
      const refusal = toPublicError(log, error, served.trace);
      served.code = toErrorCode(refusal);
      noteRefusal(served, refusal);
      throw withStatus(refusal);
    }
  };
}

/** Passes a request through the gate, before it is authenticated, so that a refusal costs the database nothing. */
function admit(request: FastifyRequest, served: Served, { gate, persisted }: Documents): DocumentNode {
  const parsed = readGraphRequest(request, persisted);
  if (!parsed.ok) throw parsed.error;
  const admitted = gate.admit(parsed.value);
  if (!admitted.ok) throw admitted.error;
  const { name, operation: kind } = admitted.value.operation;
  served.operation = notedName(name?.value);
  if (request.method === 'GET' && kind !== OperationTypeNode.QUERY) throw graphError('METHOD_NOT_ALLOWED');
  return admitted.value.document;
}

/** Ends a request whose body takes too long: slow clients would hold connections that others need. */
function limitBody(log: Logger, request: FastifyRequest, reply: FastifyReply): void {
  const timer = setTimeout(() => {
    if (request.raw.complete || reply.sent) return;
    const late = Object.assign(graphError('BAD_REQUEST'), { statusCode: 408 });
    void answerError(log, late, request, reply.header('connection', 'close'));
  }, BODY_MILLISECONDS);
  timer.unref();
  request.raw.once('close', () => {
    clearTimeout(timer);
  });
}

/** The body that replaces the answer if the request failed as a whole; `undefined` if it did not. */
function replaceFailedBody({ failure }: Served, reply: FastifyReply): string | undefined {
  if (failure === null) return undefined;
  reply.code(failure.code === 'UNAVAILABLE' ? 503 : 500).headers(headersFor(failure.code));
  return failureBody(failure);
}
