import { type MigratingOwner, asMigratingOwner } from '../database/migrations/migrating-owner.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import { readKeys } from '../secrets/keys/key-file.ts';
import { provenKeys } from '../secrets/keys/proven-keys.read.ts';
import type { BackupSet } from './backup-set.ts';
import { type Order, recordAction } from './backup.store.ts';
import { isEmptyDatabase, loadTables } from './load-tables.store.ts';
import { type FilePlaces, faultOfPlaces, placeFiles } from './place-files.ts';
import { forgetAttempts } from './settle.store.ts';
import { inSnapshot, setTextForm } from './tables.read.ts';

/** Where a backup is restored to: an empty database, and places where no files are. */
export interface RestoreTarget extends FilePlaces {
  readonly ownerUrl: string;
  readonly prepareJobs: (kinds: readonly string[]) => Promise<void>;
}

interface Restored {
  /** The migrations that ran on what was restored, to bring it to this version. */
  readonly migrations: readonly string[];
}

const NOT_EMPTY =
  '数据库不为空，只能恢复到空库；内置数据库请以 BANGFU_DATA 指定新文件夹 / ' +
  'the database is not empty: a backup is restored into an empty one; for the embedded one BANGFU_DATA names a new folder';

/**
 * Restores a backup and brings it to this version. The database is restored in one transaction, and keys and stored files
 * are placed before it is committed: whatever breaks it off, there is a whole platform or an empty database.
 */
export async function restore(set: BackupSet, target: RestoreTarget, order: Order): Promise<Result<Restored, string>> {
  const fault = await faultOfPlaces(set, target);
  if (fault !== undefined) return fail(fault);
  if (!(await inSnapshot(target.ownerUrl, isEmptyDatabase))) return fail(NOT_EMPTY);
  await target.prepareJobs(set.manifest.queues);
  const undo: (() => Promise<void>)[] = [];
  try {
    return await asMigratingOwner(target.ownerUrl, async (owner) => {
      const restored = await restoreDatabase(owner, set, target, order);
      if (restored.ok) undo.push(await placeFiles(set, target));
      return restored;
    });
  } catch (error) {
    for (const step of undo) await step();
    throw error;
  }
}

async function restoreDatabase(
  { sql, migrate, migrateForward }: MigratingOwner,
  set: BackupSet,
  { uploadFolder }: RestoreTarget,
  { actorCode, today, tell }: Order,
): Promise<Result<Restored, string>> {
  if (!(await isEmptyDatabase(sql))) return fail(NOT_EMPTY);
  await migrate(set.manifest.migrations);
  await setTextForm(sql);
  const loaded = await loadTables(sql, set, uploadFolder, tell);
  if (!loaded.ok) return loaded;
  const migrations = await migrateForward();
  await forgetAttempts(sql);
  const keys = await readKeys(set.keyFile, false);
  if (!keys.ok) return keys;
  if (!(await provenKeys(sql, keys.value)).ok) {
    return fail(
      `密钥文件 ${set.keyFile} 打不开此备份的数据 / the key file ${set.keyFile} does not open the data of this backup`,
    );
  }
  const recorded = await recordAction(sql, 'RESTORE', actorCode, today);
  return recorded.ok ? succeed({ migrations }) : recorded;
}
