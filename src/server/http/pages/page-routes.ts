import type { FastifyInstance } from 'fastify';
import { graphError } from '../../../graph/error.ts';
import { shownDocuments } from './documents.ts';
import { FIRST_QUERIES, QUERY_FOR_ALL } from './first-queries.ts';
import { graphiqlFiles } from './graphiql-files.ts';
import { GRAPHIQL_FILES, graphiqlPage } from './graphiql-page.ts';
import { DOCUMENTS, homePage } from './home-page.ts';
import type { Page } from './page.ts';

/** Serves the home page and the documents and, outside production, GraphiQL. */
export function addPageRoutes(app: FastifyInstance, production: boolean): void {
  const documents = shownDocuments(production);
  addPage(app, '/', homePage(production, documents));
  for (const { path, text } of documents) {
    app.get(`${DOCUMENTS}${path}`, (_request, reply) => reply.type('text/plain; charset=utf-8').send(text));
  }
  // Browsers request an icon for every page. There is none, which is no error.
  app.get('/favicon.ico', (_request, reply) => reply.code(204).send());
  if (production) return;
  addPage(app, '/graphiql', graphiqlPage(QUERY_FOR_ALL));
  app.get('/graphiql/', (_request, reply) => reply.redirect('/graphiql'));
  for (const { name, document } of FIRST_QUERIES) addPage(app, `/graphiql/${name}`, graphiqlPage(document));
  const files = graphiqlFiles();
  // GraphiQL loads dozens of these files at once, which the rate limit would refuse.
  const unlimited = { config: { rateLimit: false as const } };
  app.get<{ Params: { name: string } }>(`${GRAPHIQL_FILES}:name`, unlimited, async ({ params, headers }, reply) => {
    const file = files.get(params.name);
    if (file === undefined) throw graphError('NOT_FOUND');
    void reply.headers({ etag: file.tag, 'cache-control': 'no-cache' });
    if (headers['if-none-match'] === file.tag) return reply.code(304).send();
    return reply.type(file.type).send(await file.read());
  });
}

/** The values of `Host` that may be written into a page; any other could inject markup and is replaced. */
const HOST = /^[A-Za-z0-9.-]+(:[0-9]+)?$|^\[[0-9A-Fa-f:]+\](:[0-9]+)?$/;

function addPage(app: FastifyInstance, path: string, { htmlAt, policy }: Page): void {
  const directives = Object.fromEntries(Object.entries(policy).map(([name, sources]) => [name, [...sources]]));
  app.get(
    path,
    { helmet: { contentSecurityPolicy: { useDefaults: false, directives } } },
    ({ protocol, host }, reply) =>
      reply.type('text/html; charset=utf-8').send(htmlAt(`${protocol}://${HOST.test(host) ? host : '127.0.0.1'}`)),
  );
}
