import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is decided of every household on every day and at every revision, and which households wait to be decided anew. */
export class Decisions1764000016000 implements MigrationInterface {
  readonly name = 'Decisions1764000016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SPANS);
    await runner.query(STATE);
    await runner.query(WRITES);
    for (const [kind, tables] of Object.entries(WRITTEN)) {
      for (const table of tables) await runner.query(triggersOf(table, kind));
    }
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** The slot and household of a span, and the days and revisions on which it holds. */
const RECTANGLE = `
  slot integer not null check (slot in (0, 1)),
  household_id uuid not null,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  known_from bigint not null,
  known_to bigint check (known_to > known_from)
`;

/**
 * A span holds on the days and at the revisions [from, to); without a `to`, on all later ones. A run writes into the slot that
 * is not in force, so that the spans of the run before stay in force until it ends. Below the national level an outcome is null
 * where no local rule is in force.
 */
const SPANS = `
create table decision_span (
  ${RECTANGLE},
  population integer,
  income_fen bigint,
  deductions_fen bigint,
  disposable_fen bigint,
  standard_fen bigint,
  expenses_fen bigint,
  event_costs_fen bigint,
  per_head_fen bigint,
  per_head_after_expenses_fen bigint,
  gap_fen bigint,
  provisional boolean not null,
  facts_digest bytea not null,
  national_outcome text not null,
  national_categories text[] not null,
  national_missing text[] not null,
  municipal_outcome text,
  municipal_categories text[],
  municipal_missing text[],
  county_outcome text,
  county_categories text[],
  county_missing text[],
  enterprise_outcome text,
  enterprise_categories text[],
  enterprise_missing text[],
  primary key (slot, household_id, valid_from, known_from)
);

create table household_span (
  ${RECTANGLE},
  steward_id uuid not null,
  region text not null,
  migrant boolean not null,
  single_parent boolean,
  dibao boolean,
  main_cause text,
  other_causes text[],
  declared_class text,
  members integer not null,
  worker_sex text,
  worker_birth_day date,
  worker_employment text,
  file_id uuid,
  file_state text,
  file_level text,
  file_category text,
  file_class text,
  surveyed_on date,
  last_day_served date,
  primary key (slot, household_id, valid_from, known_from)
);
`;

/**
 * The slot in force, and the revision up to which its spans are complete. \`moment\` counts what was written: a household bears
 * the moment at which its spans were written last.
 */
const STATE = `
create table decision_state (
  id integer primary key check (id = 1),
  slot integer not null check (slot in (0, 1)),
  revision bigint not null,
  rules_revision bigint not null,
  moment bigint not null,
  horizon date not null,
  rulebook text not null
);

create table decided_household (
  slot integer not null check (slot in (0, 1)),
  household_id uuid not null,
  moment bigint not null,
  decided_until date,
  primary key (slot, household_id)
);
create index decided_household_moment on decided_household (slot, moment);
create index decided_household_until on decided_household (slot, decided_until) where decided_until is not null;

create table decision_run (
  id uuid primary key,
  slot integer not null check (slot in (0, 1)),
  revision bigint not null,
  horizon date not null,
  rulebook text not null,
  done_to uuid,
  done bigint not null,
  at timestamptz not null default now()
);
`;

/**
 * The households that a transaction wrote; the row without a household is that of what all decisions rest on: standards, local
 * rules, the tree of unions. Writers never wait for each other, since each transaction has rows of its own.
 */
const WRITES = `
create table decision_write (
  transaction bigint not null,
  household_id uuid,
  unique nulls not distinct (transaction, household_id)
);
create index decision_write_rules on decision_write (transaction) where household_id is null;

create function note_household() returns trigger language plpgsql security definer set search_path = pg_catalog, public
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  households text := case tg_argv[0]
    when 'HOUSEHOLD' then 'select household_id from written'
    when 'ANCHOR' then 'select anchor_id from written'
    when 'FILE' then 'select f.household_id from written w join archive_file f on f.id = w.anchor_id'
    when 'PERSON' then 'select m.household_id from written w join membership_version m on m.person_id = w.anchor_id and m.superseded_in is null'
    else 'select null::uuid from written'
  end;
begin
  execute 'insert into decision_write (transaction, household_id)
    select distinct pg_current_xact_id()::text::bigint, given.id from (' || households || ') as given (id)
    on conflict do nothing';
  return null;
end $$;
`;

/** How the households of a written row are found, with the tables. */
const WRITTEN = {
  HOUSEHOLD: [
    ...['membership_version', 'survey_version', 'employment_version', 'income_version', 'deduction_version'],
    ...[
      'expense_version',
      'event_version',
      'dwelling_version',
      'vehicle_version',
      'schooling_version',
      'dibao_version',
    ],
    ...['archive_file_version', 'disbursement_version'],
  ],
  ANCHOR: ['household_version', 'household_closing'],
  FILE: ['stewardship'],
  PERSON: ['person_version', 'person_death', 'person_merge'],
  RULES: ['standard_version', 'profile_version', 'trade_union_version'],
} as const;

const triggersOf = (table: string, kind: string) => `
create trigger note_new_household after insert on ${table} referencing new table as written
  for each statement execute function note_household('${kind}');
create trigger note_changed_household after update on ${table} referencing new table as written
  for each statement execute function note_household('${kind}');
`;
