import type { Sql } from '../../database/database.ts';
import { copyTexts } from '../../database/copy-texts.ts';
import { archiveFileRows, type NewArchiveFile } from './archive-file-rows.ts';

/** Takes the next file number (档案编号) of a division and year: the division's code, the year and six digits. */
export async function nextFileNumber(sql: Sql, region: string, year: number): Promise<string> {
  const [row] = await sql.query<{ last: number }>(
    `insert into file_number (region, year, last) values ($1, $2, 1)
     on conflict (region, year) do update set last = file_number.last + 1 returning last`,
    [region, year],
  );
  return `${region}${String(year).padStart(4, '0')}${String(row?.last).padStart(6, '0')}`;
}

/** Opens a file under its steward. A constraint allows a household one live file at a time (Article 14). */
export async function insertArchiveFile(sql: Sql, file: NewArchiveFile): Promise<void> {
  for (const rows of archiveFileRows([file])) await copyTexts(sql, rows);
}
