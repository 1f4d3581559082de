import { boolean, date, integer, key, open, ranged, table, text, uuid } from '../../database/table.ts';
import { fieldColumns } from '../../fields/field-columns.ts';
import { archiveFileFields } from './archive-file.fields.ts';

export const archiveFileTable = table('archive_file', {
  id: key(uuid),
  householdId: uuid,
  number: text,
  recordedIn: uuid,
});

export const archiveFileVersionTable = table('archive_file_version', {
  ...ranged,
  householdId: uuid,
  ...fieldColumns(archiveFileFields),
});

/** The steward of each file. */
export const stewardshipTable = table('stewardship', { ...ranged, unionId: uuid });

/** What lists of households are filtered and sorted by, as of now. */
export const householdIndexTable = table('household_index', {
  ...{ householdId: key(uuid), validFrom: key(date), validTo: open(date), unionId: uuid, fileId: open(uuid) },
  ...{ fileNumber: open(text), region: open(text), mainCause: open(text), declaredClass: open(text) },
  ...{ migrant: open(boolean), singleParent: open(boolean), workerName: open(text) },
});

export const personIndexTable = table('person_index', {
  ...{ personId: key(uuid), validFrom: key(date), validTo: open(date), householdId: uuid, unionId: uuid },
});

/** The last number that was given to a file, by division and year. */
export const fileNumberTable = table('file_number', { region: key(text), year: key(integer), last: integer });
