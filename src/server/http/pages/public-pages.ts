// cspell:words noarchive
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { graphError } from '../../../graph/error.ts';
import type { PublicPage } from '../../../graph/feature.ts';
import type { ServerParts } from '../server-parts.ts';
import { contentPolicy, page } from './page.ts';

type Parts = Pick<ServerParts, 'publicPages' | 'publicDeps'>;

/**
 * No search engine is to keep what is public for some days alone. A robot is told so before it comes and on each page; nobody
 * else may keep a page either without asking whether it is still shown.
 */
const SHOWN_FOR_NOW = {
  'x-robots-tag': 'noindex, nofollow, noarchive, nosnippet',
  'cache-control': 'private, no-cache',
};
const ROBOTS = 'User-agent: *\nDisallow: /\n';

/** Adds the pages that are shown without an account, and `/robots.txt`. */
export function addPublicPages(app: FastifyInstance, { publicPages, publicDeps }: Parts): void {
  app.get('/robots.txt', (_request, reply) => reply.type('text/plain; charset=utf-8').send(ROBOTS));
  for (const one of publicPages) addPublicPage(app, one, publicDeps);
}

function addPublicPage(app: FastifyInstance, { path, style, show }: PublicPage, deps: Parts['publicDeps']): void {
  const policy = contentPolicy({ styles: [style] });
  const directives = Object.fromEntries(Object.entries(policy).map(([name, sources]) => [name, [...sources]]));
  const options = { helmet: { contentSecurityPolicy: { useDefaults: false, directives } } };
  app.get<{ Params: Record<string, string> }>(path, options, async ({ params, headers }, reply) => {
    void reply.headers(SHOWN_FOR_NOW);
    const shown = await show(deps(), params);
    if (shown === null) throw graphError('NOT_FOUND');
    const html = page({ ...shown, style });
    // Weak, because the page may be compressed.
    const tag = `W/"${createHash('sha256').update(html).digest('base64url')}"`;
    void reply.header('etag', tag);
    if (isKnown(tag, headers['if-none-match'])) return reply.code(304).send();
    return reply.type('text/html; charset=utf-8').send(html);
  });
}

function isKnown(tag: string, header: string | undefined): boolean {
  return (header ?? '').split(',').some((one) => one.trim() === tag);
}
