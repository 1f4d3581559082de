import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { graphError } from '../../../graph/error.ts';
import type { UploadRoute } from '../../../graph/feature.ts';
import type { Logger } from 'pino';
import { answerError } from '../answers/answer.ts';
import { fileTypeRefusal, orTypeRefusal } from '../answers/header-refusal.ts';
import { identifySender } from '../identify-sender.ts';
import type { PersonLimit } from '../edge-limits.ts';
import type { ServerParts } from '../server-parts.ts';

/** Adds the routes that read their body as a stream, each with its content types. */
export async function addUploadRoutes(
  app: FastifyInstance,
  { uploads, createContext }: Pick<ServerParts, 'uploads' | 'createContext'>,
  limitPerson: PersonLimit,
  log: Logger,
): Promise<void> {
  for (const upload of uploads) {
    await app.register((scope, _options, done) => {
      addUploadRoute(scope, upload, createContext, limitPerson);
      const refusal = fileTypeRefusal(upload.contentTypes);
      scope.setErrorHandler((error, request, reply) => {
        // What is left of a body would be taken for the next request, which would wait in vain.
        if (!request.raw.complete) void reply.header('connection', 'close');
        return answerError(log, orTypeRefusal(error, refusal), request, reply);
      });
      done();
    });
  }
}

function addUploadRoute(
  scope: FastifyInstance,
  { path, contentTypes, mostBytes, receive }: UploadRoute,
  createContext: ServerParts['createContext'],
  limitPerson: PersonLimit,
): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser([...contentTypes], (_request, body, done) => {
    done(null, body);
  });
  scope.addContentTypeParser('*', (_request, _body, done) => {
    done(fileTypeRefusal(contentTypes));
  });
  scope.post(path, async (request, reply) => {
    const { body, url } = request;
    void reply.header('cache-control', 'no-store');
    if (!(body instanceof Readable)) throw fileTypeRefusal(contentTypes);
    const context = await identifySender(request, reply, createContext, limitPerson);
    const parameters = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?')) : '');
    return receive(context, Readable.from(atMost(body, mostBytes), { objectMode: false }), parameters);
  });
}

/** Passes the bytes of a body on; throws if there are too many, or if the body breaks off. */
async function* atMost(body: Readable, most: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > most) throw graphError('TOO_LARGE');
      yield chunk;
    }
  } catch (error) {
    throw error instanceof GraphQLError ? error : graphError('BAD_REQUEST');
  }
}
