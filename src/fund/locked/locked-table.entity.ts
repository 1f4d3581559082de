import { bigint, bytea, date, integer, json, key, open, table, text, textList, uuid } from '../../database/table.ts';

/** The tables that were locked. `row_marks` are the places of the rows in the content, by which a page of them is read. */
export const lockedTableTable = table('locked_table', {
  ...{ id: key(uuid), number: text, version: integer, previousId: open(uuid), unionId: uuid },
  ...{ periodFrom: date, periodTo: date, title: text, filter: json, columns: textList, revision: bigint },
  ...{ content: bytea, rowMarks: json, sums: json, preparedBy: uuid, reviewerId: uuid },
  ...{ lockedOn: date, recordedIn: uuid },
});

/** Its printed files: what is signed. A volume that cannot be printed has the place and the character in place of a content. */
export const lockedTableFileTable = table('locked_table_file', {
  ...{ tableId: key(uuid), format: key(text), volume: key(integer) },
  ...{ fileName: text, content: open(bytea), unprintable: open(json), recordedIn: uuid },
});

/** What came of comparing it with the payments on record and the general ledger, each time. */
export const lockedTableTieOutTable = table('locked_table_tie_out', {
  ...{ id: key(uuid), tableId: uuid, place: integer, ledger: open(bytea), content: bytea },
  ...{ differences: integer, tiedOn: date, recordedIn: uuid },
});

export const lockedTableExplanationTable = table('locked_table_explanation', {
  ...{ tieOutId: key(uuid), difference: key(integer), explanation: text },
  ...{ explainedBy: uuid, explainedOn: date, recordedIn: uuid },
});

/** The acts of the reviewer and of the officer who signs, each under the platform's Ed25519 seal. */
export const lockedTableSealTable = table('locked_table_seal', {
  ...{ tableId: key(uuid), act: key(text), tieOutId: uuid, sealedBy: uuid, sealedOn: date, statement: text },
  ...{ keyVersion: integer, publicKey: bytea, signature: bytea, recordedIn: uuid },
});

/** The scans of the copy that bears the stamp in ink. */
export const stampedScanTable = table('stamped_scan', {
  ...{ id: key(uuid), tableId: uuid, place: integer, content: bytea, receivedOn: date, receivedBy: uuid },
  recordedIn: uuid,
});
