import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from '../kernel/result.ts';
import { type BackupFolder, beginFolder } from './backup-folder.ts';
import { admitBackup, type Order } from './backup.store.ts';
import type { Manifest } from './manifest.ts';
import { holdFiles } from './stored-files.ts';
import { inSnapshot, waitingUploads } from './tables.read.ts';
import { writeBackup } from './write-backup.ts';

export interface BackupSource {
  readonly ownerUrl: string;
  /** The paths of the file of the master keys and of the file of the gateways' contracts, which may be missing. */
  readonly keyFile: string;
  readonly gatewayFile: string;
}

export interface BackupOrder extends Order {
  /** The path of a folder that is not there yet, or is empty. */
  readonly folder: string;
}

const MOST_SNAPSHOTS = 5;
const PAUSE_MILLISECONDS = 200;

/**
 * Writes the database, the key file, the gateways' contracts and the stored workbooks into a new folder, as of one
 * moment, while the platform is used. Returns the manifest, or a sentence that says why there is no backup; then there
 * is no folder either.
 */
export async function backUp(source: BackupSource, order: BackupOrder): Promise<Result<Manifest, string>> {
  const folder = await beginFolder(order.folder);
  if (!folder.ok) return folder;
  try {
    const made = await fillFolder(folder.value, source, order);
    await (made.ok ? folder.value.finish(made.value) : folder.value.discard());
    return made;
  } catch (error) {
    await folder.value.discard();
    throw error;
  }
}

async function fillFolder(folder: BackupFolder, source: BackupSource, { actorCode, today, tell }: BackupOrder) {
  const known = await admitBackup(source.ownerUrl, actorCode, today);
  if (!known.ok) return known;
  for (let snapshots = 1; ; snapshots += 1) {
    const made = await inSnapshot(source.ownerUrl, async (sql) => {
      const held = await holdFiles(await waitingUploads(sql));
      try {
        // An import that has ended since the snapshot has deleted its workbook: the next snapshot is without both.
        if (held.missing.length > 0 && snapshots < MOST_SNAPSHOTS) return undefined;
        return await writeBackup(sql, { folder, source, held, tell, known: known.value });
      } finally {
        await held.release();
      }
    });
    if (made !== undefined) return made;
    await pause(PAUSE_MILLISECONDS);
  }
}
