import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What becomes known of persons and households in the course of their lives: a number that is given later or corrected, a
 * death, two persons who are one, a household that is closed. Each is recorded once and superseded once.
 */
export class Lives1764000009000 implements MigrationInterface {
  readonly name = 'Lives1764000009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(NUMBERS);
    await runner.query(LIVES);
    for (const table of ['person_death', 'person_merge', 'household_closing', 'survey_version']) {
      await runner.query(superseding(table));
    }
    for (const table of ['change_household', 'person_number']) await runner.query(notBackdated(table));
    await runner.query(SUPERSEDED_NUMBERS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/**
 * The number with which a person is first recorded stays in their own row too until a later release, for the servers that
 * read it there. A number that was wrong is free for the person whose number it is.
 */
const NUMBERS = `
create table person_number (
  anchor_id uuid not null references person,
  identity bytea not null,
  token bytea not null,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);
insert into person_number (anchor_id, identity, token, recorded_in)
  select id, identity, token, recorded_in from person where identity is not null;
create unique index person_number_live on person_number (anchor_id) where superseded_in is null;
create unique index person_number_token on person_number (token) where superseded_in is null;
create index person_number_past on person_number (token);

alter table person drop constraint person_key_version_token_key;
create index person_key_version on person (key_version, token);

create function number_written_persons() returns trigger language plpgsql as $$
begin
  insert into person_number (anchor_id, identity, token, recorded_in)
    select id, identity, token, recorded_in from written where identity is not null;
  return null;
end $$;
create trigger number_new_persons after insert on person referencing new table as written
  for each statement execute function number_written_persons();
`;

const LIVES = `
create table person_death (
  anchor_id uuid not null references person,
  died_on date not null,
  source text not null check (source in ('CERTIFICATE', 'POLICE', 'CIVIL_AFFAIRS', 'FAMILY', 'VISIT', 'OTHER')),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);
create unique index person_death_live on person_death (anchor_id) where superseded_in is null;

create table person_merge (
  anchor_id uuid not null references person,
  into_id uuid not null references person check (into_id <> anchor_id),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);
create unique index person_merge_live on person_merge (anchor_id) where superseded_in is null;
create index person_merge_into on person_merge (into_id) where superseded_in is null;

create table household_closing (
  anchor_id uuid not null references household,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  reason text not null check (reason in ('LIFTED', 'MOVED_AWAY', 'ALL_DIED', 'DISSOLVED', 'MISTAKE', 'OTHER')),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);
create unique index household_closing_live on household_closing (anchor_id, valid_from) where superseded_in is null;

-- The households that a change is about beside its subject.
create table change_household (
  household_id uuid not null references household,
  recorded_in uuid not null references change_log,
  primary key (household_id, recorded_in)
);
`;

/** As of all facts and journals (1764000000000-foundations); surveys had been left out. */
const notBackdated = (table: string) => `
create trigger refuse_backdating after insert on ${table} referencing new table as written
  for each statement execute function refuse_backdating();
`;
const superseding = (table: string) => `
${notBackdated(table)}
create trigger refuse_second_superseding after update on ${table} referencing old table as before new table as written
  for each statement execute function refuse_second_superseding();
`;

/** A change of keys gives numbers other tokens, and nothing else. */
const SUPERSEDED_NUMBERS = `
create function refuse_second_superseding_of_numbers() returns trigger language plpgsql as $$
begin
  if exists (
    select from before b join written w using (anchor_id, recorded_in)
    left join change_log c on c.id = w.superseded_in
    where b.superseded_in is distinct from w.superseded_in
      and (b.superseded_in is not null or c.transaction is distinct from pg_current_xact_id()::text::bigint)
  ) then
    raise exception '% is superseded once, by a change of its own transaction', tg_table_name
      using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refuse_second_superseding after update on person_number referencing old table as before new table as written
  for each statement execute function refuse_second_superseding_of_numbers();
`;
