import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connect } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { quickly } from '../../support/quickly.ts';
import { answerOf, type Body, MARKED, smallServer, type SmallServer } from './small-server.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await smallServer();
});
afterAll(async () => {
  expect((await server.ask('{ hello }')).status).toBe(200);
  expect(server.log()).not.toContain(MARKED);
  await server.close();
});

const hello = JSON.stringify({ query: '{ hello }' });
const repeat = (count: number, part: string) => part.repeat(count);
const deep = (count: number, start: string, end: string) => repeat(count, start) + repeat(count, end);

/** Sends bytes as they are; what came back until the connection ended. */
async function raw(bytes: string | Buffer): Promise<string> {
  const { port } = new URL(server.url);
  const socket = connect(Number(port), '127.0.0.1');
  await once(socket, 'connect');
  socket.end(bytes);
  return text(socket);
}

describe('a body that is not a request', () => {
  test.each<[string, Body, number, string]>([
    ['nothing', '', 400, 'BAD_REQUEST'],
    ['broken JSON that holds an identity number', `{"query": "{ hello }", "id": ${MARKED}x}`, 400, 'BAD_REQUEST'],
    ['a byte order mark', `\ufeff${hello}`, 400, 'BAD_REQUEST'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), 400, 'BAD_REQUEST'],
    ['UTF-16', Buffer.from(hello, 'utf16le'), 400, 'BAD_REQUEST'],
    ['a NUL', `${hello}\0`, 400, 'BAD_REQUEST'],
    ['a NUL in a variable', JSON.stringify({ query: '{ hello }', variables: { name: 'a\0b' } }), 400, 'BAD_REQUEST'],
    ['half a character', '{"query": "{ hello }", "variables": {"name": "\\ud800"}}', 400, 'BAD_REQUEST'],
    ['a number', '4', 400, 'BAD_REQUEST'],
    ['null', 'null', 400, 'BAD_REQUEST'],
    ['several requests at once', `[${hello}, ${hello}]`, 400, 'BAD_REQUEST'],
    ['no document', '{"variables": {}}', 400, 'BAD_REQUEST'],
    ['a document that is an object', '{"query": {"kind": "Document"}}', 400, 'BAD_REQUEST'],
    ['variables that are text', '{"query": "{ hello }", "variables": "{}"}', 400, 'BAD_REQUEST'],
    ['fields of a prototype', '{"__proto__": {"query": "{ hello }"}}', 400, 'BAD_REQUEST'],
    ['lists in lists', deep(30_000, '[', ']'), 400, 'BAD_REQUEST'],
    ['lists in lists, a hundred thousand', deep(100_000, '[', ']'), 400, 'TOO_LARGE'],
    [
      'variables in variables',
      `{"query": "{ hello }", "variables": {"a": ${deep(25_000, '[', ']')}}}`,
      400,
      'BAD_REQUEST',
    ],
    [
      'objects in objects',
      `{"query": "{ hello }", "variables": ${repeat(9000, '{"a":')}1${repeat(9000, '}')}}`,
      400,
      'BAD_REQUEST',
    ],
    ['900 KB of comments', JSON.stringify({ query: `{ hello } ${repeat(300_000, '# \n')}` }), 400, 'TOO_LARGE'],
    ['a document without end', JSON.stringify({ query: repeat(30_000, '{a') }), 400, 'TOO_COMPLEX'],
    ['a document of lists', JSON.stringify({ query: `{ hello(name: ${repeat(30_000, '[')}` }), 400, 'TOO_COMPLEX'],
    [
      'a string without end',
      JSON.stringify({ query: `{ hello(name: "${repeat(30_000, 'a')}` }),
      400,
      'INVALID_DOCUMENT',
    ],
  ])('%s', async (_name, body, status, code) => {
    await quickly(async () => {
      const answer = await server.post(body);
      expect([answer.status, answer.code]).toEqual([status, code]);
      expect(answer.text).not.toContain(MARKED);
    });
  });

  test.each([
    ['application/x-www-form-urlencoded', 'query=%7B%20hello%20%7D', 415],
    ['multipart/form-data; boundary=x', '--x--', 415],
    ['text/plain', hello, 415],
    ['application/graphql', '{ hello }', 415],
    ['application/json; charset=gbk', hello, 415],
    ['application/json; charset=utf-16', hello, 415],
    ['application/json; charset=utf-8; charset=gbk', hello, 415],
    ['application/json; x=y', hello, 415],
    ['application/jsonx', hello, 415],
    ['a/b/c', hello, 415],
    [';', hello, 415],
  ])('of type %s', async (type, body, status) => {
    const answer = await server.post(body, { 'content-type': type });
    expect([answer.status, answer.code]).toEqual([status, 'HEADER_UNSUPPORTED']);
    expect(answer.body.errors?.[0]?.extensions).toMatchObject({
      header: 'content-type',
      zh: '请求头 content-type 须为 application/json（UTF-8）',
      en: 'the header content-type must be application/json (UTF-8)',
    });
  });

  test.each(['application/json; charset=utf-8', 'Application/JSON; Charset="UTF-8"', 'application/json'])(
    'but %s is one',
    async (type) => {
      expect((await server.post(hello, { 'content-type': type })).body).toEqual({ data: { hello: 'world' } });
    },
  );

  test('a body in a coding of its own', async () => {
    const answer = await server.post(hello, { 'content-encoding': 'gzip' });
    expect([answer.status, answer.code]).toEqual([415, 'HEADER_UNSUPPORTED']);
    expect(answer.body.errors?.[0]?.extensions['header']).toBe('content-encoding');
  });

  test('without a type, as some programs send it', async () => {
    const head = `Host: x\r\nConnection: close\r\nContent-Length: ${hello.length}\r\n\r\n`;
    const answer = await raw(`POST /graphql HTTP/1.1\r\n${head}${hello}`);
    expect(answer).toMatch(/^HTTP\/1.1 415 /);
    expect(answer).toContain('the header content-type must be application/json');
  });
});

