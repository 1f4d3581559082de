import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may see what: grants that wait for a second person, workers' own logins, the audit of sensitive reads. */
export class Access1764000003000 implements MigrationInterface {
  readonly name = 'Access1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ACCESS);
    await runner.query(TERRITORY);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const ACCESS = `
create table grant_proposal (
  id uuid primary key,
  staff_id uuid not null references staff,
  role text not null check (role in ('UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST', 'FINANCE_OFFICER',
    'STATISTICIAN', 'PARTNER_SYSTEM', 'AUDITOR', 'ADMINISTRATOR')),
  union_id uuid not null references trade_union,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  proposed_by uuid not null references staff,
  recorded_in uuid not null references change_log
);
create index grant_proposal_staff on grant_proposal (staff_id);
create index staff_grant_staff on staff_grant (staff_id);

alter table staff_grant_version add check (granted_by <> confirmed_by);

create table worker_login_version (
  anchor_id uuid not null references person,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  issuer text not null,
  subject text not null,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in),
  constraint one_worker_a_login exclude using gist (
    issuer with =, subject with =, daterange(valid_from, valid_to) with &&
  ) where (superseded_in is null)
);
create unique index worker_login_version_live on worker_login_version (anchor_id, valid_from)
  where superseded_in is null;

drop index staff_version_subject;
alter table staff_version add constraint one_member_a_login exclude using gist (
  issuer with =, subject with =, daterange(valid_from, valid_to) with &&
) where (superseded_in is null);

create table sensitive_read (
  id uuid primary key,
  at timestamptz not null default clock_timestamp(),
  staff_id uuid references staff,
  person_id uuid references person,
  check ((staff_id is null) <> (person_id is null)),
  operation text,
  purpose text not null,
  subjects jsonb not null,
  trace text not null
);
create index sensitive_read_at on sensitive_read (at);

-- Somebody whom one union was to record and who is on file with another: for the common superior to settle.
create table duplicate_case (
  id uuid primary key,
  number text not null unique,
  staff_id uuid not null references staff,
  person_id uuid not null references person,
  household_id uuid not null references household,
  union_id uuid not null references trade_union,
  superior_id uuid references trade_union,
  found_on date not null,
  recorded_in uuid not null references change_log
);
create index duplicate_case_staff on duplicate_case (staff_id, found_on);

create table masked_read (
  viewer_id uuid not null,
  hour timestamptz not null,
  persons bigint not null,
  primary key (viewer_id, hour)
);

create table gateway_nonce (
  gateway text not null,
  nonce text not null,
  expires_at timestamptz not null,
  primary key (gateway, nonce)
);
create index gateway_nonce_expires_at on gateway_nonce (expires_at);

create trigger refuse_backdating after insert on duplicate_case referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on grant_proposal referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on worker_login_version referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_second_superseding after update on worker_login_version
  referencing old table as before new table as written
  for each statement execute function refuse_second_superseding();
`;

const TERRITORY = `
-- Where each household is kept, over the days on which it is: derived from its live file and that file's steward, else
-- from the union that recorded it. Lists are found and sorted by it.
create table household_place (
  household_id uuid not null,
  valid_from date not null,
  valid_to date,
  union_id uuid not null,
  file_id uuid,
  file_number text,
  primary key (household_id, valid_from)
);
create index household_place_union on household_place (union_id, (coalesce(file_number, '~') collate "C"), household_id);

create function place_households(ids uuid[]) returns void language sql as $$
  delete from household_place where household_id = any(ids);
  with live as (
    select h.id, h.union_id, f.anchor_id as file_id, a.number
    from household h
    left join archive_file_version f on f.household_id = h.id and f.superseded_in is null and f.valid_to is null
      and f.state not in ('LIFTED', 'WITHDRAWN')
    left join archive_file a on a.id = f.anchor_id
    where h.id = any(ids)
  ), kept as (
    select l.id, s.union_id, s.valid_from, s.valid_to
    from live l join stewardship s on s.anchor_id = l.file_id and s.superseded_in is null
  ), begins as (
    select id, date '-infinity' as day from live
    union select id, valid_from from kept
    union select id, valid_to from kept where valid_to is not null
  ), spans as (
    select l.id, b.day, coalesce(k.union_id, l.union_id) as union_id, l.file_id, l.number,
      lag(coalesce(k.union_id, l.union_id)) over (partition by l.id order by b.day) as before
    from begins b join live l on l.id = b.id
    left join kept k on k.id = b.id and k.valid_from <= b.day and (k.valid_to is null or k.valid_to > b.day)
  )
  insert into household_place (household_id, valid_from, valid_to, union_id, file_id, file_number)
  select id, day, lead(day) over (partition by id order by day), union_id, file_id, number
  from spans where before is distinct from union_id;
$$;

create function place_written_households() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform place_households(array(select distinct id from written));
  return null;
end $$;
create function place_written_files() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform place_households(array(select distinct household_id from written));
  return null;
end $$;
create function place_written_stewards() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform place_households(array(
    select distinct f.household_id from written join archive_file f on f.id = written.anchor_id));
  return null;
end $$;
create trigger place_households after insert on household referencing new table as written
  for each statement execute function place_written_households();
create trigger place_new_files after insert on archive_file_version referencing new table as written
  for each statement execute function place_written_files();
create trigger place_changed_files after update on archive_file_version referencing new table as written
  for each statement execute function place_written_files();
create trigger place_new_stewards after insert on stewardship referencing new table as written
  for each statement execute function place_written_stewards();
create trigger place_changed_stewards after update on stewardship referencing new table as written
  for each statement execute function place_written_stewards();
select place_households(array(select id from household));

-- The union that keeps each household on a day: the steward of its live file, else the union that recorded it.
create function keepers(today date) returns table (household_id uuid, union_id uuid, file_id uuid, file_number text)
language sql stable as $$
  select household_id, union_id, file_id, file_number from household_place
  where valid_from <= today and (valid_to is null or valid_to > today)
$$;
`;
