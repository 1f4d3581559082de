import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Agent, get } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { answerOf, smallServer, type SmallServer } from './small-server.ts';

const open: SmallServer[] = [];
const served = async (options: Parameters<typeof smallServer>[0] = {}) => {
  const server = await smallServer(options);
  open.push(server);
  return server;
};
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

test('every answer tells the browser to be careful', async () => {
  const server = await served();
  for (const path of ['/', '/healthz', '/nothing', '/graphql']) {
    const { headers } = await fetch(server.url + path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security')).toContain('max-age');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('trace-id')).toMatch(/^[0-9a-f]{32}$/);
  }
});

describe('calls from pages of other origins', () => {
  const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' };
  const ask = (server: SmallServer, origin: string) =>
    fetch(`${server.url}/graphql`, { method: 'OPTIONS', headers: { origin, ...preflight } });

  test('are for nobody where none are named', async () => {
    const server = await served();
    const { status, headers } = await ask(server, 'https://dashboard.example');
    expect([status, headers.get('access-control-allow-origin')]).toEqual([404, null]);
    const answer = await server.ask('{ hello }', { headers: { origin: 'https://dashboard.example' } });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('are for those who are named, and no one else', async () => {
    const server = await served({ config: { origins: ['https://dashboard.example'] } });
    const allowed = await ask(server, 'https://dashboard.example');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://dashboard.example');
    expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization');
    expect(allowed.headers.get('access-control-allow-methods')).toBe('GET, POST');
    const other = await ask(server, 'https://dashboard.example.evil.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask(server, 'null')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('how often one may ask', () => {
  test('from one address, whatever is asked', async () => {
    const server = await served({ config: { rate: { person: 100, address: 3 } } });
    expect((await server.ask('{ hello }')).status).toBe(200);
    expect((await fetch(`${server.url}/nothing`)).status).toBe(404);
    expect((await fetch(server.url)).status).toBe(200);
    for (const path of ['/', '/nothing', '/metrics', '/graphql?query={hello}']) {
      const answer = await answerOf(fetch(server.url + path));
      expect([answer.status, answer.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  test('as one person, from wherever', async () => {
    const server = await served({ config: { rate: { person: 2, address: 1000 } } });
    const as = (person: string) => server.ask('{ hello }', { headers: { authorization: 'Bearer good', person } });
    const statuses = [];
    for (const person of ['one', 'one', 'one', 'two']) statuses.push((await as(person)).status);
    expect(statuses).toEqual([200, 200, 429, 200]);
    const refused = await as('one');
    expect(refused.code).toBe('TOO_MANY_REQUESTS');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await server.ask('{ hello }')).status).toBe(200);
  });

  test('an address is the one that the nearest proxy saw, if a proxy is trusted', async () => {
    const ask = (server: SmallServer, forwarded: string) =>
      server.ask('{ hello }', { headers: { 'x-forwarded-for': forwarded } });
    const behind = await served({ config: { rate: { person: 9, address: 1 }, trustProxy: true } });
    expect((await ask(behind, '192.0.2.1')).status).toBe(200);
    expect((await ask(behind, '203.0.113.9, 192.0.2.1')).status).toBe(429);
    expect((await ask(behind, '192.0.2.1, 192.0.2.2')).status).toBe(200);
    expect((await ask(behind, '2001:db8::1')).status).toBe(200);
    expect((await ask(behind, '2001:db8::2')).status).toBe(429);
    const alone = await served({ config: { rate: { person: 9, address: 1 } } });
    expect((await ask(alone, '192.0.2.1')).status).toBe(200);
    expect((await ask(alone, '192.0.2.2')).status).toBe(429);
  });
});

describe('the end', () => {
  let server: SmallServer;
  beforeEach(async () => {
    server = await served();
  });

  test('waits for what is being answered, and takes no more', async () => {
    const asked = server.ask('{ wait(seconds: 1) }');
    await untilBusy(server);
    const agent = new Agent({ keepAlive: true });
    const closing = server.close();
    open.length = 0;
    await expect(asked).resolves.toMatchObject({ status: 200, body: { data: { wait: '' } } });
    await closing;
    const late = get(`${server.url}/healthz`, { agent });
    await expect(once(late, 'response') as Promise<[IncomingMessage]>).rejects.toThrow(/ECONNREFUSED/);
  });
});

async function untilBusy(server: SmallServer): Promise<void> {
  while (server.register.platform.database.pool().busy === 0) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
