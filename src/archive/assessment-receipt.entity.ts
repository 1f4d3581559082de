import { bigint, bytea, textList, date, json, key, open, table, text, uuid } from '../database/table.ts';

/** The decisions that were recorded. */
export const assessmentReceiptTable = table('assessment_receipt', {
  id: key(uuid),
  householdId: uuid,
  asOf: date,
  level: text,
  revision: bigint,
  outcome: text,
  primaryCategory: open(text),
  categories: textList,
  figures: json,
  missing: textList,
  provisional: textList,
  rulebookVersion: text,
  factsDigest: bytea,
  confirmedBy: open(uuid),
  confirmationDocument: open(text),
  recordedIn: uuid,
});
