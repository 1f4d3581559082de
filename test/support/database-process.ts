import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import pg from 'pg';

/** A process that runs the embedded database of a folder, as `npm run database` does, but without npm. */
export interface DatabaseProcess {
  readonly child: ChildProcess;
  /** The address that it printed. */
  readonly url: Promise<string>;
  /** Its output on standard error so far. */
  readonly said: () => string;
}

/** The folder of the platform's files, and the account that runs them. */
export interface Checkout {
  readonly cwd: string;
  readonly node: string;
  readonly uid?: number;
  readonly gid?: number;
}

const root = join(__dirname, '..', '..');
const ownCheckout: Checkout = { cwd: root, node: process.execPath };

/** Prepares the platform for an ordinary user: for root, an installed copy that runs as `nobody`. */
export function ordinaryCheckout(folder: string): Checkout {
  if (process.getuid?.() !== 0) return ownCheckout;
  mkdirSync(folder);
  copyInto(folder, ['src', 'package.json', ...installedPackages()], root);
  copyInto(folder, [basename(process.execPath)], dirname(process.execPath));
  return { cwd: folder, node: join(folder, basename(process.execPath)), uid: 65534, gid: 65534 };
}

/** The folders of the packages that the platform is installed with; those within them belong to them. */
function installedPackages(): readonly string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev }]) => dev !== true && path.lastIndexOf('node_modules') === 0)
    .map(([path]) => path)
    .filter((path) => path !== join('node_modules', 'node') && existsSync(join(root, path)));
}

/** Copies files and folders, on one disk by links, which takes no time; where there is no `cp`, by Node, which takes longer. */
function copyInto(folder: string, names: readonly string[], from: string): void {
  const how = statSync(folder).dev === statSync(from).dev ? '-al' : '-a';
  if (spawnSync('cp', [how, '--parents', ...names, folder], { cwd: from }).status === 0) return;
  for (const name of names) cpSync(join(from, name), join(folder, name), { recursive: true, verbatimSymlinks: true });
}

export function startDatabase(folder: string, checkout: Checkout = ownCheckout): DatabaseProcess {
  const { node, ...as } = checkout;
  const child = spawn(node, ['src/cli/database.ts'], { ...as, env: { ...process.env, BANGFU_DATA: folder } });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => {
      resolve(data.toString().trim());
    });
    child.once('exit', (code) => {
      reject(new Error(`ended with ${code ?? 'a signal'}: ${said}`));
    });
  });
  url.catch(() => undefined);
  return { child, url, said: () => said };
}

/** Sends a signal, waits for the process to end, and returns the exit code. */
export async function end({ child }: DatabaseProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = once(child, 'exit') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await ended;
  return code;
}

/** Returns the first column of the first row. */
export async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

/** Repeats a query until it succeeds. */
export async function askPatiently(url: string, statement: string): Promise<unknown> {
  const until = Date.now() + 30_000;
  for (;;) {
    try {
      return await ask(url, statement);
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