describe('a question by GET', () => {
  const get = (
    parameters: Record<string, string>,
    headers: Record<string, string> = { 'apollo-require-preflight': '1' },
  ) => answerOf(fetch(`${server.url}/graphql?${new URLSearchParams(parameters).toString()}`, { headers }));

  test('is answered', async () => {
    const query = 'query($name: String) { hello(name: $name) }';
    expect((await get({ query, variables: '{"name": "李四"}' })).body).toEqual({ data: { hello: '李四' } });
  });

  test('is refused where a page of another site could have sent it', async () => {
    const answer = await get({ query: '{ hello }' }, {});
    expect([answer.status, answer.code]).toEqual([400, 'HEADER_MISSING']);
    expect(answer.text).toContain('apollo-require-preflight');
    const basic = await get({ query: '{ hello }' }, { authorization: 'Basic YTpi' });
    expect([basic.status, basic.code]).toEqual([400, 'HEADER_MISSING']);
  });

  test('is no longer refused for that with a token, or with the name of an operation', async () => {
    expect((await get({ query: '{ hello }' }, { authorization: 'Bearer x' })).code).toBe('UNAUTHENTICATED');
    const named = await get({ query: '{ hello }' }, { 'x-apollo-operation-name': 'a' });
    expect([named.status, named.body.data]).toEqual([200, { hello: 'world' }]);
  });

  test('is refused where it would change something', async () => {
    const answer = await get({ query: 'mutation { write }' });
    expect([answer.status, answer.code, answer.headers.get('allow')]).toEqual([405, 'METHOD_NOT_ALLOWED', 'POST']);
  });

  test.each([
    ['without a document', 'variables=%7B%7D'],
    ['with two documents', 'query=%7Bhello%7D&query=%7Bhello%7D'],
    ['with variables that are no JSON', `query=%7Bhello%7D&variables=${MARKED}x`],
    ['with variables that are a list', 'query=%7Bhello%7D&variables=%5B%5D'],
    ['with deep variables', `query=%7Bhello%7D&variables=${repeat(4000, '[')}`],
    ['with broken escapes', 'query=%E0%A4%A'],
    ['with an operation that is none of the document', 'query=%7Bhello%7D&operationName=B'],
  ])('%s is refused', async (_name, search) => {
    const answer = await answerOf(
      fetch(`${server.url}/graphql?${search}`, { headers: { 'apollo-require-preflight': '1' } }),
    );
    expect(answer.status).toBe(400);
    expect(['BAD_REQUEST', 'INVALID_DOCUMENT']).toContain(answer.code);
    expect(answer.text).not.toContain(MARKED);
  });
});

