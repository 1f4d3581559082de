import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who looked can be asked for: reads by their subjects, and refused attempts. The trigger writes the subjects, so that a
 * server of the release before writes them too; it records no refused attempts.
 */
export class WhoLooked1764000025000 implements MigrationInterface {
  readonly name = 'WhoLooked1764000025000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SUBJECTS);
    await runner.query(REFUSED);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** One row for each person and household that an answer showed, in the transaction of the read itself. */
const SUBJECTS = `
create table sensitive_read_subject (
  at timestamptz not null,
  read_id uuid not null references sensitive_read on delete cascade,
  subject_id uuid not null,
  kind text not null check (kind in ('Person', 'Household')),
  fields text[] not null,
  staff_id uuid,
  person_id uuid,
  check ((staff_id is null) <> (person_id is null)),
  primary key (at, read_id, subject_id)
);
create function insert_read_subjects() returns trigger language plpgsql as $$
begin
  insert into sensitive_read_subject (at, read_id, subject_id, kind, fields, staff_id, person_id)
  select r.at, r.id, s.id, s.kind, s.fields, r.staff_id, r.person_id
  from written r cross join lateral jsonb_to_recordset(r.subjects) as s (kind text, id uuid, fields text[]);
  return null;
end $$;
insert into sensitive_read_subject (at, read_id, subject_id, kind, fields, staff_id, person_id)
select r.at, r.id, s.id, s.kind, s.fields, r.staff_id, r.person_id
from sensitive_read r cross join lateral jsonb_to_recordset(r.subjects) as s (kind text, id uuid, fields text[]);
create trigger insert_read_subjects after insert on sensitive_read referencing new table as written
  for each statement execute function insert_read_subjects();
create index sensitive_read_subject_subject on sensitive_read_subject (subject_id, at, read_id);
create index sensitive_read_subject_staff on sensitive_read_subject (staff_id, at, read_id, subject_id)
  where staff_id is not null;
create index masked_read_hour on masked_read (hour, viewer_id);
create index duplicate_case_superior on duplicate_case (superior_id, id);
`;

/** Attempts that were refused: repeats of one sender are counted, so that nobody fills the table. */
const REFUSED = `
create table refused_attempt (
  id uuid primary key,
  at timestamptz not null,
  last_at timestamptz not null,
  times bigint not null check (times > 0),
  kind text not null,
  code text not null,
  field text,
  operation text,
  staff_id uuid references staff,
  person_id uuid references person,
  gateway text,
  trace text not null,
  check (last_at >= at),
  check (staff_id is null or person_id is null)
);
create index refused_attempt_at on refused_attempt (at, id);
create index refused_attempt_staff on refused_attempt (staff_id, at, id) where staff_id is not null;
create index refused_attempt_person on refused_attempt (person_id, at, id) where person_id is not null;
`;
