import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Local standards and local profiles take two people and a document. A server of the release before reads the versions as ever: what
 * it does not know are columns that may be null or have a default.
 */
export class RuleProposals1764000023000 implements MigrationInterface {
  readonly name = 'RuleProposals1764000023000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROPOSAL);
    await runner.query(VERSIONS);
    await runner.query(PREVIEW);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** Nobody confirms what they proposed: the row of a confirmation names both people. */
const PROPOSAL = `
create table rule_proposal (
  id uuid primary key,
  union_id uuid not null references trade_union,
  kind text not null check (kind in ('STANDARDS', 'PROFILE')),
  content jsonb not null,
  document_number text not null,
  document_title text not null,
  proposed_by uuid not null references staff,
  valid_from date not null,
  valid_to date not null check (valid_to > valid_from),
  recorded_in uuid not null references change_log,
  unique (id, proposed_by)
);

create table rule_document (
  id uuid primary key,
  proposal_id uuid not null references rule_proposal,
  place integer not null check (place >= 1),
  content bytea not null references artefact,
  received_on date not null,
  received_by uuid not null references staff,
  recorded_in uuid not null references change_log,
  unique (proposal_id, place)
);

create table rule_confirmation (
  proposal_id uuid primary key,
  proposed_by uuid not null,
  confirmed_by uuid not null references staff check (confirmed_by <> proposed_by),
  confirmed_on date not null,
  recorded_in uuid not null references change_log,
  foreign key (proposal_id, proposed_by) references rule_proposal (id, proposed_by)
);

create trigger refuse_backdating after insert on rule_proposal referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on rule_document referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on rule_confirmation referencing new table as written
  for each statement execute function refuse_backdating();
`;

/** Versions without a proposal are those that came with the platform. */
const VERSIONS = `
alter table standard_version add column proposal_id uuid references rule_confirmation;
alter table profile_version
  add column proposal_id uuid references rule_confirmation,
  add column forbids text[] not null default '{}' check (forbids <@ array['NEAR_MULTIPLE', 'SUDDEN_MULTIPLE',
    'AREA_PER_HEAD', 'DWELLINGS', 'EXCLUSIONS_OFF']);
`;

/** What a proposal would do, as it was found last. */
const PREVIEW = `
create table rule_preview (
  proposal_id uuid primary key references rule_proposal,
  revision bigint not null,
  first_day date not null,
  window_day date not null,
  households bigint not null
);

create table rule_preview_change (
  proposal_id uuid not null references rule_proposal,
  part text not null check (part in ('FIRST_DAY', 'THROUGH_WINDOW')),
  household_id uuid not null,
  level text not null check (level in ('NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE')),
  outcome_before text check (outcome_before in ('ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE')),
  outcome_after text check (outcome_after in ('ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE')),
  categories_before text[] not null,
  categories_after text[] not null,
  primary key (proposal_id, part, household_id, level)
);
`;
