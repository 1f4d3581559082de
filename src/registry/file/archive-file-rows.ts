import type { KeyObject } from 'node:crypto';
import type { TableRows } from '../../database/copy-texts.ts';
import { rowBinding, rowCodec } from '../../fields/row-codec.ts';
import type { ArchiveFileState } from './archive-file.ts';
import { archiveFileFields } from './archive-file.fields.ts';

/** A file to be opened, with its household and its steward. */
export interface NewArchiveFile {
  readonly id: string;
  readonly householdId: string;
  readonly householdKey: KeyObject;
  readonly number: string;
  readonly stewardId: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
  readonly state: ArchiveFileState;
  readonly changeId: string;
}

/** The state of a file from a day on; `to`: until before another one. Days are `YYYY-MM-DD`. */
export interface FileSpan {
  readonly from: string;
  readonly to: string | null;
  readonly state: ArchiveFileState;
}

const codec = rowCodec(archiveFileFields);
const TABLE = 'archive_file_version';

/** The rows of new files, table by table, in the order that foreign keys require. */
export function archiveFileRows(files: readonly NewArchiveFile[]): readonly TableRows[] {
  return [
    {
      table: 'archive_file',
      columns: ['id', 'household_id', 'number', 'recorded_in'],
      rows: files.map(({ id, householdId, number, changeId }) => [id, householdId, number, changeId]),
    },
    {
      table: TABLE,
      columns: ['anchor_id', 'household_id', 'valid_from', 'recorded_in', ...codec.columns],
      rows: files.map(({ id, householdId, householdKey, from, changeId, state }) => [
        ...[id, householdId, from, changeId],
        ...codec.encode(state, householdKey, rowBinding(TABLE, id, changeId)),
      ]),
    },
    {
      table: 'stewardship',
      columns: ['anchor_id', 'union_id', 'valid_from', 'recorded_in'],
      rows: files.map(({ id, stewardId, from, changeId }) => [id, stewardId, from, changeId]),
    },
  ];
}

/** The rows of spans of one file. */
export function fileSpanRows(
  { id, householdId, householdKey }: Pick<NewArchiveFile, 'id' | 'householdId' | 'householdKey'>,
  changeId: string,
  spans: readonly FileSpan[],
): TableRows {
  return {
    table: TABLE,
    columns: ['anchor_id', 'household_id', 'valid_from', 'valid_to', 'recorded_in', ...codec.columns],
    rows: spans.map(({ from, to, state }) => [
      ...[id, householdId, from, to, changeId],
      ...codec.encode(state, householdKey, rowBinding(TABLE, id, changeId)),
    ]),
  };
}
