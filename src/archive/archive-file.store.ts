import type { KeyObject } from 'node:crypto';
import type { Sql } from '../database/database.ts';
import { insertTexts, type TableRows } from '../database/insert.ts';
import { rowCodec } from '../registry/row-codec.ts';
import { placeOf } from '../registry/household/version-rows.ts';
import type { ArchiveFileState } from './archive-file.ts';
import { archiveFileFields } from './archive-file.fields.ts';

export interface NewArchiveFile {
  readonly id: string;
  readonly householdId: string;
  readonly householdKey: KeyObject;
  readonly number: string;
  readonly stewardId: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly state: ArchiveFileState;
}

const codec = rowCodec(archiveFileFields);
const TABLE = 'archive_file_version';

/** The next number of a division and year: the division's code, the year, six digits (档案编号). */
export async function nextFileNumber(sql: Sql, region: string, year: number): Promise<string> {
  const [row] = await sql.query<{ last: number }>(
    `insert into file_number (region, year, last) values ($1, $2, 1)
     on conflict (region, year) do update set last = file_number.last + 1 returning last`,
    [region, year],
  );
  return `${region}${year}${String(row?.last).padStart(6, '0')}`;
}

/** Opens a file under its steward. A household has one live file at a time (Article 14): a constraint. */
export async function insertArchiveFile(sql: Sql, changeId: string, file: NewArchiveFile): Promise<void> {
  for (const { table, columns, rows } of archiveFileRows([{ ...file, changeId }])) {
    await insertTexts(sql, table, columns, rows);
  }
}

/** The rows of new files, table by table. */
export function archiveFileRows(
  files: readonly (NewArchiveFile & { readonly changeId: string })[],
): readonly TableRows[] {
  return [
    {
      table: 'archive_file',
      columns: { id: 'uuid', household_id: 'uuid', number: 'text', recorded_in: 'uuid' },
      rows: files.map(({ id, householdId, number, changeId }) => [id, householdId, number, changeId]),
    },
    {
      table: TABLE,
      columns: { anchor_id: 'uuid', household_id: 'uuid', valid_from: 'date', recorded_in: 'uuid', ...codec.columns },
      rows: files.map(({ id, householdId, householdKey, from, changeId, state }) => [
        ...[id, householdId, from, changeId],
        ...codec.encode(state, householdKey, placeOf(TABLE, id, changeId)),
      ]),
    },
    {
      table: 'stewardship',
      columns: { anchor_id: 'uuid', union_id: 'uuid', valid_from: 'date', recorded_in: 'uuid' },
      rows: files.map(({ id, stewardId, from, changeId }) => [id, stewardId, from, changeId]),
    },
  ];
}
