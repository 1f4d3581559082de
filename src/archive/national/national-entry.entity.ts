import { date, key, table, text, uuid } from '../../database/table.ts';

/** The days on which something of a file was entered in the national system, each written once. */
export const archiveNationalEntryTable = table('archive_national_entry', {
  ...{ id: key(uuid), fileId: uuid, householdId: uuid, matter: text, enteredOn: date, recordedIn: uuid },
});
