import { buffer } from 'node:stream/consumers';
import { storeArtefact } from '../../../artefacts/store-artefact.ts';
import { readArtefact } from '../../../artefacts/artefact.read.ts';
import type { Sql } from '../../../database/database.ts';
import { insertChange } from '../../../database/time/change-log.ts';
import { CONTENT_TYPES } from '../../../export/formats.ts';
import type { Unprintable } from '../../../export/pdf/set-volume.ts';
import { printVolume } from '../../../export/pdf/print.ts';
import { volumeCount } from '../../../export/pdf/volume.ts';
import { writeXlsx } from '../../../export/xlsx/workbook.ts';
import { JobFailure } from '../../../jobs/job.ts';
import { type Result, succeed } from '../../../kernel/result.ts';
import type { Deps } from '../../../usecase/command.ts';
import { nameOfFile } from '../../export/file-name.ts';
import { decodeContent, type LockedContent } from '../locked-content.ts';
import { insertFile, lockTableRow } from '../locked-table.store.ts';
import type { LockedTable } from '../locked-table.read.ts';
import { printedContent, printedVolume } from './printed-content.ts';
import { findFiles } from './table-file.read.ts';

/** A file of a locked table: the workbook, or one volume of the print. */
export interface TableFileKey {
  readonly format: 'XLSX' | 'PDF';
  /** From 1. */
  readonly volume: number;
}

/** All files that a table has once it is printed. */
export function filesOf(rows: number): readonly TableFileKey[] {
  const volumes = Array.from({ length: volumeCount(rows) }, (_, at) => ({ format: 'PDF' as const, volume: at + 1 }));
  return [{ format: 'XLSX', volume: 1 }, ...volumes];
}

/**
 * Prints the files of a locked table that are not stored yet, and stores each. A volume that cannot be printed is recorded with the
 * place and the character. Nothing is printed twice: a repetition goes on where the first one ended.
 */
export async function printTable(
  deps: Deps,
  table: LockedTable,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: (done: number, total: number) => void },
): Promise<void> {
  const { database, secrets } = deps;
  const stored = await database.session((sql) => findFiles(sql, [table.id]));
  const files = filesOf(table.sums.rows);
  const missing = files.filter((file) => !isAmong(stored, file));
  if (missing.length === 0) return;
  const bytes = await readArtefact(database, secrets, table.digest);
  if (!bytes.ok) throw new JobFailure(`ARTEFACT_${bytes.error}`);
  const content = decodeContent(bytes.value);
  for (const [at, file] of missing.entries()) {
    signal.throwIfAborted();
    const printed = await printFile(content, table.digest, file);
    await database.transaction((sql) => storeFile(sql, deps, table, { file, printed }));
    progress(files.length - missing.length + at + 1, files.length);
  }
}

function isAmong(stored: readonly TableFileKey[], { format, volume }: TableFileKey): boolean {
  return stored.some((one) => one.format === format && one.volume === volume);
}

async function printFile(
  content: LockedContent,
  digest: string,
  { format, volume }: TableFileKey,
): Promise<Result<Buffer, Unprintable>> {
  if (format === 'XLSX') return succeed(await buffer(writeXlsx(printedContent(content, digest))));
  return printVolume(printedVolume(content, digest, volume));
}

/** Stores a file, unless another process that printed the same table was quicker. */
async function storeFile(
  sql: Sql,
  { secrets }: Deps,
  { id, title, number, version, sums, preparedBy }: LockedTable,
  { file, printed }: { readonly file: TableFileKey; readonly printed: Result<Buffer, Unprintable> },
): Promise<void> {
  const { format, volume } = file;
  await lockTableRow(sql, id);
  if (isAmong(await findFiles(sql, [id]), file)) return;
  const changeId = await insertChange(sql, { actorId: preparedBy, purpose: number }, 'PRINT_TABLE', 'LOCKED_TABLE', id);
  const volumes = format === 'PDF' ? volumeCount(sums.rows) : 1;
  const fileName = nameOfFile(`${title}（${number}-${version}）`, { format, volume }, volumes);
  const about = { tableId: id, format, volume, fileName, recordedIn: changeId };
  if (!printed.ok) return insertFile(sql, { ...about, unprintable: printed.error });
  const { digest } = await storeArtefact(sql, secrets, changeId, {
    mediaType: CONTENT_TYPES[format],
    bytes: printed.value,
  });
  await insertFile(sql, { ...about, content: Buffer.from(digest, 'hex') });
}
