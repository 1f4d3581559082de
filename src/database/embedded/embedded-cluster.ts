import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, privateFolder } from './embedded-account.ts';
import type { Binaries } from './embedded-binaries.ts';

const run = promisify(execFile);

export interface Cluster {
  /** The data folder, which contains the cluster and everything that is kept beside it. */
  readonly home: string;
  /** PostgreSQL's data directory. */
  readonly data: string;
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  /** The size of the server's page cache in megabytes. */
  readonly cache: number;
}

/** The role that owns the schema and runs migrations. */
const OWNER_ROLE = 'bangfu_owner';

const PASSWORD_FILE = 'bangfu-password';

/** The contents of the lock file of a running server. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/**
 * Creates the cluster, unless it exists. It is created beside its folder and moved there in one atomic step, so that an
 * unfinished cluster is never used. Of two concurrent creations, one wins and the other is discarded.
 */
export async function ensureCluster({ home, data, account, binaries }: Cluster): Promise<void> {
  if (existsSync(join(data, PASSWORD_FILE))) return;
  const unfinished = join(home, `unfinished-${randomBytes(6).toString('hex')}`);
  const passwordFile = `${unfinished}-password`;
  await privateFolder(unfinished, account);
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
  try {
    await run(
      binaries.initdb,
      [
        ['-D', unfinished, '-U', OWNER_ROLE, `--pwfile=${passwordFile}`, '-A', 'scram-sha-256', '-E', 'UTF8'],
        ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
      ].flat(),
      { cwd: home, ...account },
    );
    await rename(passwordFile, join(unfinished, PASSWORD_FILE));
    await rename(unfinished, data).catch((error: unknown) => {
      if (!existsSync(join(data, PASSWORD_FILE))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(passwordFile, { force: true });
  }
}

/** Returns the address of a running server for the owner. */
export async function ownerUrl({ data }: Cluster, port: number): Promise<string> {
  const password = await readFile(join(data, PASSWORD_FILE), 'utf8');
  return `postgres://${OWNER_ROLE}:${password}@127.0.0.1:${port}/postgres`;
}

/** Returns the server that holds the lock of the cluster, even if its process has ended; `undefined` if there is no lock. */
export async function readPostmaster({ data }: Cluster): Promise<Postmaster | undefined> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  return pid !== undefined && pid > 0 && port !== undefined && port > 0 ? { pid, port } : undefined;
}
