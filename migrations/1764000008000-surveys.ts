import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Surveys, and which of them incomes, deductions, expenses and spells of employment belong to. What is on record belongs to
 * none: nobody has said on which day it was surveyed.
 */
export class Surveys1764000008000 implements MigrationInterface {
  readonly name = 'Surveys1764000008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SURVEYS);
    for (const table of ['employment_version', 'income_version', 'deduction_version', 'expense_version']) {
      await runner.query(ofSurvey(table));
    }
    await runner.query(SPELLS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** Two surveys may state records of one key: the anchors of a survey's records are its own. */
const SURVEYS = `
alter table household_record drop constraint household_record_kind_check;
alter table household_record add constraint household_record_kind_check check (kind in ('surveys', 'employment', 'incomes',
  'deductions', 'expenses', 'events', 'dwellings', 'vehicles', 'schooling', 'dibao', 'disbursements'));
alter table household_record add survey_id uuid references household_record;
alter table household_record drop constraint household_record_household_id_kind_key_key;
alter table household_record add constraint household_record_key unique nulls not distinct (household_id, kind, key, survey_id);

create table survey_version (
  anchor_id uuid not null references household_record,
  household_id uuid not null references household,
  surveyed_on date not null,
  way text not null check (way in ('VISIT', 'CLEAN_UP')),
  visitor_one text,
  visitor_two text,
  signed_by text,
  sealed bytea,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);
create unique index survey_version_live on survey_version (anchor_id) where superseded_in is null;
create unique index one_survey_a_day on survey_version (household_id, surveyed_on) where superseded_in is null;
create index survey_version_household on survey_version (household_id, surveyed_on);
`;

const ofSurvey = (table: string) => `
alter table ${table} add survey_id uuid references household_record;
alter table ${table} add added_on date check (added_on is null or survey_id is not null);
`;

const SPELLS = `
alter table employment_version add ended_on date;
alter table employment_version add stated_to date;
`;
