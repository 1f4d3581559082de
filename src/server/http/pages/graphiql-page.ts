import { ruruHTML, type RuruConfig } from 'ruru/server';
import { type FirstQuery, QUERY_FOR_ALL } from './first-queries.ts';
import { contentPolicy, type Page } from './page.ts';

/** Where the bundle's own files are served. */
export const GRAPHIQL_FILES = '/graphiql/files/';

const INLINE_SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

type ClientConfig = NonNullable<RuruConfig['clientConfig']>;

/**
 * `/graphiql`: ruru's own page, with all of its files from this server. It opens with `asked`, or with what everybody may
 * ask where its reader has asked nothing before.
 */
export function graphiqlPage(asked?: FirstQuery): Page {
  const query: Partial<ClientConfig> =
    asked === undefined ? { defaultQuery: QUERY_FOR_ALL } : { initialQuery: asked.document };
  const html = ruruHTML({
    staticPath: GRAPHIQL_FILES,
    endpoint: '/graphql',
    htmlParts: { titleTag: '<title>帮扶 bangfu · GraphiQL</title>' },
    // Its type asks for everything.
    clientConfig: query as ClientConfig,
  });
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(([, script = '']) => script);
  const policy = contentPolicy(
    { scripts },
    {
      'script-src': ["'self'"],
      // The editor writes its styles itself.
      'style-src': ["'self'", "'unsafe-inline'"],
      'worker-src': ["'self'"],
      'connect-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'", 'data:'],
    },
  );
  return { htmlAt: () => html, policy };
}
