import { execFile, spawn } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { accountFor, privateFolder } from './embedded-account.ts';
import { embeddedBinaries } from './embedded-binaries.ts';
import { type Cluster, ensureCluster, ownerUrl, type Postmaster, readPostmaster } from './embedded-cluster.ts';
import { KEPT_MEMORY, sharedMegabytes } from './embedded-memory.ts';
import { isAlive, isAnotherProgram } from './processes.ts';

const run = promisify(execFile);

const NO_BINARIES =
  '没有适用于此系统的内置数据库，请设置 DATABASE_URL / there is no embedded database for this system: set DATABASE_URL';

const ROOT_HINT =
  '以 root 启动时，数据文件夹须能被 nobody 进入，可用 BANGFU_DATA 另行指定 / ' +
  'started as root, the data folder must be one that nobody can enter: BANGFU_DATA names another';

const START_SECONDS = 60;
const WATCH_MILLISECONDS = 500;
const POLL_MILLISECONDS = 30;

/** Logs an event of the server, as a sentence in Chinese and English. */
export type Log = (event: string) => void;

/** A running embedded database that this process uses until it stops it. */
export interface EmbeddedServer {
  readonly ownerUrl: string;
  /** Ends the use by this process; the last process that uses the server stops it. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the embedded PostgreSQL of a folder, or joins the one that another process has started, and restarts it whenever
 * it ends. If two processes start it at once, PostgreSQL's lock file decides, and one server serves both.
 */
export async function startEmbeddedServer(
  folder: string,
  log: Log,
  cache = sharedMegabytes(),
): Promise<Result<EmbeddedServer, string>> {
  let cluster: Cluster | undefined;
  try {
    cluster = await prepareCluster(folder, cache);
  } catch (error) {
    return fail(`无法建立内置数据库 / the embedded database cannot be created: ${describeFailure(error)}`);
  }
  if (cluster === undefined) return fail(NO_BINARIES);
  const running = await ensureRunning(cluster, log, await isHeldByOthers(cluster));
  if (!running.ok) {
    await release(cluster);
    return running;
  }
  const endWatch = watch(cluster, log);
  return succeed({
    ownerUrl: await ownerUrl(cluster, running.value.port),
    stop: async () => {
      await endWatch();
      await release(cluster);
    },
  });
}

/** Creates the cluster and registers this process as its user; returns `undefined` without programs for this system. */
async function prepareCluster(folder: string, cache: number): Promise<Cluster | undefined> {
  const home = join(folder, 'postgres');
  await mkdir(folder, { recursive: true });
  await privateFolder(home, undefined);
  const account = await accountFor(home);
  const binaries = await embeddedBinaries(account);
  if (binaries === undefined) return undefined;
  await privateFolder(home, account);
  const cluster = { home, data: join(home, 'cluster'), account, binaries, cache };
  await ensureCluster(cluster);
  await hold(cluster);
  return cluster;
}

/**
 * Waits until the cluster's server answers, and starts it if none runs. The port may change only if nobody knows it yet,
 * because connected clients look for the server at its previous port.
 */
async function ensureRunning(cluster: Cluster, log: Log, isKnown: boolean): Promise<Result<Postmaster, string>> {
  const until = performance.now() + START_SECONDS * 1000;
  let launches = 0;
  while (performance.now() < until) {
    const postmaster = await lockHolder(cluster, log);
    if (postmaster === undefined) {
      await launch(cluster, isKnown || launches === 0);
      launches += 1;
    } else if (await answers(cluster, postmaster)) {
      await writeFile(join(cluster.home, 'port'), String(postmaster.port));
      return succeed(postmaster);
    }
    await wait(POLL_MILLISECONDS);
  }
  const last = await readFile(serverLog(cluster), 'utf8').catch(() => '');
  return fail(`内置数据库没有启动 / the embedded database did not start: ${last.slice(-500).trim()}`);
}

/** Returns the running server that holds the lock; removes a stale lock, and logs that. */
async function lockHolder(cluster: Cluster, log: Log): Promise<Postmaster | undefined> {
  const postmaster = await readPostmaster(cluster);
  if (postmaster === undefined || !isAlive(postmaster.pid)) return undefined;
  if (!(await isAnotherProgram(postmaster.pid))) return postmaster;
  await rm(join(cluster.data, 'postmaster.pid'), { force: true });
  log('已清除失效的数据库锁 / the stale lock of a crashed database was removed');
  return undefined;
}

/** Starts the server detached from the terminal, so that Ctrl-C reaches only this process; waits until it has its lock. */
async function launch(cluster: Cluster, atLastPort: boolean): Promise<void> {
  const port = await choosePort(cluster, atLastPort);
  const log = await open(serverLog(cluster), 'a');
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'Asia/Shanghai',
    shared_buffers: `${cluster.cache}MB`,
  };
  const child = spawn(
    cluster.binaries.postgres,
    ['-D', cluster.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...{ cwd: cluster.home, detached: true, stdio: ['ignore', log.fd, log.fd], ...cluster.account },
      env: KEPT_MEMORY,
    },
  );
  child.unref();
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  await Promise.race([ended, untilHeld(cluster)]);
  await log.close();
}

