import { ruruHTML, type RuruConfig } from 'ruru/server';
import { contentPolicy, type Page } from './page.ts';

/** Where the bundle's own files are served. */
export const GRAPHIQL_FILES = '/graphiql/files/';

const INLINE_SCRIPT = /<script[^>]*>([\s\S]*?)<\/script>/g;

const FIRST_QUERY = `# 在下方 Headers 一栏填入令牌 / the token goes into "Headers" below:
#
#   {"authorization": "Bearer eyJ…"}
#
# 敏感项须写明用途，用百分号编码 / what is sensitive asks for a purpose, percent-encoded:
#
#   {"authorization": "Bearer eyJ…", "bangfu-purpose": "%E6%A0%B8%E5%AF%B9"}
#
# 执行 / run: Ctrl-Enter

query Households {
  households(first: 5) {
    totalCount
    edges {
      node {
        id
      }
    }
  }
}
`;

/** `/graphiql`: ruru's own page, with all of its files from this server. */
export function graphiqlPage(): Page {
  const html = ruruHTML({
    staticPath: GRAPHIQL_FILES,
    endpoint: '/graphql',
    htmlParts: { titleTag: '<title>帮扶 bangfu · GraphiQL</title>' },
    // Its type asks for everything.
    clientConfig: { defaultQuery: FIRST_QUERY } as NonNullable<RuruConfig['clientConfig']>,
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
