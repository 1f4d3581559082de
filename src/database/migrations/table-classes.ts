/**
 * What the application role may do with a table: *fact*: insert, and supersede once; *journal*: insert only; *derived*:
 * can be rebuilt by a command, freely updated; *operational*: jobs, idempotency, counters; expires. The migrated
 * catalogue is checked against this list, and the grants are made from it.
 */
export type TableClass = 'FACT' | 'JOURNAL' | 'DERIVED' | 'OPERATIONAL';

export const TABLE_CLASSES = {
  change_log: 'JOURNAL',
  change_sequence: 'JOURNAL',
  region: 'JOURNAL',
  trade_union: 'JOURNAL',
  trade_union_version: 'FACT',
  union_closure: 'DERIVED',
  household_index: 'DERIVED',
  person_index: 'DERIVED',
  staff: 'JOURNAL',
  staff_version: 'FACT',
  staff_grant: 'JOURNAL',
  staff_grant_version: 'FACT',
  grant_proposal: 'JOURNAL',
  worker_login_version: 'FACT',
  sensitive_read: 'JOURNAL',
  standard: 'JOURNAL',
  standard_version: 'FACT',
  profile: 'JOURNAL',
  profile_version: 'FACT',
  person: 'JOURNAL',
  person_version: 'FACT',
  household: 'JOURNAL',
  household_version: 'FACT',
  membership: 'JOURNAL',
  membership_version: 'FACT',
  household_record: 'JOURNAL',
  duplicate_case: 'JOURNAL',
  employment_version: 'FACT',
  income_version: 'FACT',
  deduction_version: 'FACT',
  expense_version: 'FACT',
  event_version: 'FACT',
  dwelling_version: 'FACT',
  vehicle_version: 'FACT',
  schooling_version: 'FACT',
  dibao_version: 'FACT',
  disbursement_version: 'FACT',
  archive_file: 'JOURNAL',
  archive_file_version: 'FACT',
  stewardship: 'FACT',
  assessment_receipt: 'JOURNAL',
  database_mark: 'JOURNAL',
  idempotency_key: 'OPERATIONAL',
  file_number: 'OPERATIONAL',
  masked_read: 'OPERATIONAL',
  gateway_nonce: 'OPERATIONAL',
  job_progress: 'OPERATIONAL',
  sequencer: 'OPERATIONAL',
} as const satisfies Readonly<Record<string, TableClass>>;

export type TableName = keyof typeof TABLE_CLASSES;

/** The only columns of a fact that may be updated: once, from null. */
export const SUPERSEDING_COLUMN = 'superseded_in';
