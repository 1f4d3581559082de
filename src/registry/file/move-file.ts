import type { Sql } from '../../database/database.ts';
import type { ArchiveFileState } from './archive-file.ts';
import type { NewArchiveFile } from './archive-file-rows.ts';
import { replaceLastSpan } from './archive-file.store.ts';

interface FileMove extends Pick<NewArchiveFile, 'id' | 'householdId' | 'householdKey'> {
  readonly changeId: string;
  /** The state on record, and the first day on which it holds. */
  readonly before: { readonly from: string; readonly state: ArchiveFileState };
  /** The state from a day on, which is not before that one. */
  readonly after: { readonly from: string; readonly state: ArchiveFileState };
}

/** Gives a file another state from a day on. What it was in for no whole day is known from its steps alone. */
export async function moveFile(sql: Sql, { before, after, changeId, ...file }: FileMove): Promise<void> {
  const past = before.from < after.from ? [{ ...before, to: after.from }] : [];
  await replaceLastSpan(sql, file, changeId, [...past, { ...after, to: null }]);
}
