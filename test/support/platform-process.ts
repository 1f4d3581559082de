import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The platform as `npm start` builds it, in a folder of the run: it is built once, by the first test that needs it. */
export function builtPlatform(): string {
  const shared = join(dirname(tmpdir()), 'built');
  if (existsSync(shared)) return shared;
  const own = buildPlatform();
  try {
    renameSync(own, shared);
  } catch (error) {
    // Another test has built it meanwhile.
    if (!existsSync(shared)) throw error;
    rmSync(own, { recursive: true });
  }
  return shared;
}

function buildPlatform(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bangfu-built-'));
  chmodSync(folder, 0o755);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const built = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (built.status !== 0) throw new Error(built.stdout);
  cpSync(join(root, 'src/export/pdf/fonts'), join(folder, 'dist/src/export/pdf/fonts'), { recursive: true });
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

/** A running platform. */
export interface PlatformProcess {
  readonly child: ChildProcess;
  /** What it printed on standard output so far. */
  readonly printed: () => string;
  readonly complained: () => string;
  readonly ended: Promise<number | null>;
}

/** As `npm start` does once it has built it: by a shell, to which npm passes the signals that it gets. */
export function startPlatform(built: string, environment: Readonly<Record<string, string>>): PlatformProcess {
  const { NODE_COMPILE_CACHE } = process.env;
  const PATH = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const env = { PATH, NODE_COMPILE_CACHE, ...environment };
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } };
  const child = spawn('sh', ['-c', scripts.start.replace('npm run --silent build && ', '')], { cwd: built, env });
  let printed = '';
  let complained = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr.on('data', (data: Buffer) => (complained += data.toString()));
  const ended = (once(child, 'exit') as Promise<[number | null]>).then(([code]) => code);
  return { child, printed: () => printed, complained: () => complained, ended };
}

/** The address that it serves on, as soon as it has printed it. */
export async function addressOf({ printed, complained, ended }: PlatformProcess): Promise<string> {
  const end = { over: false };
  void ended.then(() => (end.over = true));
  for (;;) {
    const [, address] = /^ {2}(http:\S+)\/graphql /m.exec(printed()) ?? [];
    if (address !== undefined) return address;
    if (end.over) throw new Error(`it ended: ${complained()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The tokens that it printed, by role. */
export function tokensOf({ printed }: PlatformProcess): Readonly<Record<string, string>> {
  const lines = printed().matchAll(/^ {2}(\S+) +[0-9A-Z-]+ +(eyJ\S+)$/gm);
  return Object.fromEntries([...lines].map(([, role = '', token = '']) => [role, token]));
}
