import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import pg from 'pg';
import { startEmbeddedServer, type EmbeddedServer } from '../../../src/database/embedded/embedded-server.ts';
import { makeViews } from './views.ts';

/** The one database that all servers read, and how much of it each asks for. */
export interface BenchDatabase {
  /** The folder that `BANGFU_DATA` names. */
  readonly folder: string;
  readonly ownerUrl: string;
  /** As a role that may read the views. */
  readonly readerUrl: string;
  readonly owner: pg.Client;
  readonly stop: () => Promise<void>;
}

/** As the sample of `npm start`: the same households for the same count, whatever today is. */
const SAMPLE_DAY = '2026-06-30';
const READER = 'bench_reader';

/** Starts the embedded database of so many households, seeded by a build when it is first needed and kept from then on. */
export async function openDatabase(home: string, households: number, built: string): Promise<BenchDatabase> {
  const folder = join(home, String(households), 'data');
  mkdirSync(folder, { recursive: true });
  for (const path of [home, join(home, String(households)), folder]) chmodSync(path, 0o755);
  let server = await start(folder);
  let owner = await connect(server.ownerUrl);
  if (await isEmpty(owner)) seed(built, folder, households);
  if (!(await countsStatements(owner))) {
    await owner.query("alter system set shared_preload_libraries = 'pg_stat_statements'");
    await owner.end();
    await server.stop();
    server = await start(folder);
    owner = await connect(server.ownerUrl);
    await owner.query('create extension if not exists pg_stat_statements');
  }
  await makeViews(owner, READER);
  // As a database is that has been in use for a while.
  await owner.query('vacuum analyze');
  const stop = async () => {
    await owner.end();
    await server.stop();
  };
  return { folder, ownerUrl: server.ownerUrl, readerUrl: readerOf(server.ownerUrl), owner, stop };
}

async function start(folder: string): Promise<EmbeddedServer> {
  const started = await startEmbeddedServer(folder, console.log);
  if (!started.ok) throw new Error(started.error);
  return started.value;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function isEmpty(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ empty: boolean }>("select to_regclass('public.household') is null as empty");
  return rows[0]?.empty !== false;
}

async function countsStatements(owner: pg.Client): Promise<boolean> {
  const { rows } = await owner.query<{ list: string }>("select current_setting('shared_preload_libraries') as list");
  return rows[0]?.list === 'pg_stat_statements';
}

function seed(built: string, folder: string, households: number): void {
  const given = ['--households', String(households), '--on', SAMPLE_DAY];
  execFileSync(process.execPath, ['dist/src/cli/seed.js', ...given], {
    cwd: built,
    env: { ...process.env, BANGFU_DATA: folder },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

function readerOf(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = READER;
  url.password = READER;
  url.searchParams.set('options', '-c timezone=Asia/Shanghai');
  return url.href;
}