/** Waits at most a second until a running server holds the lock. */
async function untilHeld(cluster: Cluster): Promise<void> {
  const until = performance.now() + 1000;
  while (performance.now() < until) {
    const postmaster = await readPostmaster(cluster);
    if (postmaster !== undefined && isAlive(postmaster.pid) && !(await isAnotherProgram(postmaster.pid))) return;
    await wait(POLL_MILLISECONDS);
  }
}

/** Returns the previous port if addresses must stay valid, or else a free one. */
async function choosePort({ home }: Cluster, atLastPort: boolean): Promise<number> {
  const last = Number(await readFile(join(home, 'port'), 'utf8').catch(() => '0'));
  return atLastPort && last > 0 ? last : freePort();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answers(cluster: Cluster, { port }: Postmaster): Promise<boolean> {
  const client = new pg.Client({ connectionString: await ownerUrl(cluster, port), connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Restarts the server whenever it ends, until the returned function is called, which waits for a restart in progress. */
function watch(cluster: Cluster, log: Log): () => Promise<void> {
  let looking: Promise<unknown> = Promise.resolve();
  let busy = false;
  const check = async () => {
    if ((await lockHolder(cluster, log)) !== undefined) return;
    log('内置数据库意外停止，正在重新启动 / the embedded database has stopped unexpectedly and is being restarted');
    const running = await ensureRunning(cluster, log, true);
    if (!running.ok) log(running.error);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    looking = check()
      .catch((error: unknown) => {
        log(describeFailure(error));
      })
      .finally(() => {
        busy = false;
      });
  }, WATCH_MILLISECONDS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
}

/** Returns the message of an error; for a failed program, its error output. */
function describeFailure(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return `${said === '' ? String(error) : said}${process.getuid?.() === 0 ? ` (${ROOT_HINT})` : ''}`;
}

async function hold({ home }: Cluster): Promise<void> {
  await privateFolder(join(home, 'holders'), undefined);
  await writeFile(join(home, 'holders', String(process.pid)), '');
}

async function isHeldByOthers({ home }: Cluster): Promise<boolean> {
  const holders = (await readdir(join(home, 'holders'))).map(Number);
  return holders.some((pid) => pid !== process.pid && isAlive(pid));
}

async function release(cluster: Cluster): Promise<void> {
  const holders = join(cluster.home, 'holders');
  await rm(join(holders, String(process.pid)), { force: true });
  const left = (await readdir(holders)).map(Number);
  if (left.some(isAlive)) return;
  const stop = ['stop', '-D', cluster.data, '-m', 'fast', '-w', '-t', '30'];
  await run(cluster.binaries.pgCtl, stop, { cwd: cluster.home, ...cluster.account }).catch(() => undefined);
}

function serverLog({ home }: Cluster): string {
  return join(home, 'server.log');
}
