import { chown, mkdir, stat } from 'node:fs/promises';

/** The operating system account that runs the embedded database; `undefined` stands for the account of this process. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The ids of `nobody` and `nogroup`, which exist on every Linux and have no rights. */
const NOBODY: Account = { uid: 65534, gid: 65534 };

/**
 * Returns the account that runs PostgreSQL. PostgreSQL refuses to run as root, so for root it is the owner of the folder, if
 * that is another account (such as the `postgres` of a package), or else `nobody`.
 */
export async function accountFor(folder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const { uid, gid } = await stat(folder);
  return uid === 0 ? NOBODY : { uid, gid };
}

/** Creates a folder that only the account can enter. */
export async function privateFolder(path: string, account: Account | undefined): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (account !== undefined) await chown(path, account.uid, account.gid);
}
