import type { Sql } from '../../database/database.ts';
import { copyTexts } from '../../database/copy-texts.ts';
import { invariant } from '../../kernel/invariant.ts';
import { archiveFileRows, type FileSpan, fileSpanRows, type NewArchiveFile } from './archive-file-rows.ts';

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

/** Puts spans in the place of the last one of a file, which has no end. */
export async function replaceLastSpan(
  sql: Sql,
  file: Pick<NewArchiveFile, 'id' | 'householdId' | 'householdKey'>,
  changeId: string,
  spans: readonly FileSpan[],
): Promise<void> {
  const ended = await sql.query(
    `update archive_file_version set superseded_in = $1
     where anchor_id = $2 and valid_to is null and superseded_in is null returning 1`,
    [changeId, file.id],
  );
  invariant(ended.length === 1, 'a file has one state without an end');
  await copyTexts(sql, fileSpanRows(file, changeId, spans));
}

/** Who keeps a file from a day on; `to`: until before another one. Days are `YYYY-MM-DD`. */
interface StewardSpan {
  readonly stewardId: string;
  readonly from: string;
  readonly to: string | null;
}

/** Puts spans in the place of the last one of a file's stewards, which has no end. */
export async function replaceLastSteward(
  sql: Sql,
  id: string,
  changeId: string,
  spansFor: (last: StewardSpan) => readonly StewardSpan[],
): Promise<void> {
  const [last, ...others] = await sql.query<StewardSpan>(
    `update stewardship set superseded_in = $1 where anchor_id = $2 and valid_to is null and superseded_in is null
     returning union_id as "stewardId", valid_from::text as from, valid_to::text as to`,
    [changeId, id],
  );
  invariant(last !== undefined && others.length === 0, 'a file has one steward without an end');
  const rows = spansFor(last).map(({ stewardId, from, to }) => [id, stewardId, from, to, changeId]);
  const columns = ['anchor_id', 'union_id', 'valid_from', 'valid_to', 'recorded_in'];
  await copyTexts(sql, { table: 'stewardship', columns, rows });
}
