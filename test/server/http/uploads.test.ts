import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphError } from '../../../src/graph/error.ts';
import type { UploadRoute } from '../../../src/graph/feature.ts';
import { answerOf, type Answer, type Body, smallServer, type SmallServer } from './small-server.ts';

const broken: string[] = [];
const upload: UploadRoute = {
  path: '/workbooks',
  contentTypes: ['application/vnd.example'],
  mostBytes: 1_000_000,
  receive: async ({ viewer }, body, parameters) => {
    if (viewer === null) throw graphError('UNAUTHENTICATED');
    try {
      return { length: (await text(body)).length, union: parameters.get('union') };
    } catch (error) {
      broken.push(String(error));
      throw error;
    }
  },
};

let server: SmallServer;
beforeAll(async () => {
  server = await smallServer({ parts: { uploads: [upload] }, config: { rate: { person: 5, address: 1000 } } });
});
afterAll(async () => {
  await server.close();
});

const send = (body: string, headers: Record<string, string> = {}): Promise<Answer> =>
  answerOf(
    fetch(`${server.url}/workbooks?union=410502`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/vnd.example',
        authorization: 'Bearer good',
        person: 'sender',
        ...headers,
      },
    }),
  );

describe('a file of another type is refused with what it has to be', () => {
  const form = new FormData();
  form.append('file', new Blob(['a'], { type: 'application/vnd.example' }), 'a.xlsx');
  const bytes = new TextEncoder().encode('a');

  test.each<[string, Body | undefined, Record<string, string>]>([
    ['JSON', '{}', { 'content-type': 'application/json' }],
    ['a form', form, {}],
    ['an encoded form', new URLSearchParams({ file: 'a' }), {}],
    ['bytes without a type', bytes, {}],
    ['an empty type', bytes, { 'content-type': '' }],
    ['a type that is none', bytes, { 'content-type': 'a/b/c' }],
    ['nothing at all', undefined, {}],
  ])('%s', async (name, body, type) => {
    const headers = { authorization: 'Bearer good', person: name, ...type };
    const sent = { method: 'POST', headers, ...(body === undefined ? {} : { body }) };
    const answer = await answerOf(fetch(`${server.url}/workbooks`, sent));
    expect([answer.status, answer.code]).toEqual([415, 'HEADER_UNSUPPORTED']);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({
      header: 'content-type',
      zh: '请求头 content-type 须为 application/vnd.example，请求体为文件本身，不用表单',
      en: 'the header content-type must be application/vnd.example, and the body the file itself, not a form',
    });
  });
});

describe('a body that streams', () => {
  test('is larger than a question may be', async () => {
    const answer = await send('a'.repeat(900_000));
    expect([answer.status, answer.body]).toEqual([200, { length: 900_000, union: '410502' }]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('that is refused before its end ends its connection: its rest would be taken for the next request', async () => {
    const large = await send('a'.repeat(40_000_000), { person: 'large' });
    expect([large.status, large.code, large.headers.get('connection')]).toEqual([400, 'TOO_LARGE', 'close']);
    const next = await send('a', { person: 'large' });
    expect([next.status, next.body]).toEqual([200, { length: 1, union: '410502' }]);
  });

  test('has an end all the same', async () => {
    const answer = await send('a'.repeat(1_000_001));
    expect([answer.status, answer.code]).toEqual([400, 'TOO_LARGE']);
  });

  test('is of its own type alone, from somebody who is known, not too often', async () => {
    expect((await send('a', { authorization: 'Bearer bad' })).status).toBe(401);
    const statuses = [];
    for (let sent = 0; sent < 5; sent += 1) statuses.push((await send('a')).status);
    expect(statuses).toContain(429);
  });

  test('that breaks off is an error for whoever reads it, and no failure of ours', async () => {
    const { port } = new URL(server.url);
    const { connect } = await import('node:net');
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      'POST /workbooks HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.example\r\nContent-Length: 100\r\n' +
        'Authorization: Bearer good\r\nperson: breaker\r\n\r\nabc',
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const before = broken.length;
    socket.destroy();
    while (broken.length === before) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.lines().filter(({ msg }) => msg === 'failure')).toEqual([]);
  });
});
