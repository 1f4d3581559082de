import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The files, who keeps them, and the decisions that were recorded. */
export class Archive1764000002000 implements MigrationInterface {
  readonly name = 'Archive1764000002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FILES);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const FILES = `
create table file_number (
  region text not null,
  year integer not null,
  last integer not null,
  primary key (region, year)
);

create table archive_file (
  id uuid primary key,
  household_id uuid not null references household,
  number text not null unique check (number ~ '^[0-9]{16}$'),
  recorded_in uuid not null references change_log,
  unique (id, household_id),
  unique (number, household_id)
);
alter table disbursement_version
  add foreign key (file_number, household_id) references archive_file (number, household_id);
create index archive_file_household on archive_file (household_id);

create table archive_file_version (
  anchor_id uuid not null references archive_file,
  household_id uuid not null,
  foreign key (anchor_id, household_id) references archive_file (id, household_id),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  level text not null check (level in ('NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE')),
  category text check (category in ('BELOW_STANDARD_UNAIDED', 'BELOW_STANDARD_AIDED', 'NEAR_STANDARD_WITH_CAUSE',
    'SUDDEN_HARDSHIP', 'MIGRANT_WORKER')),
  hardship_class text check (hardship_class in ('DEEP', 'RELATIVE', 'SUDDEN', 'DIBAO', 'DIBAO_EDGE')),
  state text not null check (state in ('SURVEYED', 'APPLIED', 'PUBLICISED', 'VERIFIED', 'REVIEWED', 'RECORDED',
    'RETURNED', 'LIFTED', 'WITHDRAWN')),
  sealed bytea,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);
create unique index archive_file_version_live on archive_file_version (anchor_id, valid_from)
  where superseded_in is null;
create unique index one_live_file_a_household on archive_file_version (household_id)
  where superseded_in is null and valid_to is null and state not in ('LIFTED', 'WITHDRAWN');

create table stewardship (
  anchor_id uuid not null references archive_file,
  union_id uuid not null references trade_union,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in),
  constraint one_steward_a_file exclude using gist (
    anchor_id with =, daterange(valid_from, valid_to) with &&
  ) where (superseded_in is null)
);
create index stewardship_union on stewardship (union_id);

create table assessment_receipt (
  id uuid primary key,
  household_id uuid not null references household,
  as_of date not null,
  level text not null check (level in ('NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE')),
  revision bigint not null references change_sequence,
  outcome text not null check (outcome in ('ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE')),
  primary_category text,
  categories text[] not null,
  figures jsonb not null,
  missing text[] not null,
  provisional text[] not null,
  rulebook_version text not null,
  facts_digest bytea not null,
  confirmed_by uuid references trade_union,
  confirmation_document text,
  check (provisional = '{}' or (confirmed_by is not null and confirmation_document is not null)),
  recorded_in uuid not null references change_log
);
create index assessment_receipt_household on assessment_receipt (household_id);

call guard_history(array['archive_file', 'archive_file_version', 'stewardship', 'assessment_receipt']);
drop procedure guard_history(text[]);
`;
