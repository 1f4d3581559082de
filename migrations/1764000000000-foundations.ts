import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happened and in which order; who acts; the unions, the divisions and their standards. */
export class Foundations1764000000000 implements MigrationInterface {
  readonly name = 'Foundations1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHANGES);
    await runner.query(SUPERSEDING);
    await runner.query(ORGANISATION);
    await runner.query(STANDARDS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const CHANGES = `
create extension if not exists btree_gist;

create table change_log (
  id uuid primary key,
  transaction bigint not null default pg_current_xact_id()::text::bigint,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid not null,
  action text not null,
  subject_kind text not null,
  subject_id uuid not null,
  purpose text not null
);
create index change_log_transaction on change_log (transaction);
create index change_log_subject on change_log (subject_id);

create table change_sequence (
  number bigint primary key,
  change_id uuid not null unique references change_log,
  sealed_at timestamptz not null
);
create index change_sequence_sealed_at on change_sequence (sealed_at);

create table sequencer (
  id integer primary key check (id = 1),
  last bigint not null,
  horizon bigint not null
);
insert into sequencer values (1, 0, pg_current_xact_id()::text::bigint);

-- Numbers every committed change once, densely. Below the snapshot's xmin no transaction is still under way, so no row
-- can appear there later; what was sealed before lies below the horizon of that time.
create function seal_changes() returns bigint language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  before sequencer;
  reached bigint;
  added bigint;
begin
  select * into before from sequencer where id = 1 for update;
  reached := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  if reached >= before.horizon then
    insert into change_sequence (number, change_id, sealed_at)
      select before.last + row_number() over (order by transaction, id), id, clock_timestamp()
      from change_log c where transaction >= before.horizon and transaction < reached
        and not exists (select from change_sequence s where s.change_id = c.id);
  else
    -- Restored into a cluster that counts its transactions anew.
    insert into change_sequence (number, change_id, sealed_at)
      select before.last + row_number() over (order by at, id), id, clock_timestamp()
      from change_log c where (transaction < reached or transaction >= before.horizon)
        and not exists (select from change_sequence s where s.change_id = c.id);
  end if;
  get diagnostics added = row_count;
  if added > 0 then
    update sequencer set last = before.last + added, horizon = reached where id = 1;
  end if;
  return before.last + added;
end $$;

create table idempotency_key (
  actor_id uuid not null,
  key text not null check (length(key) between 1 and 200),
  digest bytea not null,
  answer jsonb not null,
  expires_at timestamptz not null default now() + interval '30 days',
  primary key (actor_id, key)
);

create table job_progress (
  job_id uuid primary key,
  done bigint not null,
  total bigint,
  at timestamptz not null default now()
);

create table database_mark (mark text primary key check (mark in ('SAMPLE')), at timestamptz not null default now());
`;

const SUPERSEDING = `
-- A row may only say that it was recorded in a change of its own transaction: nobody writes into yesterday.
create function refuse_backdating() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if exists (
    select from (select distinct recorded_in from written) as given
    left join change_log c on c.id = given.recorded_in
    where c.transaction is distinct from pg_current_xact_id()::text::bigint
  ) then
    raise exception '% is recorded in a change of its own transaction', tg_table_name using errcode = 'check_violation';
  end if;
  return null;
end $$;

-- A fact is superseded once, by a change of the same transaction, and is otherwise never touched.
create function refuse_second_superseding() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if exists (select from before where superseded_in is not null) or exists (
    select from (select distinct superseded_in from written) as given
    left join change_log c on c.id = given.superseded_in
    where c.transaction is distinct from pg_current_xact_id()::text::bigint
  ) then
    raise exception '% is superseded once, by a change of its own transaction', tg_table_name
      using errcode = 'check_violation';
  end if;
  return null;
end $$;

create procedure guard_history(tables text[]) language plpgsql as $$
declare
  name text;
begin
  foreach name in array tables loop
    execute format('create trigger refuse_backdating after insert on %I referencing new table as written
      for each statement execute function refuse_backdating()', name);
    if name ~ '(_version|stewardship)$' then
      execute format('create trigger refuse_second_superseding after update on %I
        referencing old table as before new table as written
        for each statement execute function refuse_second_superseding()', name);
    end if;
  end loop;
end $$;
`;

const ORGANISATION = `
create table region (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null,
  parent_code text references region,
  recorded_in uuid not null references change_log
);

create table trade_union (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9-]{1,40}$'),
  recorded_in uuid not null references change_log
);

create table trade_union_version (
  anchor_id uuid not null references trade_union,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  parent_id uuid references trade_union,
  name text not null,
  kind text not null check (kind in ('MUNICIPAL', 'COUNTY', 'STREET', 'INDUSTRY', 'EMPLOYER')),
  region text not null references region,
  has_centre boolean not null,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);
create unique index trade_union_version_live on trade_union_version (anchor_id, valid_from) where superseded_in is null;

create table union_closure (
  ancestor_id uuid not null references trade_union,
  descendant_id uuid not null references trade_union,
  depth integer not null check (depth >= 0),
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  primary key (ancestor_id, descendant_id, valid_from)
);
create index union_closure_descendant on union_closure (descendant_id, ancestor_id);

create table staff (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Za-z0-9._@-]{1,80}$'),
  recorded_in uuid not null references change_log
);
alter table change_log add foreign key (actor_id) references staff deferrable initially deferred;
alter table idempotency_key add foreign key (actor_id) references staff;

create table staff_version (
  anchor_id uuid not null references staff,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  name text not null,
  issuer text,
  subject text,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);
create unique index staff_version_live on staff_version (anchor_id, valid_from) where superseded_in is null;
create unique index staff_version_subject on staff_version (issuer, subject)
  where superseded_in is null and valid_to is null;

create table staff_grant (
  id uuid primary key,
  staff_id uuid not null references staff,
  recorded_in uuid not null references change_log
);

create table staff_grant_version (
  anchor_id uuid not null references staff_grant,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  role text not null check (role in ('UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST', 'FINANCE_OFFICER',
    'STATISTICIAN', 'PARTNER_SYSTEM', 'AUDITOR', 'ADMINISTRATOR')),
  union_id uuid not null references trade_union,
  granted_by uuid not null references staff,
  confirmed_by uuid not null references staff,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);
create unique index staff_grant_version_live on staff_grant_version (anchor_id, valid_from) where superseded_in is null;

call guard_history(array['region', 'trade_union', 'trade_union_version', 'staff', 'staff_version', 'staff_grant',
  'staff_grant_version']);
`;

const STANDARDS = `
create table standard (
  id uuid primary key,
  kind text not null check (kind in ('DIBAO', 'MINIMUM_WAGE', 'RURAL_INCOME')),
  region text not null check (region ~ '^[0-9]{6}$'),
  starts_on date not null,
  recorded_in uuid not null references change_log,
  unique (kind, region, starts_on)
);

create table standard_version (
  anchor_id uuid not null references standard,
  amount_fen bigint not null check (amount_fen between 0 and 99999999999),
  status text not null check (status in ('PUBLISHED', 'PROVISIONAL')),
  source text not null,
  known_until date,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);
create unique index standard_version_live on standard_version (anchor_id) where superseded_in is null;

create table profile (
  id uuid primary key,
  union_id uuid not null references trade_union,
  level text not null check (level in ('MUNICIPAL', 'COUNTY', 'ENTERPRISE')),
  recorded_in uuid not null references change_log,
  unique (union_id, level)
);

create table profile_version (
  anchor_id uuid not null references profile,
  valid_from date not null,
  valid_to date check (valid_to > valid_from),
  document text not null,
  near_multiple integer check (near_multiple > 0),
  sudden_multiple integer check (sudden_multiple > 0),
  area_per_head bigint check (area_per_head > 0),
  dwellings integer check (dwellings >= 1),
  exclusions_off text[] not null check (exclusions_off <@ array['TWO_DWELLINGS', 'LARGE_DWELLING',
    'COMMERCIAL_PROPERTY', 'RUNS_BUSINESS', 'COSTLY_SCHOOLING', 'VEHICLES', 'REFUSED_VERIFICATION', 'REFUSED_WORK',
    'CONCEALMENT', 'RETIRED_SOCIALISED']),
  check (near_multiple <= sudden_multiple),
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, valid_from, recorded_in)
);
create unique index profile_version_live on profile_version (anchor_id, valid_from) where superseded_in is null;

call guard_history(array['standard', 'standard_version', 'profile', 'profile_version']);
`;