test('a query behind a `#`, where one reader stops and the other goes on, is not taken', async () => {
  const [shown, hidden] = ['query A { hello }', '\nquery B { __typename }'].map(encodeURIComponent);
  const search = `query=${shown ?? ''}#${hidden ?? ''}&operationName=B`;
  const head = 'Host: x\r\nApollo-Require-Preflight: 1\r\nConnection: close\r\n\r\n';
  const answer = await raw(`GET /graphql?${search} HTTP/1.1\r\n${head}`);
  expect(answer).toMatch(/^HTTP\/1.1 400 /);
  expect(answer).toContain('BAD_REQUEST');
});

test('an answer that the asker would not take is not made', async () => {
  const answer = await server.ask('mutation { write }', { headers: { accept: 'text/html' } });
  expect([answer.status, answer.code, answer.body.data]).toEqual([406, 'HEADER_UNSUPPORTED', undefined]);
  expect(answer.body.errors?.[0]?.extensions['header']).toBe('accept');
});

describe('a request that is not HTTP', () => {
  test.each([
    ['noise', '\x01\x02\x03\r\n\r\n', '400'],
    ['a header with a line break', 'GET / HTTP/1.1\r\nHost: x\r\nA: b\nc\0d\r\n\r\n', '400'],
    ['a head without end', `GET / HTTP/1.1\r\nHost: x\r\nA: ${repeat(20_000, 'a')}`, '431'],
    [
      'a host that is none',
      'GET /graphql?query=%7Bhello%7D HTTP/1.1\r\nHost: a b"\r\nConnection: close\r\n\r\n',
      '400',
    ],
    ['two lengths', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}', '400'],
    [
      'a length and chunks',
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      '400',
    ],
  ])('%s', async (_name, bytes, status) => {
    const answer = await raw(bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('BAD_REQUEST');
  });

  test('one that is broken off leaves nothing behind', async () => {
    const { port } = new URL(server.url);
    for (let sent = 0; sent < 20; sent += 1) {
      const socket = connect(Number(port), '127.0.0.1');
      await once(socket, 'connect');
      socket.write(
        'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"q',
      );
      socket.resetAndDestroy();
    }
    expect((await server.ask('{ hello }')).status).toBe(200);
    expect(server.lines().filter(({ msg }) => msg === 'failure')).toEqual([]);
  });
});

test('what is logged holds no line but its own', async () => {
  const bell = '\u001b[31m\u0007';
  await server.ask(`query ${repeat(70, 'a')} { hello }`);
  await server.ask('query Fine_1 { hello }', {
    headers: { authorization: 'Bearer good', 'user-agent': 'x', traceparent: '00-x\t{"level":60}-y-01' },
  });
  await fetch(`${server.url}/${encodeURIComponent(`${bell}\n{"level":60}`)}?a=${encodeURIComponent(bell)}`);
  await raw(`GET /\x1b[31m HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  await server.post(JSON.stringify({ query: '{ hello }', operationName: `${bell}\n` }));
  const lines = server.lines();
  expect(lines.every(({ level }) => level !== 60)).toBe(true);
  for (const sign of ['\\u001b', '\\u0007', '\u001b', '\u0007', '%1b'])
    expect(server.log().toLowerCase()).not.toContain(sign);
  expect(lines.map(({ operation }) => operation)).toEqual(expect.arrayContaining(['Fine_1', null]));
});
