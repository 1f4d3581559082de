import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { answerOf, MARKED, smallServer, type SmallServer } from './small-server.ts';

let server: SmallServer;
beforeAll(async () => {
  server = await smallServer();
});
afterAll(async () => {
  await server.close();
});

test('answers a question', async () => {
  const answer = await server.ask('query Greeting($name: String) { hello(name: $name) }', {
    variables: { name: '张三' },
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ data: { hello: '张三' } });
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('asks the database', async () => {
  const { body } = await server.ask('{ now }');
  expect(body).toEqual({ data: { now: expect.stringMatching(/^20/) as unknown } });
});

describe('what does not fit the schema is told by rule and place alone', () => {
  test.each([
    ['{ helo }', ['FieldsOnCorrectType'], [{ line: 1, column: 3 }]],
    ['{ hello(nam: "x") }', ['KnownArgumentNames'], [{ line: 1, column: 9 }]],
    ['{ double(value: "4") }', ['ValuesOfCorrectType'], [{ line: 1, column: 17 }]],
    ['{ hello', ['Syntax'], [{ line: 1, column: 8 }]],
    ['{ "x" }', ['Syntax'], [{ line: 1, column: 3 }]],
    ['{ ? }', ['Syntax'], [{ line: 1, column: 2 }]],
    ['subscription { hello }', ['RootType'], [{ line: 1, column: 1 }]],
    ['type Query { a: Int }', ['ExecutableDefinitions'], [{ line: 1, column: 1 }]],
  ])('%s', async (query, rules, locations) => {
    const answer = await server.ask(query);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errors: [
        {
          message: '查询语句有误 / the document is not valid for this schema',
          locations,
          extensions: { code: 'INVALID_DOCUMENT', rules },
        },
      ],
    });
  });
});

test.each([
  ['query($v: Int!) { double(value: $v) }', { v: MARKED }, 'INVALID_VARIABLES', 400],
  ['query($v: Int!) { double(value: $v) }', {}, 'INVALID_VARIABLES', 400],
  ['query($v: Int!) { double(value: $v) }', { v: { a: MARKED } }, 'INVALID_VARIABLES', 400],
])('%s with %p is refused without repeating it', async (query, variables, code, status) => {
  const answer = await server.ask(query, { variables });
  expect([answer.status, answer.code]).toEqual([status, code]);
  expect(answer.text).not.toContain(MARKED);
  expect(answer.body.errors?.[0]?.extensions).toMatchObject({
    variable: 'v',
    en: expect.stringMatching(/^(must be|is)/) as unknown,
  });
});

describe('what goes wrong inside', () => {
  test('has an id that the log has too, and nothing of the data', async () => {
    const answer = await server.ask('{ wrongInSql wrongNumber hello }');
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual({ wrongInSql: null, wrongNumber: null, hello: 'world' });
    const [error] = answer.body.errors ?? [];
    expect(error).toEqual({
      message: '系统内部错误 / internal error',
      locations: [{ line: 1, column: expect.any(Number) as unknown }],
      path: [expect.stringMatching(/^wrong/) as unknown],
      extensions: { code: 'INTERNAL', errorId: expect.any(String) as unknown },
    });
    const logged = server.lines().find(({ errorId }) => errorId === error?.extensions['errorId']);
    expect(logged).toMatchObject({ code: 'INTERNAL', msg: 'failure', trace: answer.headers.get('trace-id') });
    expect(answer.text + server.log()).not.toContain(MARKED);
  });

  test('is told to the log by its SQLSTATE or its invariant, and where', async () => {
    await server.ask('{ wrongInSql }');
    await server.ask('{ broken }');
    const errors = server.lines().flatMap(({ error }) => (error === undefined ? [] : [error]));
    expect(errors).toContainEqual(expect.objectContaining({ code: '22P02', name: 'error' }));
    expect(errors).toContainEqual(
      expect.objectContaining({
        name: 'InvariantError',
        message: 'nobody should read this',
        stack: expect.arrayContaining([expect.stringContaining('small-server')]) as unknown,
      }),
    );
  });
});

