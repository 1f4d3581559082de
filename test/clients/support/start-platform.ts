import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CITY_CLERK, type Platform } from './platform.ts';

const root = join(import.meta.dirname, '..', '..', '..');
/** Tests ask faster than a person does. */
const RATES = { BANGFU_RATE_PERSON: '1000000', BANGFU_RATE_ADDRESS: '1000000' };

export interface StartedPlatform extends Platform {
  /** Stops it, and removes its data. */
  readonly end: () => Promise<void>;
}

/** Starts the platform by `npm start`, with sample data in a folder of its own and on a free port. */
export async function startPlatform(): Promise<StartedPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-clients-'));
  // The embedded database does not run as root.
  chmodSync(folder, 0o755);
  const dataFolder = join(folder, 'data');
  // A group of its own: a Ctrl-C reaches it only through `end`.
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, ...RATES, BANGFU_DATA: dataFolder, PORT: '0', BANGFU_HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const exit = once(child, 'exit');
  const end = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, 'SIGTERM');
    await exit;
    rmSync(folder, { recursive: true, force: true });
  };
  let printed = '';
  let complained = '';
  child.stderr.on('data', (data: Buffer) => (complained += data.toString()));
  const greeting = new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      // What it logs from then on is of no interest.
      if (!GREETING.test(printed)) printed += data.toString();
      if (GREETING.test(printed)) resolve();
    });
  });
  await Promise.race([greeting, exit]);
  const [, url] = GREETING.exec(printed) ?? [];
  if (url !== undefined)
    return { url, tokens: { ...tokensIn(printed), [CITY_CLERK]: cityClerk(dataFolder) }, dataFolder, end };
  await end();
  throw new Error(`the platform did not start: ${complained}`);
}

/** The greeting with the address of the graph, whole when its last token, the worker's, has been printed. */
const GREETING = /^ {2}(http:\S+\/graphql) [\s\S]*^ {2}worker .*\n/m;

/** A clerk of the city, who sees every household; the greeting has the tokens of one county. */
function cityClerk(dataFolder: string): string {
  const args = ['run', '--silent', 'token', '--', '--role', 'clerk', '--union', '410500'];
  return execFileSync('npm', args, { cwd: root, env: { ...process.env, BANGFU_DATA: dataFolder } })
    .toString()
    .trim();
}

function tokensIn(printed: string): Readonly<Record<string, string>> {
  const lines = printed.matchAll(/^ {2}(\S+) +[0-9A-Z-]+ +(eyJ\S+)$/gm);
  return Object.fromEntries([...lines].map(([, role = '', token = '']) => [role, token]));
}
