import type { Sql } from '../../database/database.ts';
import { type ArchiveFileListing, listFiles } from '../reading/archive-file.read.ts';
import type { FileBatch } from './file-batch.ts';

/** Reads the files of a listing, at most `limit`, with how many steps each has now. */
export async function readChosenFiles(
  sql: Sql,
  listing: ArchiveFileListing,
  limit: number,
): Promise<FileBatch['files']> {
  const files = await listFiles(sql, listing, null, limit);
  const rows = await sql.query<{ readonly id: string; readonly steps: number }>(
    'select file_id as id, count(*)::int as steps from archive_file_step where file_id = any($1::uuid[]) group by file_id',
    [files.map(({ id }) => id)],
  );
  const steps = new Map(rows.map((row) => [row.id, row.steps]));
  return files.map(({ id, number }) => [id, number, steps.get(id) ?? 0]);
}
