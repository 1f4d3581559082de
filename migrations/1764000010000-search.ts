import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What persons and households are searched by, and compared by where one may be on record twice. */
export class Search1764000010000 implements MigrationInterface {
  readonly name = 'Search1764000010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CASES);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/**
 * Both are derived by the platform, since SQL knows neither the key of the tokens nor how names are read. A person has a row for
 * each name that they have or had, a household for each account; one without an account has a row without it.
 */
const TABLES = `
create table person_search (
  person_id uuid not null references person,
  place integer not null,
  name_form text collate "C" not null,
  initials text collate "C" not null,
  birth_day date,
  last_four bytea,
  telephone bytea,
  key_version integer not null,
  primary key (person_id, place)
);
create index person_search_name on person_search (name_form, birth_day);
create index person_search_initials on person_search (initials);
create index person_search_last_four on person_search (last_four);
create table household_search (
  household_id uuid not null references household,
  place integer not null,
  account bytea,
  key_version integer not null,
  primary key (household_id, place)
);
create index household_search_account on household_search (account);
`;

/** What of the person or household was found elsewhere. A finding has one case, however often it is made. */
const CASES = `
alter table duplicate_case add finding text not null default 'IDENTITY_NUMBER'
  check (finding in ('IDENTITY_NUMBER', 'ACCOUNT', 'CONTACT'));
create index duplicate_case_found on duplicate_case (person_id, household_id, union_id);
`;
