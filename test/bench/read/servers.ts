import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, openSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDatabase } from './database.ts';
import type { Target } from './load.ts';
import type { Kind } from './works.ts';

/** A server that is measured, as its own process. */
export interface Server {
  readonly name: string;
  readonly kind: Kind;
  readonly target: Target;
  readonly child: ChildProcess;
  /** Whose statements are its. */
  readonly role: string;
}

interface Started {
  readonly home: string;
  readonly database: BenchDatabase;
  readonly port: number;
  /** Arguments of node. */
  readonly nodeArguments?: readonly string[];
}

const here = import.meta.dirname;
const root = join(here, '..', '..', '..');

/** A checkout as `npm start` builds it, in a folder of its own: nobody else's build is touched. */
export function build(home: string, name: string, source = root): string {
  const folder = join(home, `built-${name}`);
  mkdirSync(folder, { recursive: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', join(source, 'tsconfig.build.json'), '--outDir', join(folder, 'dist')], {
    cwd: source,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  cpSync(join(source, 'package.json'), join(folder, 'package.json'));
  if (!existsSync(join(folder, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Bangfu as shipped, everything on; only the limits of requests a minute are out of the way. */
export async function startBangfu(name: string, built: string, started: Started): Promise<Server> {
  const { home, database, port, nodeArguments = [] } = started;
  const environment = {
    NODE_ENV: 'production',
    BANGFU_DATA: database.folder,
    PORT: String(port),
    BANGFU_RATE_PERSON: '1000000',
    BANGFU_RATE_ADDRESS: '1000000',
    BANGFU_LOG_LEVEL: 'error',
  };
  const child = run(home, name, [...nodeArguments, 'dist/src/main.js'], built, environment);
  const url = `http://127.0.0.1:${port}/graphql`;
  const token = tokenOf(environment);
  await untilAnswers(url, child, name);
  const headers = { authorization: `Bearer ${token}` };
  return { name, kind: 'bangfu', target: { url, headers }, child, role: 'bangfu_application' };
}

/** One of the servers in `peers/`. */
export async function startPeer(name: string, started: Started): Promise<Server> {
  const { home, database, port, nodeArguments = [] } = started;
  const environment = {
    NODE_ENV: 'production',
    BENCH_DATABASE: `${database.readerUrl}&application_name=${name}`,
    PORT: String(port),
  };
  const child = run(home, name, [...nodeArguments, `peers/${name}.ts`], here, environment);
  const url = `http://127.0.0.1:${port}/graphql`;
  await untilAnswers(url, child, name);
  const kind = name === 'postgraphile' ? 'postgraphile' : 'plain';
  return { name, kind, target: { url, headers: {} }, child, role: 'bench_reader' };
}

export async function stopServer({ child }: Server): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await once(child, 'exit');
  clearTimeout(late);
}

function run(
  home: string,
  name: string,
  nodeArguments: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const log = openSync(join(home, `${name}.log`), 'w');
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  return spawn(process.execPath, nodeArguments, { cwd, env, stdio: ['ignore', log, log] });
}

/** An auditor of the whole city: may read all that is asked for. */
function tokenOf(environment: Readonly<Record<string, string>>): string {
  const token = execFileSync(process.execPath, ['src/cli/token.ts', '--role', 'auditor', '--union', '410500'], {
    cwd: root,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return token.trim();
}

/** Waits until the server answers anything at all. */
async function untilAnswers(url: string, child: ChildProcess, name: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended: see its log`);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    }).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} did not start`);
}
