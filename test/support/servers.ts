import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import pg from 'pg';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/database/embedded/embedded-server.ts';

const DEBIAN = '/usr/lib/postgresql/15/bin';
const PASSWORD = 'only-for-tests';
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

interface Servers {
  readonly folder: string;
  readonly embedded: EmbeddedServer;
  readonly debian: ChildProcess | undefined;
}

let running: Servers | undefined;

/** Starts what the store tests run on, once for all: the embedded PostgreSQL, and Debian's 15 where it is installed. */
export async function startServers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-servers-'));
  chmodSync(folder, 0o755);
  const embedded = await startEmbeddedServer(join(folder, 'embedded'), () => undefined);
  if (!embedded.ok) throw new Error(embedded.error);
  process.env['TEST_DATABASE_18'] = embedded.value.ownerUrl;
  running = { folder, embedded: embedded.value, debian: await startDebian(join(folder, 'debian')) };
  for (const url of [process.env['TEST_DATABASE_18'], process.env['TEST_DATABASE_15']]) {
    if (url !== undefined) await makeRoles(url);
  }
}

export async function stopServers(): Promise<void> {
  if (running === undefined) return;
  const { embedded, debian, folder } = running;
  await embedded.stop();
  if (debian !== undefined) {
    const ended = once(debian, 'exit');
    debian.kill('SIGINT');
    await ended;
  }
  rmSync(folder, { recursive: true });
}

async function startDebian(home: string): Promise<ChildProcess | undefined> {
  if (!existsSync(DEBIAN)) return undefined;
  mkdirSync(home);
  chmodSync(home, 0o777);
  const passwords = join(home, 'password');
  writeFileSync(passwords, PASSWORD);
  const data = join(home, 'cluster');
  const made = spawnSync(
    join(DEBIAN, 'initdb'),
    ['-D', data, '-U', 'postgres', `--pwfile=${passwords}`, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C.UTF-8'],
    { cwd: home, ...NOBODY },
  );
  if (made.status !== 0) throw new Error(made.stderr.toString());
  const port = 20_000 + (process.pid % 20_000);
  const child = spawn(
    join(DEBIAN, 'postgres'),
    ['-D', data, '-c', `port=${port}`, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { cwd: home, stdio: 'ignore', ...NOBODY },
  );
  const url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  await answering(url);
  process.env['TEST_DATABASE_15'] = url;
  return child;
}

async function answering(url: string): Promise<void> {
  for (let attempts = 0; attempts < 100; attempts += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('Debian’s PostgreSQL does not answer');
}

/** As in production: an owner that is no superuser, and an application role that owns nothing. */
async function makeRoles(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`create role test_owner login password '${PASSWORD}'`);
  await client.query(`create role test_application login password '${PASSWORD}'`);
  await client.end();
}
