import { bigint, bytea, date, integer, json, key, open, table, text, textList, uuid } from '../../database/table.ts';

/** Local standards, or a local profile, that wait for a second person. */
export const ruleProposalTable = table('rule_proposal', {
  id: key(uuid),
  unionId: uuid,
  kind: text,
  content: json,
  documentNumber: text,
  documentTitle: text,
  proposedBy: uuid,
  validFrom: date,
  validTo: date,
  recordedIn: uuid,
});

/** The scans of the documents of proposals. */
export const ruleDocumentTable = table('rule_document', {
  ...{ id: key(uuid), proposalId: uuid, place: integer, content: bytea },
  ...{ receivedOn: date, receivedBy: uuid, recordedIn: uuid },
});

/** Who confirmed a proposal, beside who proposed it. */
export const ruleConfirmationTable = table('rule_confirmation', {
  ...{ proposalId: key(uuid), proposedBy: uuid, confirmedBy: uuid, confirmedOn: date, recordedIn: uuid },
});

/** What proposals would do, as the last preview of each has found it. */
export const rulePreviewTable = table('rule_preview', {
  ...{ proposalId: key(uuid), revision: bigint, firstDay: date, windowDay: date, households: bigint },
});

/** The households on which a proposal would decide otherwise. */
export const rulePreviewChangeTable = table('rule_preview_change', {
  ...{ proposalId: key(uuid), part: key(text), householdId: key(uuid), level: key(text) },
  ...{ outcomeBefore: open(text), outcomeAfter: open(text), categoriesBefore: textList, categoriesAfter: textList },
});
