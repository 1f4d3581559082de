import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import pg from 'pg';
import { startEmbeddedServer } from '../../src/database/embedded/embedded-server.ts';

const DEBIAN = '/usr/lib/postgresql/15/bin';
const PASSWORD = 'only-for-tests';
/** As much as the databases of tests need: each one that is dropped is looked for in the whole cache. */
const CACHE_MEGABYTES = 256;
const NOBODY = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The addresses of the databases that tests share, by the environment variable that names each. */
export type Addresses = Readonly<Partial<Record<'TEST_DATABASE_18' | 'TEST_DATABASE_15', string>>>;

interface Servers {
  readonly addresses: Addresses;
  readonly stop: () => Promise<void>;
}

/** Starts the embedded PostgreSQL in a folder, and Debian's 15 with `TEST_SERVER=15`. */
export async function startServers(folder: string): Promise<Servers> {
  const [embedded, debian] = await Promise.all([
    startEmbeddedServer(join(folder, 'embedded'), () => undefined, CACHE_MEGABYTES),
    process.env['TEST_SERVER'] === '15' ? startDebian(join(folder, 'debian')) : undefined,
  ]);
  if (!embedded.ok) throw new Error(embedded.error);
  const { ownerUrl, stop } = embedded.value;
  const addresses = { TEST_DATABASE_18: ownerUrl, ...(debian && { TEST_DATABASE_15: debian.url }) };
  for (const url of Object.values(addresses)) await prepareServer(url);
  return {
    addresses,
    stop: async () => {
      await stop();
      if (debian === undefined) return;
      const ended = once(debian.child, 'exit');
      debian.child.kill('SIGINT');
      await ended;
    },
  };
}

async function startDebian(home: string): Promise<{ child: ChildProcess; url: string }> {
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
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  const child = spawn(join(DEBIAN, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...{ cwd: home, stdio: 'ignore', ...NOBODY },
  });
  const url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
  await answering(url);
  return { child, url };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a server listens on a port');
  return address.port;
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

/**
 * Makes roles as in production, an owner that is no superuser and one that owns nothing, and waits for no disk. What takes
 * a server time so that a password cannot be guessed is done once, where a server (PostgreSQL 16 and later) lets it. Plans are
 * not compiled and tables not vacuumed: that pays for large tables, and tests have small ones.
 */
async function prepareServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit', 'jit', 'autovacuum']) {
    await client.query(`alter system set ${setting} = off`);
  }
  await client.query('select pg_reload_conf()');
  await client.query("select set_config(name, '1', false) from pg_settings where name = 'scram_iterations'");
  await client.query(`create role test_owner login password '${PASSWORD}'`);
  await client.query(`create role test_application login password '${PASSWORD}'`);
  await client.query(`create role test_sealer login password '${PASSWORD}'`);
  await client.end();
}
