import type { Sql } from '../../database/database.ts';
import type { NewArchiveFile } from './archive-file-rows.ts';
import { insertArchiveFile, nextFileNumber } from './archive-file.store.ts';

/** Opens a file under the next number of a division and year, and returns the number. */
export async function fileHousehold(
  sql: Sql,
  { region, year, ...file }: Omit<NewArchiveFile, 'number'> & { readonly region: string; readonly year: number },
): Promise<string> {
  const number = await nextFileNumber(sql, region, year);
  await insertArchiveFile(sql, { ...file, number });
  return number;
}
