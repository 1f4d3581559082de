import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerOf, MARKED, type SmallServer, smallServer } from './small-server.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await smallServer();
});
afterAll(() => server.close());

const hashOf = (query: string) => createHash('sha256').update(query).digest('hex');
const extensionsOf = (hash: string, version: unknown = 1) => ({ persistedQuery: { version, sha256Hash: hash } });
const post = (body: object) => server.post(JSON.stringify(body));
const get = (parameters: Record<string, string>) =>
  answerOf(
    fetch(`${server.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    }),
  );
const NOT_FOUND = { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } };

describe.each(['POST', 'GET'])('an automatic persisted query by %s', (method) => {
  const send = (body: { query?: string; extensions: object; variables?: object }) =>
    method === 'POST'
      ? post(body)
      : get(
          Object.fromEntries(
            Object.entries(body).map(([key, of]) => [key, typeof of === 'string' ? of : JSON.stringify(of)]),
          ),
        );

  test('is asked for once, and from then on known by its hash', async () => {
    const query = `query ${method}($name: String) { hello(name: $name) }`;
    const extensions = extensionsOf(hashOf(query));
    const first = await send({ extensions });
    expect([first.status, first.body]).toEqual([200, { errors: [NOT_FOUND] }]);
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect((await send({ query, extensions, variables: { name: '张三' } })).body).toEqual({ data: { hello: '张三' } });
    expect((await send({ extensions, variables: { name: '李四' } })).body).toEqual({ data: { hello: '李四' } });
  });

  test('is refused with a hash of another text, and not kept', async () => {
    const query = `query Other${method} { hello }`;
    const extensions = extensionsOf(hashOf(`${query} `));
    const answer = await send({ query, extensions });
    expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
    expect((await send({ extensions })).body).toEqual({ errors: [NOT_FOUND] });
    expect((await send({ extensions: extensionsOf(hashOf(query)) })).body).toEqual({ errors: [NOT_FOUND] });
  });
});

test.each([
  ['another version', extensionsOf(hashOf('{ hello }'), 2)],
  ['no version', extensionsOf(hashOf('{ hello }'), null)],
  ['no hash', { persistedQuery: { version: 1 } }],
  ['a hash that is none', extensionsOf('__proto__')],
  ['nothing in it', { persistedQuery: null }],
])('an extension with %s is refused', async (_, extensions) => {
  const answer = await post({ query: '{ hello }', extensions });
  expect([answer.status, answer.code]).toEqual([400, 'BAD_REQUEST']);
});

test('documents that are refused, or too large, are so by their hash too', async () => {
  for (const query of ['{ nothing }', `{ ${'hello '.repeat(3000)} }`]) {
    const extensions = extensionsOf(hashOf(query));
    const whole = await post({ query, extensions });
    const again = await post({ extensions });
    expect(whole.status).toBe(400);
    expect([again.status, again.body]).toEqual([whole.status, whole.body]);
  }
});

test('a document with a personal number is answered and never kept', async () => {
  const query = `{ hello(name: "${MARKED}") }`;
  const extensions = extensionsOf(hashOf(query));
  expect((await post({ query, extensions })).body).toEqual({ data: { hello: MARKED } });
  expect((await post({ extensions })).body).toEqual({ errors: [NOT_FOUND] });
});

test('documents that nobody asked to keep are not kept', async () => {
  const query = 'query Plain { hello }';
  expect((await post({ query })).body).toEqual({ data: { hello: 'world' } });
  expect((await post({ extensions: extensionsOf(hashOf(query)) })).body).toEqual({ errors: [NOT_FOUND] });
});

test('the least recently used make room, so that memory is bounded', async () => {
  const texts = Array.from({ length: 520 }, (_, at) => `query Q${at} { hello }`);
  for (const query of texts) await post({ query, extensions: extensionsOf(hashOf(query)) });
  const isKept = async (query = '') => (await post({ extensions: extensionsOf(hashOf(query)) })).code === undefined;
  expect([await isKept(texts[0]), await isKept(texts.at(-1))]).toEqual([false, true]);
});
