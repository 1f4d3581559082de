import type { Sql } from '../database/database.ts';
import { insertTexts } from '../database/insert.ts';
import { rowCodec } from '../registry/row-codec.ts';
import { placeOf } from '../registry/household/version-rows.ts';
import type { Values } from '../registry/field.ts';
import { archiveFileFields } from './archive-file.fields.ts';

export type ArchiveFileState = Values<typeof archiveFileFields>;

export interface NewArchiveFile {
  readonly id: string;
  readonly householdId: string;
  readonly householdKey: Buffer;
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
  const { id, householdId, householdKey, number, stewardId, from, state } = file;
  await insertTexts(sql, 'archive_file', { id: 'uuid', household_id: 'uuid', number: 'text', recorded_in: 'uuid' }, [
    [id, householdId, number, changeId],
  ]);
  await insertTexts(
    sql,
    TABLE,
    { anchor_id: 'uuid', household_id: 'uuid', valid_from: 'date', recorded_in: 'uuid', ...codec.columns },
    [[id, householdId, from, changeId, ...codec.encode(state, householdKey, placeOf(TABLE, id, changeId))]],
  );
  await insertTexts(
    sql,
    'stewardship',
    { anchor_id: 'uuid', union_id: 'uuid', valid_from: 'date', recorded_in: 'uuid' },
    [[id, stewardId, from, changeId]],
  );
}
