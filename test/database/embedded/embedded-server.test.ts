import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sharedMegabytes } from '../../../src/database/embedded/embedded-memory.ts';
import {
  ask,
  askPatiently,
  type Checkout,
  type DatabaseProcess,
  end,
  ordinaryCheckout,
  startDatabase,
} from '../../support/database-process.ts';

/** A database that was made once and stopped, for tests that are about what happens to one later. */
let made = '';
let folder = '';
let started: DatabaseProcess[] = [];

beforeAll(async () => {
  made = mkdtempSync(join(tmpdir(), 'bangfu-made-'));
  chmodSync(made, 0o755);
  const one = startDatabase(join(made, 'data'));
  await one.url;
  await end(one, 'SIGINT');
});
afterAll(() => {
  rmSync(made, { recursive: true });
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bangfu-database-'));
  chmodSync(folder, 0o755);
  started = [];
});

afterEach(async () => {
  for (const one of started) if (one.child.exitCode === null && one.child.signalCode === null) await end(one, 'SIGINT');
  rmSync(folder, { recursive: true });
});

function start(at = join(folder, 'data'), checkout?: Checkout): DatabaseProcess {
  const one = startDatabase(at, checkout);
  started.push(one);
  return one;
}

/** Starts a copy of the database that was made. */
function startMade(): DatabaseProcess {
  const copied = spawnSync('cp', ['-a', join(made, 'data'), folder]);
  if (copied.status !== 0) throw new Error(copied.stderr.toString());
  return start();
}

const lockFile = () => join(folder, 'data/postgres/cluster/postmaster.pid');
const serverSaid = () => readFileSync(join(folder, 'data/postgres/server.log'), 'utf8');
const serverPid = () => Number(readFileSync(lockFile(), 'utf8').split('\n')[0]);

/** Another program that listens at the port as soon as that is free, and hangs up on whoever calls. */
async function takePort(port: number): Promise<Server> {
  for (;;) {
    const server = createServer((socket) => socket.destroy());
    const listening = new Promise((resolve) => server.once('listening', resolve).once('error', resolve));
    server.listen(port, '127.0.0.1');
    await listening;
    if (server.listening) return server;
    await wait(5);
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await wait(50);
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test('is a PostgreSQL 18 in China’s time, stops cleanly, and a second start finds the data under the same address', async () => {
  const first = start();
  const url = await first.url;
  expect(await ask(url, 'show server_version')).toMatch(/^18\./);
  expect(await ask(url, 'show timezone')).toBe('Asia/Shanghai');
  expect(await ask(url, 'show server_encoding')).toBe('UTF8');
  const shared = await ask(url, "select pg_size_bytes(current_setting('shared_buffers')) / 1024 / 1024");
  expect(Number(shared)).toBe(sharedMegabytes());
  await ask(url, 'create table kept (value text)');
  await ask(url, "insert into kept values ('困难职工')");
  expect(await end(first, 'SIGINT')).toBe(0);
  expect(existsSync(lockFile())).toBe(false);
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  const second = start();
  expect(await second.url).toBe(url);
  expect(await ask(url, 'select value from kept')).toBe('困难职工');
  expect(await end(second, 'SIGTERM')).toBe(0);
});

test.each([
  ['little', 256, 128],
  ['that of an office computer', 8192, 2048],
  ['that of a large server', 262_144, 8192],
])('of memory that is %s it takes a share', (_name, megabytes, shared) => {
  expect(sharedMegabytes(megabytes * 1024 ** 2)).toBe(shared);
});

test('two starts at once share one server, which the last to leave stops', async () => {
  const [first, second] = [start(), start()];
  const url = await first.url;
  expect(await second.url).toBe(url);
  expect(await end(first, 'SIGINT')).toBe(0);
  expect(await ask(url, 'select 1')).toBe(1);
  expect(await end(second, 'SIGINT')).toBe(0);
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('a server that dies is started again, and says so', async () => {
  const one = startMade();
  const url = await one.url;
  await ask(url, 'create table kept (value int)');
  process.kill(serverPid(), 'SIGKILL');
  await expect(askPatiently(url, 'select count(*)::int from kept')).resolves.toBe(0);
  expect(one.said()).toContain(
    '内置数据库意外停止，正在重新启动 / the embedded database has stopped unexpectedly and is being restarted',
  );
  expect(await end(one, 'SIGINT')).toBe(0);
});

test('a server that dies comes back at its address, even where another program had the port for a while', async () => {
  const one = startMade();
  const url = await one.url;
  one.child.kill('SIGSTOP');
  process.kill(serverPid(), 'SIGKILL');
  const other = await takePort(Number(new URL(url).port));
  one.child.kill('SIGCONT');
  await until(() => serverSaid().includes('Address already in use'));
  await new Promise((resolve) => other.close(resolve));
  expect(await askPatiently(url, 'select 1')).toBe(1);
  expect(await end(one, 'SIGINT')).toBe(0);
});

test('a server left behind by a killed process is joined, and stopped at the end', async () => {
  const killed = startMade();
  const url = await killed.url;
  await end(killed, 'SIGKILL');
  expect(await ask(url, 'select 1')).toBe(1);
  const next = start();
  expect(await next.url).toBe(url);
  expect(await end(next, 'SIGINT')).toBe(0);
  await expect(ask(url, 'select 1')).rejects.toThrow('ECONNREFUSED');
});

test('the lock of a server that died, its number now another program’s, is removed with a message', async () => {
  const one = startMade();
  const url = await one.url;
  const lock = readFileSync(lockFile(), 'utf8');
  await end(one, 'SIGINT');
  writeFileSync(lockFile(), lock.replace(/^\d+/, String(process.pid)));
  const next = start();
  expect(await next.url).toBe(url);
  expect(next.said()).toContain('已清除失效的数据库锁 / the stale lock of a crashed database was removed');
  expect(await end(next, 'SIGINT')).toBe(0);
});

test('a cluster that was never finished is not taken for whole', async () => {
  const home = join(folder, 'data/postgres');
  mkdirSync(join(home, 'cluster'), { recursive: true });
  mkdirSync(join(home, 'unfinished-0'));
  const one = start();
  expect(await ask(await one.url, 'select 1')).toBe(1);
  expect(await end(one, 'SIGINT')).toBe(0);
});

test('works for an ordinary user', async () => {
  const checkout = ordinaryCheckout(join(folder, 'checkout'));
  if (checkout.uid !== undefined) chownSync(folder, checkout.uid, checkout.uid);
  const one = start(join(folder, 'own'), checkout);
  expect(await ask(await one.url, 'select 1')).toBe(1);
  expect(await end(one, 'SIGINT')).toBe(0);
});

test('a folder that cannot be used ends with the reason', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(start(join(folder, 'file')).url).rejects.toThrow(
    /ended with 1: 无法建立内置数据库 \/ the embedded database cannot be created: .*(EEXIST|ENOTDIR)/,
  );
});
