import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchDatabase } from './database.ts';
import { type Layer, LAYERS } from './layers.ts';
import type { Target } from './load.ts';
import { signer } from './signer.ts';
import type { Kind } from './work.ts';

/** A server that is measured, as its own process. */
export interface Server {
  readonly name: string;
  readonly kind: Kind;
  readonly target: Target;
  readonly child: ChildProcess;
  /** Whose statements are its. */
  readonly role: string;
  /** Proves requests of a gateway. */
  readonly sign?: Target['sign'];
  /** Which layers are off. */
  readonly without: readonly Layer[];
}

interface Started {
  readonly home: string;
  readonly database: BenchDatabase;
  readonly port: number;
  /** Arguments of node. */
  readonly nodeArguments?: readonly string[];
  /** More settings of the server. */
  readonly environment?: Readonly<Record<string, string>>;
}

const here = import.meta.dirname;
const root = join(here, '..', '..', '..');

/** A checkout as `npm start` builds it, in a folder of its own: nobody else's build is touched. */
export function build(home: string, name: string, source = root): string {
  const built = emit(home, name, ['-p', join(source, 'tsconfig.build.json')], 'dist', source);
  cpSync(join(source, 'package.json'), join(built, 'package.json'));
  return built;
}

/** Compiles by the root's compiler into a folder of its own, beside which the packages lie. */
function emit(home: string, name: string, options: readonly string[], below: string, packages: string): string {
  const folder = join(home, `built-${name}`);
  mkdirSync(folder, { recursive: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, ...options, '--outDir', join(folder, below)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (!existsSync(join(folder, 'node_modules')))
    symlinkSync(join(packages, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** Bangfu as shipped, everything on but some layers; only the limits of requests a minute are out of the way. */
export async function startBangfu(
  name: string,
  built: string,
  started: Started,
  without: readonly Layer[] = [],
): Promise<Server> {
  const { home, database, port, nodeArguments = [], environment: own = {} } = started;
  const environment = {
    NODE_ENV: 'production',
    BANGFU_DATA: database.folder,
    PORT: String(port),
    BANGFU_RATE_PERSON: '1000000',
    BANGFU_RATE_ADDRESS: '1000000',
    BANGFU_LOG_LEVEL: 'error',
    BENCH_WITHOUT: without.join(','),
    ...own,
  };
  const preload = without.length === 0 ? [] : ['--import', import.meta.resolve('./switch-off.ts')];
  const child = run(home, name, [...nodeArguments, ...preload, ...startArguments()], built, environment);
  const url = `http://127.0.0.1:${port}/graphql`;
  const token = tokenOf(built, environment);
  await untilAnswers(url, child, name);
  const target = { url, headers: { authorization: `Bearer ${token}` } };
  return { name, kind: 'bangfu', target, child, role: 'bangfu_application', sign: signer(database.folder), without };
}

/** What `npm start` calls node with. */
function startArguments(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  return scripts.start.slice(scripts.start.lastIndexOf('node ') + 'node '.length).split(' ');
}

/** Bangfu without each of its layers in turn, and without all that cost time: by the names of the servers. */
export function layersOff(): ReadonlyMap<string, readonly Layer[]> {
  const all = Object.keys(LAYERS) as readonly Layer[];
  return new Map<string, readonly Layer[]>([
    ...all.map((layer): [string, readonly Layer[]] => [`without ${layer}`, [layer]]),
    ['without all four', all.filter((layer) => layer !== 'keeping')],
  ]);
}

/** One of the servers in `peers/`; the naive one has decorators, which node does not run. */
export async function startPeer(name: string, started: Started): Promise<Server> {
  const { home, database, port, nodeArguments = [], environment: own = {} } = started;
  const environment = {
    NODE_ENV: 'production',
    BENCH_DATABASE: `${database.readerUrl}&application_name=${name}`,
    PORT: String(port),
    ...own,
  };
  const [cwd, file] = name === 'naive' ? [compilePeers(home), 'peers/naive/naive.js'] : [here, `peers/${name}.ts`];
  const child = run(home, name, [...nodeArguments, file], cwd, environment);
  const url = `http://127.0.0.1:${port}/graphql`;
  await untilAnswers(url, child, name);
  const kind = name === 'postgraphile' ? 'postgraphile' : 'plain';
  return { name, kind, target: { url, headers: {} }, child, role: 'bench_reader', without: [] };
}

function compilePeers(home: string): string {
  const options = ['-p', join(here, 'peers'), '--noEmit', 'false', '--rewriteRelativeImportExtensions'];
  const folder = emit(home, 'peers', options, 'peers', here);
  cpSync(join(here, 'package.json'), join(folder, 'package.json'));
  return folder;
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
  const log = openSync(join(home, `${name.replaceAll(' ', '-')}.log`), 'w');
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  return spawn(process.execPath, nodeArguments, { cwd, env, stdio: ['ignore', log, log] });
}

/** An auditor of the whole city: may read all that is asked for. */
function tokenOf(built: string, environment: Readonly<Record<string, string>>): string {
  const token = execFileSync(process.execPath, ['dist/src/cli/token.js', '--role', 'auditor', '--union', '410500'], {
    cwd: built,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
  return token.trim();
}

/** Waits until the server answers anything at all. */
async function untilAnswers(url: string, child: ChildProcess, name: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${name} ended: see its log in BENCH_DATA; are the peers installed?`);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    }).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill('SIGKILL');
  throw new Error(`${name} did not start`);
}
