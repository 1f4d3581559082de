import { chown, mkdir, stat } from 'node:fs/promises';

/** The operating system's account that runs the embedded database; `undefined` is the account of this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** nobody, nogroup: on every Linux, and without any right. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root. Started by root, it runs as the owner of its folder, where that is another account
 * (a package's `postgres`), else as `nobody`.
 */
export async function accountFor(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await stat(folder);
  return uid === 0 ? NOBODY : { uid, gid };
}

/** Makes a folder that only the account can enter. */
export async function privateFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account !== undefined) await chown(path, account.uid, account.gid);
}
