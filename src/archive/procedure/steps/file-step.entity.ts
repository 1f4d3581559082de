import { integer, key, open, table, text, uuid } from '../../../database/table.ts';
import { fieldColumns } from '../../../fields/field-columns.ts';
import { fileStepFields } from './file-step.fields.ts';

/** The steps of files, each written once. */
export const archiveFileStepTable = table('archive_file_step', {
  ...{ id: key(uuid), fileId: uuid, householdId: uuid, number: integer, actorId: uuid, unionId: uuid },
  ...{ fromState: open(text), toState: text, receiptId: open(uuid), objectionId: open(uuid), toUnionId: open(uuid) },
  ...fieldColumns(fileStepFields),
  recordedIn: uuid,
});
