import { ruruHTML, type RuruConfig } from 'ruru/server';
import { type FirstQuery, QUERY_FOR_ALL } from './first-queries.ts';
import { contentPolicy, type Page } from './page.ts';

/** The path under which GraphiQL's files are served. */
export const GRAPHIQL_FILES = '/graphiql/files/';

const INLINE_SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

type ClientConfig = NonNullable<RuruConfig['clientConfig']>;

/**
 * `/graphiql`: the page of the package ruru, with all files from this server. It opens with `firstQuery`; without
 * one, with the user's last query or, on the first visit, a query that every authenticated user may run.
 */
export function graphiqlPage(firstQuery?: FirstQuery): Page {
  const query: Partial<ClientConfig> =
    firstQuery === undefined ? { defaultQuery: QUERY_FOR_ALL } : { initialQuery: firstQuery.document };
  const html = ruruHTML({
    staticPath: GRAPHIQL_FILES,
    endpoint: '/graphql',
    htmlParts: { titleTag: '<title>帮扶 bangfu · GraphiQL</title>' },
    // The type requires all settings, though ruru accepts some of them.
    clientConfig: query as ClientConfig,
  });
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(([, script = '']) => script);
  const policy = contentPolicy(
    { scripts },
    {
      'script-src': ["'self'"],
      // The editor adds styles at run time.
      'style-src': ["'self'", "'unsafe-inline'"],
      'worker-src': ["'self'"],
      'connect-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'", 'data:'],
    },
  );
  return { htmlAt: () => html, policy };
}
