import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What households and persons are found by stands in derived rows of their days. */
export class Lists1764000004000 implements MigrationInterface {
  readonly name = 'Lists1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(PLACING);
    await runner.query(WRITTEN);
    await runner.query('select place_households(array(select id from household))');
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const COLUMNS = `
create index membership_version_person on membership_version (person_id, valid_from) where superseded_in is null;

-- All of it is null on days of which nothing is known of the household; the name, where its worker is no member then.
alter table household_place
  add column region text,
  add column main_cause text,
  add column declared_class text,
  add column migrant boolean,
  add column single_parent boolean,
  add column worker_name text collate "zh-x-icu";

-- The first rows of a union are found in an index alone, whatever narrows the list.
drop index household_place_union;
create index household_place_union
  on household_place (union_id, (coalesce(file_number, '~') collate "C"), household_id)
  include (file_number, valid_from, valid_to, region, main_cause, declared_class, migrant, single_parent, worker_name);
create index household_place_worker_name on household_place (union_id, worker_name, household_id)
  include (valid_from, valid_to, region, main_cause, declared_class, migrant, single_parent)
  where worker_name is not null;

-- The household that each person belongs to and the union that keeps it, over the days on which both are known.
create table person_place (
  person_id uuid not null,
  valid_from date not null,
  valid_to date,
  household_id uuid not null,
  union_id uuid not null,
  primary key (person_id, valid_from) include (valid_to, union_id)
);
create index person_place_household on person_place (household_id);
`;

const PLACING = `
create or replace function place_households(ids uuid[]) returns void language plpgsql as $$
begin
  delete from household_place where household_id = any(ids);
  delete from person_place where household_id = any(ids);
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
  ), stated as (
    select v.anchor_id as id, v.valid_from, v.valid_to, v.worker_id, v.region, v.main_cause, v.declared_class,
      v.migrant, v.single_parent
    from household_version v where v.anchor_id = any(ids) and v.superseded_in is null
  ), named as (
    select s.id, p.name, greatest(s.valid_from, m.valid_from, p.valid_from) as valid_from,
      least(s.valid_to, m.valid_to, p.valid_to) as valid_to
    from stated s
    join membership_version m on m.anchor_id = s.worker_id and m.superseded_in is null
    join person_version p on p.anchor_id = m.person_id and p.superseded_in is null
  ), begins as (
    select id, date '-infinity' as day from live
    union select id, valid_from from kept
    union select id, valid_to from kept where valid_to is not null
    union select id, valid_from from stated
    union select id, valid_to from stated where valid_to is not null
    union select id, valid_from from named
    union select id, valid_to from named where valid_to is not null
  ), days as (
    select l.id, b.day, coalesce(k.union_id, l.union_id) as union_id, l.file_id, l.number, s.region, s.main_cause,
      s.declared_class, s.migrant, s.single_parent, n.name
    from begins b join live l on l.id = b.id
    left join kept k on k.id = b.id and k.valid_from <= b.day and (k.valid_to is null or k.valid_to > b.day)
    left join stated s on s.id = b.id and s.valid_from <= b.day and (s.valid_to is null or s.valid_to > b.day)
    left join named n on n.id = b.id and n.valid_from <= b.day and (n.valid_to is null or n.valid_to > b.day)
  ), spans as (
    select d.*, lag(row(d.union_id, d.region, d.main_cause, d.declared_class, d.migrant, d.single_parent, d.name))
      over (partition by d.id order by d.day)
      is distinct from row(d.union_id, d.region, d.main_cause, d.declared_class, d.migrant, d.single_parent, d.name)
      as begins
    from days d
  )
  insert into household_place (household_id, valid_from, valid_to, union_id, file_id, file_number, region, main_cause,
    declared_class, migrant, single_parent, worker_name)
  select id, day, lead(day) over (partition by id order by day), union_id, file_id, number, region, main_cause,
    declared_class, migrant, single_parent, name
  from spans where begins;
  insert into person_place (person_id, valid_from, valid_to, household_id, union_id)
  select m.person_id, greatest(m.valid_from, k.valid_from), least(m.valid_to, k.valid_to), m.household_id, k.union_id
  from membership_version m
  join household_place k on k.household_id = m.household_id and k.region is not null
    and k.valid_from < coalesce(m.valid_to, date 'infinity') and coalesce(k.valid_to, date 'infinity') > m.valid_from
  where m.household_id = any(ids) and m.superseded_in is null;
end $$;
`;

/** As the triggers of files and stewards do (1764000003000-access); of memberships, by the function of files. */
const WRITTEN = `
create function place_stated_households() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform place_households(array(select distinct anchor_id from written));
  return null;
end $$;
create function place_written_persons() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform place_households(array(
    select distinct v.anchor_id from written
    join membership_version m on m.person_id = written.anchor_id and m.superseded_in is null
    join household_version v on v.anchor_id = m.household_id and v.worker_id = m.anchor_id));
  return null;
end $$;
create trigger place_new_households after insert on household_version referencing new table as written
  for each statement execute function place_stated_households();
create trigger place_changed_households after update on household_version referencing new table as written
  for each statement execute function place_stated_households();
create trigger place_new_members after insert on membership_version referencing new table as written
  for each statement execute function place_written_files();
create trigger place_changed_members after update on membership_version referencing new table as written
  for each statement execute function place_written_files();
create trigger place_new_persons after insert on person_version referencing new table as written
  for each statement execute function place_written_persons();
create trigger place_changed_persons after update on person_version referencing new table as written
  for each statement execute function place_written_persons();
`;
