import type { Sql } from '../../database/database.ts';
import { insertTexts } from '../../database/insert.ts';
import { archiveFileRows, type NewArchiveFile } from './archive-file-rows.ts';

/** The next number of a division and year: the division's code, the year, six digits (档案编号). */
export async function nextFileNumber(sql: Sql, region: string, year: number): Promise<string> {
  const [row] = await sql.query<{ last: number }>(
    `insert into file_number (region, year, last) values ($1, $2, 1)
     on conflict (region, year) do update set last = file_number.last + 1 returning last`,
    [region, year],
  );
  return `${region}${String(year).padStart(4, '0')}${String(row?.last).padStart(6, '0')}`;
}

/** Opens a file under its steward. A household has one live file at a time (Article 14): a constraint. */
export async function insertArchiveFile(sql: Sql, file: NewArchiveFile): Promise<void> {
  for (const { table, columns, rows } of archiveFileRows([file])) await insertTexts(sql, table, columns, rows);
}
