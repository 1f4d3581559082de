import { ruruHTML, type RuruConfig } from 'ruru/server';
import { contentPolicy, type Page } from './page.ts';

/** The path under which GraphiQL's files are served. */
export const GRAPHIQL_FILES = '/graphiql/files/';

const INLINE_SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

type ClientConfig = NonNullable<RuruConfig['clientConfig']>;

/**
 * Makes the page of the package ruru, with all files from this server. It opens with a query in a tab of its own, beside
 * the tabs that the user had open: without one, GraphiQL shows an empty tab to users who have visited before.
 */
export function graphiqlPage(initialQuery: string): Page {
  const query: Partial<ClientConfig> = { initialQuery };
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
