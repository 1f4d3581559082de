import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FIRST_QUERIES, QUERY_FOR_ALL } from '../../../src/server/http/pages/first-queries.ts';
import { smallServer, type SmallServer } from './small-server.ts';

let server: SmallServer;
let production: SmallServer;
beforeAll(async () => {
  server = await smallServer();
  production = await smallServer({ config: { production: true } });
});
afterAll(async () => {
  await server.close();
  await production.close();
});

async function pageAt(url: string): Promise<{ status: number; policy: string; html: string }> {
  const response = await fetch(url);
  const policy = response.headers.get('content-security-policy') ?? '';
  return { status: response.status, policy, html: await response.text() };
}

/** The parts of a page that a browser would run or apply, by the hash that the policy names them by. */
function hashesOf(html: string, element: string): readonly string[] {
  const parts = html.matchAll(new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`, 'g'));
  return [...parts].map(([, part = '']) => `'sha256-${createHash('sha256').update(part).digest('base64')}'`);
}

describe('/', () => {
  test('says what this is in two languages and leads on', async () => {
    const { status, html } = await pageAt(server.url);
    expect(status).toBe(200);
    for (const text of ['困难职工', 'trade unions', 'Authorization', '@media print']) expect(html).toContain(text);
    const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    const users = ['/graphiql/dashboard', '/graphiql/finance', '/graphiql/partner'];
    expect(links.slice(0, 7)).toEqual([...users, '/graphiql', '/healthz', '/readyz', '/metrics']);
    for (const link of links) expect((await fetch(server.url + link)).status).toBe(200);
    expect(html).toContain(`curl -s ${server.url}/graphql`);
  });

  test('links every document, and shows it as it stands', async () => {
    const { html } = await pageAt(server.url);
    // Documents are shown as texts: their pictures are seen by who has the files.
    const documents = ['docs', 'schema'].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => !name.endsWith('.png'))
        .map((name) => `${folder}/${name}`),
    );
    for (const path of ['README.md', 'CHANGELOG.md', ...documents]) {
      expect(html).toContain(`href="/documents/${path}"`);
      const shown = await fetch(`${server.url}/documents/${path}`);
      expect(shown.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(await shown.text()).toBe(readFileSync(path, 'utf8'));
    }
    for (const path of ['package.json', '..%2fpackage.json', 'docs/', 'docs/..%2f..%2fpackage.json']) {
      expect((await fetch(`${server.url}/documents/${path}`)).status).toBe(404);
    }
  });

  test('needs nothing from elsewhere, and its style is the one that the browser is told of', async () => {
    const { policy, html } = await pageAt(server.url);
    expect(html).not.toMatch(/<script|src=|https?:\/\/(?!127\.0\.0\.1)/);
    const [style, ...more] = hashesOf(html, 'style');
    expect(more).toEqual([]);
    expect(policy).toContain(`style-src ${style ?? ''}`);
    expect(policy).toContain("default-src 'none'");
  });
});

test('a browser that requests an icon gets no error', async () => {
  for (const { url } of [server, production]) expect((await fetch(`${url}/favicon.ico`)).status).toBe(204);
});

describe('/graphiql', () => {
  test('has all of its files on this server, and its scripts are those that the browser is told of', async () => {
    const { status, policy, html } = await pageAt(`${server.url}/graphiql`);
    expect(status).toBe(200);
    expect(html).not.toMatch(/https?:\/\//);
    const scripts = hashesOf(html, 'script');
    expect(scripts.length).toBeGreaterThan(2);
    for (const script of scripts) expect(policy).toContain(script);
    expect(/script-src [^;]*/.exec(policy)?.[0]).not.toContain('unsafe');
    const files = [...html.matchAll(/\/graphiql\/files\/[a-zA-Z0-9.]+/g)].map(([file]) => file);
    expect(files).toEqual(expect.arrayContaining(['/graphiql/files/ruru.js', '/graphiql/files/ruru.css']));
    for (const file of files) {
      const found = await fetch(server.url + file);
      expect([file, found.status, (await found.text()).length > 1000]).toEqual([file, 200, true]);
    }
  });

  test.each([
    ...FIRST_QUERIES.map(({ name, document }) => ({ path: `/graphiql/${name}`, document })),
    { path: '/graphiql', document: QUERY_FOR_ALL },
    { path: '/graphiql/', document: QUERY_FOR_ALL },
  ])('$path opens with its query, whatever the browser had open', async ({ path, document }) => {
    const { status, policy, html } = await pageAt(server.url + path);
    expect(status).toBe(200);
    for (const script of hashesOf(html, 'script')) expect(policy).toContain(script);
    const [, operation = ''] = /^query (\w+)/m.exec(document) ?? [];
    expect(html).toContain(`query ${operation} {`);
    expect(html).toContain('"initialQuery"');
  });

  test('sends a file once', async () => {
    const url = `${server.url}/graphiql/files/ruru.css`;
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  test.each(['nothing.js', '../../package.json', '%2e%2e%2f%2e%2e%2fpackage.json', '__proto__', ''])(
    'has no file %s',
    async (file) => {
      expect((await fetch(`${server.url}/graphiql/files/${file}`)).status).toBe(404);
    },
  );
});

describe('in production', () => {
  test('there is no GraphiQL, and nothing leads to it', async () => {
    expect((await pageAt(`${production.url}/graphiql`)).status).toBe(404);
    expect((await pageAt(`${production.url}/graphiql/files/ruru.js`)).status).toBe(404);
    const { html } = await pageAt(production.url);
    expect(html).not.toMatch(/graphiql|token -- --role (statistician|partner)|href="\/documents\/schema/);
    expect(html).toContain('href="/documents/README.md"');
    expect((await pageAt(`${production.url}/graphiql/finance`)).status).toBe(404);
    expect((await pageAt(`${production.url}/documents/schema/subgraph.graphql`)).status).toBe(404);
  });

  test('the schema is not told', async () => {
    const told = await production.ask('{ __schema { types { name } } }');
    expect([told.status, told.code, told.body.errors?.[0]?.extensions['rules']]).toEqual([
      400,
      'INVALID_DOCUMENT',
      ['NoSchemaIntrospection'],
    ]);
    expect((await production.ask('{ hello __typename }')).status).toBe(200);
    expect((await server.ask('{ __schema { queryType { name } } }')).status).toBe(200);
  });
});

describe('the state of the server', () => {
  test('is alive and ready', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await fetch(server.url + path)).status).toBe(200);
  });

  test('is measured by operation, of which so many have a name', async () => {
    for (let at = 0; at < 250; at += 1) await server.ask(`query Unknown_${at} { hello }`);
    const headers = { authorization: 'Bearer good' };
    for (let at = 0; at < 250; at += 1) await server.ask(`query Measured_${at} { hello }`, { headers });
    await server.ask('query Named { nothing }');
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toMatch(/bangfu_request_seconds_count\{route="\/graphql",operation="Measured_0",status="200"\} 1/);
    expect(text).toMatch(/bangfu_request_seconds_count\{route="\/graphql",operation="other",status="200"\} \d\d/);
    expect(text.match(/_count\{route="\/graphql",operation="Measured_\d+"/g)?.length).toBeLessThanOrEqual(200);
    expect(text).not.toContain('Named');
    expect(text).not.toContain('Unknown');
    expect(text).toMatch(/bangfu_refusals_total\{code="INVALID_DOCUMENT"\} \d/);
    expect(text).toMatch(/bangfu_pool_connections\{state="idle"\} \d/);
    expect(text).toMatch(/bangfu_jobs\{kind="import-workbook",state="WAITING"\} 0/);
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });
});

describe('the log', () => {
  test('has a line for a request, with its trace and no more of it', async () => {
    const trace = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
    const answer = await server.ask('query Traced($name: String) { hello(name: $name) }', {
      variables: { name: 'confidential' },
      headers: { traceparent: `00-${trace}-0102030405060708-01`, authorization: 'Bearer good' },
    });
    expect(answer.headers.get('trace-id')).toBe(trace);
    const line = server.lines().find((one) => one['trace'] === trace);
    expect(line).toEqual({
      ...{ level: 30, time: expect.anything(), msg: 'request', trace },
      ...{ method: 'POST', route: '/graphql', operation: 'Traced', status: 200, code: null },
      milliseconds: expect.any(Number),
    });
    expect(server.log()).not.toMatch(/confidential|Bearer|127\.0\.0\.1/);
  });

  test.each(['', '00-00000000000000000000000000000000-0102030405060708-01', '00-xyz-1-01', 'a'.repeat(5000)])(
    'makes a trace of its own for %p',
    async (traceparent) => {
      const answer = await server.ask('{ hello }', { headers: { traceparent } });
      expect(answer.headers.get('trace-id')).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    },
  );
});
