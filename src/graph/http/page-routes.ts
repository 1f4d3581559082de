import type { FastifyInstance, FastifyReply } from 'fastify';
import { getStaticFile } from 'ruru/static';
import { graphError } from '../error.ts';
import { GRAPHIQL_FILES, graphiqlPage } from './graphiql-page.ts';
import { homePage } from './home-page.ts';
import type { Page } from './page.ts';

/** The pages for people; those for trying things out are left out of production. */
export function addPageRoutes(app: FastifyInstance, production: boolean): void {
  addPage(app, '/', homePage(production));
  if (production) return;
  addPage(app, '/graphiql', graphiqlPage());
  // A page asks for dozens of them at once.
  app.get(`${GRAPHIQL_FILES}*`, { config: { rateLimit: false } }, async ({ url, headers }, reply) => {
    const acceptEncoding = headers['accept-encoding'];
    const file = await getStaticFile({
      staticPath: GRAPHIQL_FILES,
      urlPath: url,
      acceptEncoding,
      disallowDevAssets: true,
    });
    if (file === null) throw graphError('NOT_FOUND');
    return sendFile(reply, file, headers['if-none-match']);
  });
}

function addPage(app: FastifyInstance, path: string, { html, policy }: Page): void {
  const directives = Object.fromEntries(Object.entries(policy).map(([name, sources]) => [name, [...sources]]));
  app.get(path, { helmet: { contentSecurityPolicy: { useDefaults: false, directives } } }, (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(html),
  );
}

function sendFile(
  reply: FastifyReply,
  { content, headers }: { readonly content: Buffer; readonly headers: Readonly<Record<string, string>> },
  known: string | undefined,
): FastifyReply {
  void reply.headers(headers).header('cache-control', 'no-cache').header('vary', 'accept-encoding');
  return headers['etag'] !== undefined && headers['etag'] === known ? reply.code(304).send() : reply.send(content);
}
