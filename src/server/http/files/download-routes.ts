import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from 'pino';
import type { Download, DownloadRoute } from '../../../graph/feature.ts';
import { toPublicError } from '../answers/answer.ts';
import type { PersonLimit } from '../edge-limits.ts';
import { noteRefusal } from '../observing/refusals.ts';
import { identifySender } from '../identify-sender.ts';
import { findServed } from '../served.ts';
import type { ServerParts } from '../server-parts.ts';

type Parts = Pick<ServerParts, 'schema' | 'downloads' | 'createContext' | 'recordReads'>;

/** Adds the routes that send a file as a stream. */
export function addDownloadRoutes(app: FastifyInstance, parts: Parts, limitPerson: PersonLimit, log: Logger): void {
  for (const download of parts.downloads) addDownloadRoute(app, download, parts, limitPerson, log);
}

function addDownloadRoute(
  app: FastifyInstance,
  { path, send }: DownloadRoute,
  { schema, createContext, recordReads }: Parts,
  limitPerson: PersonLimit,
  log: Logger,
): void {
  // A request for the headers alone would use up a link.
  app.get(path, { exposeHeadRoute: false }, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const context = await identifySender(request, reply, createContext, limitPerson);
    const parameters = new URL(request.url, 'http://localhost').searchParams;
    const download = await send(context, parameters, (read) => recordReads(read, `GET ${path}`), schema);
    // After the first byte an error cannot be answered: the connection breaks, and the log says why.
    download.body.on('error', (error) => {
      const served = findServed(request);
      noteRefusal(served, toPublicError(log, error, served.trace));
    });
    return sendFile(reply, download);
  });
}

function sendFile(reply: FastifyReply, { fileName, contentType, body }: Download): FastifyReply {
  const [, extension = ''] = /(\.\w+)$/.exec(fileName) ?? [];
  const disposition = `attachment; filename="export${extension}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  return reply.header('content-type', contentType).header('content-disposition', disposition).send(body);
}
