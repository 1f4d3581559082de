import { get, request as httpRequest, type IncomingMessage } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Database } from '../../../src/database/database.ts';
import { type SmallServer, smallServer } from './small-server.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await smallServer();
});
afterAll(() => server.close());

/** What is sent over the wire; `fetch` would decode it. */
async function wired(name: string, accepted?: string) {
  const body = JSON.stringify({ query: 'query ($name: String) { hello(name: $name) }', variables: { name } });
  const headers = {
    'content-type': 'application/json',
    ...(accepted === undefined ? {} : { 'accept-encoding': accepted }),
  };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(`${server.url}/graphql`, { method: 'POST', headers }, resolve).on('error', reject).end(body);
  });
  return { answer, bytes: await bytesOf(answer) };
}

async function bytesOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const LONG = '困难职工'.repeat(2000);
const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = { br: brotliDecompressSync, gzip: gunzipSync };

test.each([
  ['gzip', 'gzip'],
  ['gzip, deflate, br', 'br'],
  ['gzip;q=1.0, br;q=0.1', 'gzip'],
  ['br', 'br'],
  ['*', 'br'],
])('a long answer to a client that accepts %s comes as %s, whole and smaller', async (accepted, encoding) => {
  const { answer, bytes } = await wired(LONG, accepted);
  expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, encoding]);
  expect(answer.headers.vary).toContain('accept-encoding');
  expect(bytes.length).toBeLessThan(2000);
  expect(answer.headers['content-length'] ?? String(bytes.length)).toBe(String(bytes.length));
  expect(JSON.parse(DECODERS[encoding]?.(bytes).toString() ?? '')).toEqual({ data: { hello: LONG } });
});

test.each([undefined, '', 'identity', 'deflate', 'gzip;q=0'])(
  'to one that accepts %s it comes as it is',
  async (accepted) => {
    const { answer, bytes } = await wired(LONG, accepted);
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(JSON.parse(bytes.toString())).toEqual({ data: { hello: LONG } });
  },
);

test('a short answer is not compressed', async () => {
  const { answer, bytes } = await wired('short', 'gzip, br');
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(bytes.toString())).toEqual({ data: { hello: 'short' } });
});

test('pages are compressed too, and fifty answers at once are each whole', async () => {
  const page = await new Promise<IncomingMessage>((resolve) => {
    get(`${server.url}/`, { headers: { 'accept-encoding': 'gzip' } }, resolve);
  });
  expect(page.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(await bytesOf(page)).toString()).toContain('</html>');
  const names = Array.from({ length: 50 }, (_, at) => `${at} ${LONG}`);
  const answers = await Promise.all(names.map((name) => wired(name, at(name))));
  answers.forEach(({ answer, bytes }, index) => {
    const text = DECODERS[String(answer.headers['content-encoding'])]?.(bytes).toString() ?? '';
    expect(JSON.parse(text)).toEqual({ data: { hello: names[index] } });
  });
});

test('what takes the place of a long answer, because the database is gone, is sent as it is', async () => {
  const gone = () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' }));
  const without = await smallServer({ database: { session: gone, transaction: gone } as unknown as Database });
  const body = JSON.stringify({ query: `{ hello(name: "${LONG}") now }` });
  const headers = { 'content-type': 'application/json', 'accept-encoding': 'gzip' };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(`${without.url}/graphql`, { method: 'POST', headers }, resolve).on('error', reject).end(body);
  });
  expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([503, undefined]);
  expect(JSON.parse((await bytesOf(answer)).toString())).toMatchObject({ data: null, errors: [{}] });
  await without.close();
});

function at(name: string): string {
  return Number(name.split(' ')[0]) % 2 === 0 ? 'gzip' : 'br';
}
