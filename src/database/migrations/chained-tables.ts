import type { TableName } from './table-classes.ts';

/**
 * Journals each of whose rows has an entry of its own in the audit chain, under its `id`. A journal whose rows belong to a
 * change (`recorded_in`) needs no line here: the entry of the change covers them.
 */
export const CHAINED_JOURNALS = ['sensitive_read', 'refused_attempt'] as const satisfies readonly TableName[];

/** Facts and journals that no entry covers, with the reason. */
export const UNCHAINED: Readonly<Partial<Record<TableName, string>>> = {
  artefact_part: 'the digest in artefact, which is covered, is that of the content',
  sensitive_read_subject: 'is derived by a trigger from sensitive_read, which is covered',
  named_key: 'counts what partners name; each answer that shows something is a sensitive read',
  database_mark: 'says that the data is a sample',
  audit_form: 'belongs to the chain: the entries cover the digest of their form',
  audit_entry: 'is the chain',
  audit_checkpoint: 'belongs to the chain: it is signed',
};

/** Columns that no entry covers: those which a rotation of keys rewrites, and the server's own numbers of transactions. */
export const UNCOVERED_COLUMNS: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  change_log: ['transaction'],
  person: ['data_key', 'key_version', 'token'],
  person_number: ['token'],
  household: ['data_key', 'key_version'],
  declared_relative: ['data_key', 'key_version'],
  artefact: ['data_key', 'key_version'],
};

/** The tables that the role of the sealer writes. */
export const SEALER_TABLES = {
  audit_entry: 'insert',
  audit_checkpoint: 'insert',
  audit_pending: 'delete',
} as const satisfies Partial<Record<TableName, string>>;
