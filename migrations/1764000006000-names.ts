import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names the derived tables for what they are, indexes by household and by person, and the steward as the glossary does. */
export class Names1764000006000 implements MigrationInterface {
  readonly name = 'Names1764000006000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(INDEXING);
    await runner.query(WRITTEN);
    await runner.query(STEWARDS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const TABLES = `
alter table household_place rename to household_index;
alter index household_place_pkey rename to household_index_pkey;
alter index household_place_union rename to household_index_union;
alter index household_place_worker_name rename to household_index_worker_name;
alter table person_place rename to person_index;
alter index person_place_pkey rename to person_index_pkey;
alter index person_place_household rename to person_index_household;
`;

/** The bodies of functions name tables and functions by texts, which a renaming does not follow. */
const INDEXING = `
create function index_households(ids uuid[]) returns void language plpgsql as $$
begin
  delete from household_index where household_id = any(ids);
  delete from person_index where household_id = any(ids);
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
  insert into household_index (household_id, valid_from, valid_to, union_id, file_id, file_number, region, main_cause,
    declared_class, migrant, single_parent, worker_name)
  select id, day, lead(day) over (partition by id order by day), union_id, file_id, number, region, main_cause,
    declared_class, migrant, single_parent, name
  from spans where begins;
  insert into person_index (person_id, valid_from, valid_to, household_id, union_id)
  select m.person_id, greatest(m.valid_from, k.valid_from), least(m.valid_to, k.valid_to), m.household_id, k.union_id
  from membership_version m
  join household_index k on k.household_id = m.household_id and k.region is not null
    and k.valid_from < coalesce(m.valid_to, date 'infinity') and coalesce(k.valid_to, date 'infinity') > m.valid_from
  where m.household_id = any(ids) and m.superseded_in is null;
end $$;
drop function place_households;
`;

const WRITTEN = `
alter function place_written_households rename to index_written_households;
create or replace function index_written_households() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform index_households(array(select distinct id from written));
  return null;
end $$;
alter function place_written_files rename to index_written_files;
create or replace function index_written_files() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform index_households(array(select distinct household_id from written));
  return null;
end $$;
alter function place_written_stewards rename to index_written_stewards;
create or replace function index_written_stewards() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform index_households(array(
    select distinct f.household_id from written join archive_file f on f.id = written.anchor_id));
  return null;
end $$;
alter function place_stated_households rename to index_stated_households;
create or replace function index_stated_households() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform index_households(array(select distinct anchor_id from written));
  return null;
end $$;
alter function place_written_persons rename to index_written_persons;
create or replace function index_written_persons() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  perform index_households(array(
    select distinct v.anchor_id from written
    join membership_version m on m.person_id = written.anchor_id and m.superseded_in is null
    join household_version v on v.anchor_id = m.household_id and v.worker_id = m.anchor_id));
  return null;
end $$;
alter trigger place_households on household rename to index_households;
alter trigger place_new_files on archive_file_version rename to index_new_files;
alter trigger place_changed_files on archive_file_version rename to index_changed_files;
alter trigger place_new_stewards on stewardship rename to index_new_stewards;
alter trigger place_changed_stewards on stewardship rename to index_changed_stewards;
alter trigger place_new_households on household_version rename to index_new_households;
alter trigger place_changed_households on household_version rename to index_changed_households;
alter trigger place_new_members on membership_version rename to index_new_members;
alter trigger place_changed_members on membership_version rename to index_changed_members;
alter trigger place_new_persons on person_version rename to index_new_persons;
alter trigger place_changed_persons on person_version rename to index_changed_persons;
`;

const STEWARDS = `
drop function keepers;
create function stewards(day date) returns table (household_id uuid, union_id uuid, file_id uuid, file_number text)
language sql stable as $$
  select household_id, union_id, file_id, file_number from household_index
  where valid_from <= day and (valid_to is null or valid_to > day)
$$;
`;