test('an artefact that cannot be read is told to the reader and to the log by its address', async () => {
  const [one, two] = ['a', 'b'].map((digit) => digit.repeat(64));
  const answer = await server.ask(
    `{ one: stored(artefact: "${one}", fault: "DAMAGED") again: stored(artefact: "${one}", fault: "MISSING")
       two: stored(artefact: "${two}", fault: "DAMAGED") key: stored(artefact: "${two}", fault: "KEY_MISSING") }`,
  );
  const errors = answer.body.errors ?? [];
  expect(errors.map(({ path, extensions }) => [path?.[0], extensions['code'], extensions['artefact']])).toEqual([
    ['one', 'ARTEFACT_DAMAGED', one],
    ['again', 'ARTEFACT_DAMAGED', one],
    ['two', 'ARTEFACT_DAMAGED', two],
    ['key', 'ARTEFACT_KEY_MISSING', two],
  ]);
  expect(errors[0]?.message).toMatch(/请管理员从备份恢复 \/ .* restores it from a backup$/);
  expect(errors[3]?.message).toMatch(/BANGFU_KEYS/);
  const ids = errors.map(({ extensions }) => extensions['errorId']);
  const logged = server.lines().filter(({ errorId }) => ids.includes(errorId));
  expect(logged.map(({ code, artefact }) => [code, artefact])).toEqual([
    ['ARTEFACT_DAMAGED', one],
    ['ARTEFACT_DAMAGED', two],
    ['ARTEFACT_KEY_MISSING', two],
  ]);
});

test('a token that does not hold is refused before anything is executed', async () => {
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const answer = await server.ask('{ hello }', { headers: { authorization: 'Bearer bad', accept } });
    expect([answer.status, answer.code, answer.body.data]).toEqual([401, 'UNAUTHENTICATED', undefined]);
    expect(answer.headers.get('content-type')).toContain(accept);
  }
});

test('a field that needs somebody says so, beside those that do not', async () => {
  const answer = await server.ask('{ hello mine }');
  expect(answer.body.data).toEqual({ hello: 'world', mine: null });
  expect(answer.code).toBe('UNAUTHENTICATED');
});

test('keeps to GraphQL over HTTP in every point that is a must', async () => {
  const results = [];
  for (const { name, fn } of serverAudits({ url: `${server.url}/graphql`, fetchFn: fetch })) {
    results.push({ name, status: (await fn()).status });
  }
  expect(results.length).toBeGreaterThan(50);
  expect(results.filter(({ status }) => status === 'error')).toEqual([]);
});

describe('which operation', () => {
  test.each([
    ['query A { hello } query B { double(value: 2) }', 'B', 200, { double: 4 }],
    ['query A { hello } query B { double(value: 2) }', undefined, 400, undefined],
    ['query A { hello }', 'C', 400, undefined],
    ['query A { hello }', '__proto__', 400, undefined],
  ])('%s, %s', async (query, operationName, status, data) => {
    const answer = await server.ask(query, operationName === undefined ? {} : { operationName });
    expect([answer.status, answer.body.data]).toEqual([status, data]);
    if (status === 400) expect(answer.code).toBe('BAD_REQUEST');
  });
});

test('unknown addresses and methods are answered like everything else', async () => {
  const missing = await answerOf(fetch(`${server.url}/nothing/here?name=${MARKED}`));
  expect([missing.status, missing.code]).toEqual([404, 'NOT_FOUND']);
  const put = await answerOf(fetch(`${server.url}/graphql`, { method: 'PUT' }));
  expect([put.status, put.code, put.headers.get('allow')]).toEqual([405, 'METHOD_NOT_ALLOWED', 'POST']);
  const odd = await answerOf(fetch(`${server.url}/%E0%A4%A`));
  expect([odd.status, odd.code]).toEqual([400, 'BAD_REQUEST']);
  expect(server.log()).not.toContain(MARKED);
});
