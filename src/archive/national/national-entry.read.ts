import type { Sql } from '../../database/database.ts';
import { knownAt, type ReadAt, recordedBy } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { printDay } from '../../kernel/calendar.ts';
import { nationalDue } from './national-due.read.ts';
import type { NationalMatter } from './national-entry.codes.ts';

/** A day on which something of a file was entered in the national system. */
export interface NationalEntryRow {
  readonly id: string;
  readonly fileId: string;
  readonly matter: NationalMatter;
  /** `YYYY-MM-DD`. */
  readonly enteredOn: string;
}

/** Reads the entries of files by a day, as known at a revision, the earliest first. One statement. */
export function readNationalEntries(
  sql: Sql,
  fileIds: readonly string[],
  { asOf, known }: ReadAt,
): Promise<readonly NationalEntryRow[]> {
  return sql.query<NationalEntryRow>(
    `select n.id, n.file_id as "fileId", n.matter, n.entered_on::text as "enteredOn" from archive_national_entry n
     where n.file_id = any($1::uuid[]) and n.entered_on <= $2 and ${recordedBy('n', known)}
     order by n.file_id, n.entered_on, n.id`,
    [fileIds, printDay(asOf)],
  );
}

/** Reads what of files is not entered in the national system; files of which all is are left out. One statement. */
export async function readNationalDue(
  sql: Sql,
  fileIds: readonly string[],
  { asOf, known }: ReadAt,
): Promise<ReadonlyMap<string, NationalMatter>> {
  const rows = await sql.query<{ id: string; due: NationalMatter | null }>(
    `select f.id, ${nationalDue('$2::date', known)} as due from archive_file f
     join archive_file_version v on v.anchor_id = f.id and ${knownAt('v', known)} and ${validOn('v', '$2::date')}
     where f.id = any($1::uuid[])`,
    [fileIds, printDay(asOf)],
  );
  return new Map(rows.flatMap(({ id, due }) => (due === null ? [] : [[id, due] as const])));
}
