// cspell:words functiondef nonnulls
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The steps of a file's procedure (Articles 10 and 15), and files that were refused. A file of before has no steps: it goes on from
 * the state that is on record. A server of the release before opens files and reads them as ever; it knows no step.
 */
export class FileSteps1764000034000 implements MigrationInterface {
  readonly name = 'FileSteps1764000034000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSED);
    await runner.query(STEPS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** A refused file has ended: the household may have another one. */
const REFUSED = `
alter table archive_file_version
  drop constraint archive_file_version_state_check,
  add constraint archive_file_version_state_check check (state in ('SURVEYED', 'APPLIED', 'PUBLICISED', 'VERIFIED', 'REVIEWED',
    'RECORDED', 'RETURNED', 'LIFTED', 'WITHDRAWN', 'REFUSED')),
  drop constraint one_file_a_household_a_day,
  add constraint one_file_a_household_a_day exclude using gist (
    household_id with =, daterange(valid_from, valid_to) with &&
  ) where (superseded_in is null and state not in ('LIFTED', 'WITHDRAWN', 'REFUSED'));
drop index one_live_file_a_household;
create unique index one_live_file_a_household on archive_file_version (household_id)
  where superseded_in is null and valid_to is null and state not in ('LIFTED', 'WITHDRAWN', 'REFUSED');
do $$
declare
  present text := pg_get_functiondef('index_households(uuid[])'::regprocedure);
  taught text := replace(present, $ended$('LIFTED', 'WITHDRAWN')$ended$, $ended$('LIFTED', 'WITHDRAWN', 'REFUSED')$ended$);
begin
  if taught = present then raise exception 'index_households does not say which files have ended'; end if;
  execute taught;
end $$;
`;

/**
 * Steps are numbered without a gap, so that of two people who take the next one at once the constraint lets one through. What the
 * household said, and who objected, is sealed with the household's key.
 */
const STEPS = `
create table archive_file_step (
  id uuid primary key,
  file_id uuid not null references archive_file,
  household_id uuid not null,
  foreign key (file_id, household_id) references archive_file (id, household_id),
  number integer not null check (number between 1 and 1000),
  actor_id uuid not null references staff,
  union_id uuid not null references trade_union,
  from_state text check (from_state in ('SURVEYED', 'APPLIED', 'PUBLICISED', 'VERIFIED', 'REVIEWED', 'RECORDED', 'RETURNED',
    'LIFTED', 'WITHDRAWN', 'REFUSED')),
  to_state text not null check (to_state in ('SURVEYED', 'APPLIED', 'PUBLICISED', 'VERIFIED', 'REVIEWED', 'RECORDED', 'RETURNED',
    'LIFTED', 'WITHDRAWN', 'REFUSED')),
  receipt_id uuid references assessment_receipt check ((receipt_id is not null) = (act in ('PUBLICISE', 'RECORD'))),
  objection_id uuid references archive_file_step check ((objection_id is not null) = (act = 'SETTLE_OBJECTION')),
  act text not null check (act in ('APPLY', 'SURVEY', 'PUBLICISE', 'OBJECT', 'SETTLE_OBJECTION', 'CONCLUDE_PUBLICITY', 'VERIFY',
    'REVIEW', 'RECORD', 'RETURN', 'REFUSE', 'LIFT', 'WITHDRAW', 'DELIVER_NOTICE', 'APPEAL', 'DECIDE_APPEAL', 'SUSPEND', 'RESUME')),
  body text not null check (body in ('FILING', 'SUPERIOR', 'CENTRE')),
  "on" date not null,
  document text,
  until date check (until > "on"),
  check_report text,
  name text,
  unit text,
  category text check (category in ('BELOW_STANDARD_UNAIDED', 'BELOW_STANDARD_AIDED', 'NEAR_STANDARD_WITH_CAUSE',
    'SUDDEN_HARDSHIP', 'MIGRANT_WORKER')),
  visitor_one text,
  visitor_two text,
  signed_by text,
  received_on date,
  outcome text check (outcome in ('UPHELD', 'DISMISSED')),
  withdrawal_reason text check (withdrawal_reason in ('NO_LONGER_ELIGIBLE', 'EXCLUSION_FOUND', 'RECOGNISED_WRONGLY', 'DEATH', 'RETIRED_SOCIALISED',
    'REFUSED_WORK', 'REFUSED_VERIFICATION', 'CONCEALMENT', 'LEFT_FIELD', 'CONTRACT_ENDED', 'EMPLOYED_AGAIN', 'OWN_WISH',
    'SECOND_FILE')),
  recover_from date,
  notice text,
  sealed bytea,
  recorded_in uuid not null references change_log,
  check (num_nonnulls(until, name, unit, category) = case act when 'PUBLICISE' then 4 else 0 end),
  check (num_nonnulls(outcome) = case when act in ('SETTLE_OBJECTION', 'DECIDE_APPEAL') then 1 else 0 end),
  check (num_nonnulls(withdrawal_reason) = case act when 'WITHDRAW' then 1 else 0 end),
  constraint next_step_of_a_file unique (file_id, number)
);
create index archive_file_step_household on archive_file_step (household_id);
create trigger refuse_backdating after insert on archive_file_step referencing new table as written
  for each statement execute function refuse_backdating();
`;
