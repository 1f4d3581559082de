import { readMap } from '../../database/rows.ts';
import { type KnownAt, knownAt, type ReadAt } from '../../database/time/known-at.ts';
import { printDay } from '../../kernel/calendar.ts';
import { validOn } from '../../database/time/valid-on.ts';
import type { Sql } from '../../database/database.ts';

/** Finds the households of files; the map is keyed by file number. */
export async function householdsOfFiles(sql: Sql, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (numbers.length === 0) return new Map();
  return readMap(sql, 'select number, household_id from archive_file where number = any($1)', [numbers]);
}

/** Finds the household that each of these persons belonged to on a day, as it was known. */
export function householdsOfPersonsAt(
  sql: Sql,
  personIds: readonly string[],
  { asOf, known }: ReadAt,
): Promise<ReadonlyMap<string, string>> {
  return readMap(
    sql,
    `select distinct on (v.person_id) v.person_id, v.household_id from membership_version v
     where v.person_id = any($1) and ${validOn('v', '$2')} and ${knownAt('v', known)}
     order by v.person_id, v.valid_from desc`,
    [personIds, printDay(asOf)],
  );
}

/** Finds the household that each of these persons belongs to on a day, or else joined last, as known at a revision. */
export function householdsOfPersons(
  sql: Sql,
  personIds: readonly string[],
  day: string,
  known: KnownAt = 'NOW',
): Promise<ReadonlyMap<string, string>> {
  return readMap(
    sql,
    `select distinct on (v.person_id) v.person_id, v.household_id from membership_version v
     where v.person_id = any($1) and ${knownAt('v', known)}
     order by v.person_id, (${validOn('v', '$2')}) desc, v.valid_from desc`,
    [personIds, day],
  );
}
