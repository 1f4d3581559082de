import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The locked real-name tables (锁定): what was locked, printed, tied out, reviewed, signed and stamped, each written once. */
export class LockedTables1764000015000 implements MigrationInterface {
  readonly name = 'LockedTables1764000015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const TABLES = `
create table locked_table (
  id uuid primary key,
  number text collate "C" not null,
  version integer not null check (version > 0),
  previous_id uuid unique references locked_table,
  union_id uuid not null references trade_union,
  period_from date not null,
  period_to date not null check (period_to > period_from),
  title text not null,
  filter jsonb not null,
  columns text[] not null,
  revision bigint not null,
  content bytea not null references artefact,
  row_marks jsonb not null,
  sums jsonb not null,
  prepared_by uuid not null references staff,
  reviewer_id uuid not null references staff check (reviewer_id <> prepared_by),
  locked_on date not null,
  recorded_in uuid not null references change_log,
  unique (number, version),
  check ((version = 1) = (previous_id is null))
);
create index locked_table_of_union on locked_table (union_id, period_from desc, number);
create table locked_table_file (
  table_id uuid not null references locked_table,
  format text not null check (format in ('XLSX', 'PDF')),
  volume integer not null check (volume > 0),
  file_name text not null,
  content bytea references artefact,
  unprintable jsonb,
  recorded_in uuid not null references change_log,
  primary key (table_id, format, volume),
  check ((content is null) <> (unprintable is null))
);
create table locked_table_tie_out (
  id uuid primary key,
  table_id uuid not null references locked_table,
  place integer not null,
  ledger bytea references artefact,
  content bytea not null references artefact,
  differences integer not null,
  tied_on date not null,
  recorded_in uuid not null references change_log,
  unique (table_id, place)
);
create table locked_table_explanation (
  tie_out_id uuid not null references locked_table_tie_out,
  difference integer not null check (difference > 0),
  explanation text not null,
  explained_by uuid not null references staff,
  explained_on date not null,
  recorded_in uuid not null references change_log,
  primary key (tie_out_id, difference)
);
create table locked_table_seal (
  table_id uuid not null references locked_table,
  act text not null check (act in ('REVIEWED', 'SIGNED')),
  tie_out_id uuid not null references locked_table_tie_out,
  sealed_by uuid not null references staff,
  sealed_on date not null,
  statement text not null,
  key_version integer not null,
  public_key bytea not null,
  signature bytea not null,
  recorded_in uuid not null references change_log,
  primary key (table_id, act)
);
create table stamped_scan (
  id uuid primary key,
  table_id uuid not null references locked_table,
  place integer not null,
  content bytea not null references artefact,
  received_on date not null,
  received_by uuid not null references staff,
  recorded_in uuid not null references change_log,
  unique (table_id, place)
);
`;
