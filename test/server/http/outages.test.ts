import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createDataSource } from '../../../src/database/connection/data-source.ts';
import { type Database, createDatabase } from '../../../src/database/database.ts';
import { isUnavailable } from '../../../src/database/connection/unavailable.ts';
import { type DatabaseProxy, databaseProxy } from '../../support/database-proxy.ts';
import { emptyRegister, type TestRegister } from '../../support/register.ts';
import { answerOf, type Answer, smallServer, type SmallServer } from './small-server.ts';

let register: Omit<TestRegister, 'ids'>;
let proxy: DatabaseProxy;
let database: Database;
let server: SmallServer;
beforeAll(async () => {
  register = await emptyRegister('18');
  proxy = await databaseProxy(register.platform.url);
  database = createDatabase(await createDataSource(proxy.url, { connections: 3, statementSeconds: 1 }).initialize());
  server = await smallServer({ database });
});
afterAll(async () => {
  await server.close();
  await database.close();
  await proxy.cut();
  await register.drop();
});
beforeEach(async () => {
  expect((await server.ask('{ now }')).status).toBe(200);
});

function expectUnavailable(answer: Answer): void {
  expect([answer.status, answer.code, answer.body.data]).toEqual([503, 'UNAVAILABLE', null]);
  expect(answer.headers.get('retry-after')).toBe('2');
  const errorId = answer.body.errors?.[0]?.extensions['errorId'];
  expect(server.lines()).toContainEqual(expect.objectContaining({ errorId, code: 'UNAVAILABLE', msg: 'failure' }));
}

const ready = async () => (await fetch(`${server.url}/readyz`)).status;

async function until(status: number, ask: () => Promise<number>): Promise<void> {
  while ((await ask()) !== status) await new Promise((resolve) => setTimeout(resolve, 100));
}

test('the database is gone for ten seconds', async () => {
  const waiting = server.ask('{ hello wait(seconds: 0.9) }');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await proxy.cut();
  expectUnavailable(await waiting);
  await until(503, ready);
  for (let second = 0; second < 10; second += 1) {
    expectUnavailable(await server.ask('{ hello now }'));
    expect((await server.ask('{ hello }')).body).toEqual({ data: { hello: 'world' } });
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  const metrics = await answerOf(fetch(`${server.url}/metrics`));
  expect([metrics.status, metrics.text]).toEqual([
    200,
    expect.stringContaining('bangfu_refusals_total{code="UNAVAILABLE"}'),
  ]);
  await proxy.mend();
  expect((await server.ask('{ now }')).status).toBe(200);
  await until(200, ready);
});

test('a statement takes too long', async () => {
  const answer = await server.ask('{ hello wait(seconds: 30) }');
  expectUnavailable(answer);
  expect(server.log()).toContain('57014');
});

test('it is frozen: whoever asks is answered in the time for a connection and a statement, and all is well afterwards', async () => {
  const thaw = proxy.freeze();
  const from = performance.now();
  // Those without a connection, those that wait for a statement, and those that share statements or wait in a queue.
  const asking = ['{ hello now }', '{ now }', '{ shared }', '{ shared }', '{ queued }', '{ queued }', '{ queued }'];
  const early = asking.map((query) => server.ask(query));
  await new Promise((resolve) => setTimeout(resolve, 700));
  const late = asking.map((query) => server.ask(query));
  for (const answer of await Promise.all([...early, ...late])) expectUnavailable(answer);
  // 3 s for a connection, 1 s for a statement and 1 s of grace; one statement more would take 2 s more.
  expect(performance.now() - from).toBeLessThan(6500);
  thaw();
  expect((await server.ask('{ now shared queued }')).body.data).toEqual({
    now: expect.any(String) as unknown,
    ...{ shared: 'key', queued: 'yes' },
  });
  // What was still connecting when the database came back ends by itself.
  await until(0, () => Promise.resolve(database.pool().busy));
});

test('its connections are used up', async () => {
  const isAnswered = Promise.withResolvers<undefined>();
  const holding = Array.from({ length: 3 }, () => database.session(() => isAnswered.promise));
  const refused = await Promise.all([server.ask('{ now }'), ready()]);
  expectUnavailable(refused[0]);
  expect(refused[1]).toBe(503);
  isAnswered.resolve(undefined);
  await Promise.all(holding);
  expect((await server.ask('{ now }')).status).toBe(200);
});

test('its sessions are killed twenty times while it is used', async () => {
  const statuses = new Map<number, number>();
  let going = true;
  const clients = Array.from({ length: 8 }, async () => {
    while (going) {
      const { status } = await server.ask('{ now wait(seconds: 0.01) }');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  for (let kills = 0; kills < 20; kills += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    await register.asApplication(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and usename = current_user',
    );
  }
  going = false;
  await Promise.all(clients);
  expect([...statuses.keys()].toSorted()).toEqual([200, 503]);
  expect((await server.ask('{ now }')).status).toBe(200);
});

test.each([
  ['08006', true],
  ['53300', true],
  ['57P01', true],
  ['57P03', true],
  ['57014', true],
  ['25006', true],
  ['58030', true],
  ['40P01', true],
  ['ECONNREFUSED', true],
  ['23505', false],
  ['22P02', false],
  ['42P01', false],
  ['FST_ERR_CTP_BODY_TOO_LARGE', false],
])('%s means that the database cannot answer now: %p', (code, expected) => {
  expect(isUnavailable({ code })).toBe(expected);
  expect(isUnavailable({ originalError: { driverError: { cause: { code } } } })).toBe(expected);
});
