/**
 * What the application role may do with a table: *fact*: insert, and supersede once; *journal*: insert only; *derived*:
 * can be rebuilt by a command, freely updated; *operational*: jobs, idempotency, counters; expires. The migrated
 * catalogue is checked against this list, and the grants are made from it.
 */
export type TableClass = 'FACT' | 'JOURNAL' | 'DERIVED' | 'OPERATIONAL';

/**
 * What a cached value may depend on. A write into a table moves the mark of its area, and leaves what was cached of the
 * others. No cached read may name a table without an area: the sequence of changes, what expires, and the journal of what
 * was shown, which is written by reads.
 */
export type Area = (typeof AREAS)[number];

export const AREAS = ['ORGANISATION', 'REGISTER', 'FILES', 'MONEY', 'ACCESS'] as const;

const TABLES = {
  change_log: ['JOURNAL', null],
  change_sequence: ['JOURNAL', null],
  change_household: ['JOURNAL', 'REGISTER'],
  region: ['JOURNAL', 'ORGANISATION'],
  region_name: ['JOURNAL', 'ORGANISATION'],
  trade_union: ['JOURNAL', 'ORGANISATION'],
  trade_union_version: ['FACT', 'ORGANISATION'],
  union_closure: ['DERIVED', 'ORGANISATION'],
  union_change_proposal: ['JOURNAL', 'ORGANISATION'],
  union_change_answer: ['JOURNAL', 'ORGANISATION'],
  household_index: ['DERIVED', 'REGISTER'],
  person_index: ['DERIVED', 'REGISTER'],
  staff: ['JOURNAL', 'ACCESS'],
  staff_version: ['FACT', 'ACCESS'],
  staff_grant: ['JOURNAL', 'ACCESS'],
  staff_grant_version: ['FACT', 'ACCESS'],
  grant_proposal: ['JOURNAL', 'ACCESS'],
  dashboard_token: ['FACT', 'ACCESS'],
  worker_login_proposal: ['JOURNAL', 'ACCESS'],
  worker_login_version: ['FACT', 'ACCESS'],
  declared_relative: ['JOURNAL', 'ACCESS'],
  relative_withdrawal: ['JOURNAL', 'ACCESS'],
  sensitive_read: ['JOURNAL', null],
  sensitive_read_subject: ['JOURNAL', null],
  refused_attempt: ['JOURNAL', null],
  named_key: ['JOURNAL', null],
  standard: ['JOURNAL', 'ORGANISATION'],
  standard_version: ['FACT', 'ORGANISATION'],
  profile: ['JOURNAL', 'ORGANISATION'],
  profile_version: ['FACT', 'ORGANISATION'],
  rule_proposal: ['JOURNAL', 'ORGANISATION'],
  rule_document: ['JOURNAL', 'ORGANISATION'],
  rule_confirmation: ['JOURNAL', 'ORGANISATION'],
  rule_preview: ['DERIVED', 'ORGANISATION'],
  rule_preview_change: ['DERIVED', 'ORGANISATION'],
  person: ['JOURNAL', 'REGISTER'],
  person_version: ['FACT', 'REGISTER'],
  person_number: ['FACT', 'REGISTER'],
  person_death: ['FACT', 'REGISTER'],
  person_merge: ['FACT', 'REGISTER'],
  person_search: ['DERIVED', 'REGISTER'],
  household: ['JOURNAL', 'REGISTER'],
  household_version: ['FACT', 'REGISTER'],
  household_closing: ['FACT', 'REGISTER'],
  household_search: ['DERIVED', 'REGISTER'],
  membership: ['JOURNAL', 'REGISTER'],
  membership_version: ['FACT', 'REGISTER'],
  household_record: ['JOURNAL', 'REGISTER'],
  duplicate_case: ['JOURNAL', 'REGISTER'],
  survey_version: ['FACT', 'REGISTER'],
  employment_version: ['FACT', 'REGISTER'],
  income_version: ['FACT', 'REGISTER'],
  deduction_version: ['FACT', 'REGISTER'],
  expense_version: ['FACT', 'REGISTER'],
  event_version: ['FACT', 'REGISTER'],
  dwelling_version: ['FACT', 'REGISTER'],
  vehicle_version: ['FACT', 'REGISTER'],
  schooling_version: ['FACT', 'REGISTER'],
  dibao_version: ['FACT', 'REGISTER'],
  disbursement_version: ['FACT', 'MONEY'],
  archive_file: ['JOURNAL', 'FILES'],
  archive_file_version: ['FACT', 'FILES'],
  stewardship: ['FACT', 'FILES'],
  assessment_receipt: ['JOURNAL', 'FILES'],
  archive_file_step: ['JOURNAL', 'FILES'],
  archive_national_entry: ['JOURNAL', 'FILES'],
  artefact: ['JOURNAL', null],
  artefact_part: ['JOURNAL', null],
  relief_fund: ['JOURNAL', 'MONEY'],
  relief_fund_state: ['DERIVED', 'MONEY'],
  relief_allocation: ['JOURNAL', 'MONEY'],
  relief_payment: ['JOURNAL', 'MONEY'],
  relief_condition: ['JOURNAL', 'MONEY'],
  relief_batch: ['JOURNAL', 'MONEY'],
  relief_batch_line: ['JOURNAL', 'MONEY'],
  relief_line_detail: ['JOURNAL', 'MONEY'],
  relief_struck_line: ['JOURNAL', 'MONEY'],
  relief_batch_step: ['JOURNAL', 'MONEY'],
  relief_transaction: ['JOURNAL', 'MONEY'],
  relief_account: ['DERIVED', 'MONEY'],
  relief_entry: ['JOURNAL', 'MONEY'],
  relief_closing: ['JOURNAL', 'MONEY'],
  locked_table: ['JOURNAL', 'MONEY'],
  locked_table_file: ['JOURNAL', 'MONEY'],
  locked_table_tie_out: ['JOURNAL', 'MONEY'],
  locked_table_explanation: ['JOURNAL', 'MONEY'],
  locked_table_seal: ['JOURNAL', 'MONEY'],
  stamped_scan: ['JOURNAL', 'MONEY'],
  database_mark: ['JOURNAL', null],
  audit_form: ['JOURNAL', null],
  audit_entry: ['JOURNAL', null],
  audit_checkpoint: ['JOURNAL', null],
  audit_pending: ['OPERATIONAL', null],
  idempotency_key: ['OPERATIONAL', null],
  file_number: ['OPERATIONAL', null],
  masked_read: ['OPERATIONAL', null],
  gateway_nonce: ['OPERATIONAL', null],
  used_link: ['OPERATIONAL', null],
  job_progress: ['OPERATIONAL', null],
  sequencer: ['OPERATIONAL', null],
  area_mark: ['OPERATIONAL', null],
  area_write: ['OPERATIONAL', null],
  decision_span: ['DERIVED', null],
  household_span: ['DERIVED', null],
  decided_household: ['DERIVED', null],
  undecided_household: ['DERIVED', null],
  decision_state: ['DERIVED', null],
  decision_run: ['OPERATIONAL', null],
  decision_write: ['OPERATIONAL', null],
} as const satisfies Readonly<Record<string, readonly [TableClass, Area | null]>>;

export type TableName = keyof typeof TABLES;

const names = Object.keys(TABLES) as readonly TableName[];

export const TABLE_CLASSES = Object.fromEntries(names.map((name) => [name, TABLES[name][0]])) as Readonly<
  Record<TableName, TableClass>
>;

export const TABLE_AREAS = Object.fromEntries(names.map((name) => [name, TABLES[name][1]])) as Readonly<
  Record<TableName, Area | null>
>;

/** The only columns of a fact that may be updated: once, from null. */
export const SUPERSEDING_COLUMN = 'superseded_in';
