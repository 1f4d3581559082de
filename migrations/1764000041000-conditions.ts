import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who may receive the money of an allocation: what its documents say, or else what the regulation says (Article 2). A hold is of a
 * payment, which names whom it is for. The checks of the ledger take all transactions of a statement at once, so that a thousand
 * lines cost little more than their rows.
 */
export class Conditions1764000041000 implements MigrationInterface {
  readonly name = 'Conditions1764000041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(ADMISSION);
    await runner.query(CONDITIONS);
    await runner.query(FAULTS);
    await runner.query(FAULTS_AFTER);
    await runner.query(POSTING);
    await runner.query(TRIGGERS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const LEVELS = "array['NATIONAL', 'MUNICIPAL', 'COUNTY', 'ENTERPRISE']";
const CATEGORIES =
  "array['BELOW_STANDARD_UNAIDED', 'BELOW_STANDARD_AIDED', 'NEAR_STANDARD_WITH_CAUSE', 'SUDDEN_HARDSHIP', 'MIGRANT_WORKER']";
const AID_TYPES = "array['LIVING', 'MEDICAL', 'SCHOOLING', 'LEGAL', 'TRAINING', 'JOB_PLACEMENT', 'WARMTH']";

const TABLES = `
-- A payment to a person, with its household and file, whose level and category are kept as they were.
create table relief_payment (
  id uuid primary key,
  person_id uuid not null references person,
  aid_type text not null check (aid_type = any(${AID_TYPES})),
  household_id uuid,
  file_id uuid,
  foreign key (file_id, household_id) references archive_file (id, household_id),
  file_level text check (file_level = any(${LEVELS})),
  file_category text check (file_category = any(${CATEGORIES})),
  recorded_in uuid not null references change_log,
  constraint relief_payment_file check (
    num_nulls(household_id, file_id, file_level) in (0, 3) and (file_category is null or file_id is not null))
);
create index relief_payment_file on relief_payment (file_id);
create index relief_payment_household on relief_payment (household_id);
create index relief_payment_person on relief_payment (person_id);

alter table relief_transaction
  add payment_id uuid references relief_payment,
  add constraint relief_hold_of_payment check ((payment_id is not null) = (kind = 'HOLD' and reverses_id is null));
create index relief_transaction_payment on relief_transaction (payment_id) where payment_id is not null;

-- What a document says of the money of an allocation. It counts from its day on, until a later one does; of two from one day the one
-- that was recorded later counts. The trigger numbers the conditions of an allocation.
create table relief_condition (
  id uuid primary key,
  allocation_id uuid not null references relief_allocation,
  number integer not null,
  starts_on date not null,
  until date check (until >= starts_on),
  levels text[] not null check (levels <@ ${LEVELS}),
  categories text[] check (categories <@ ${CATEGORIES} and categories <> '{}'),
  without_file boolean not null,
  aid_types text[] check (aid_types <@ ${AID_TYPES} and aid_types <> '{}'),
  document_number text not null,
  document_day date not null,
  document_title text not null,
  actor_id uuid not null references staff,
  recorded_in uuid not null references change_log,
  constraint relief_condition_next unique (allocation_id, number),
  constraint relief_admits_somebody check (levels <> '{}' or without_file)
);
`;

const ADMISSION = `
-- The levels of files that money reaches which no document speaks of: central and provincial money the national level, other money
-- the level of the union that got it from outside, and those above (Article 2).
create function relief_preset(source text, holder uuid) returns text[] language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select (${LEVELS})[1:case when source in ('CENTRAL_FINANCE', 'PROVINCIAL_FINANCE') then 1 else
    (select case v.kind when 'MUNICIPAL' then 2 when 'COUNTY' then 3 when 'STREET' then 3 else 4 end
      from trade_union_version v where v.anchor_id = holder and v.superseded_in is null order by v.valid_from desc limit 1) end]
$$;

-- Each allocation with those that its money comes from.
create function relief_lines(allocations uuid[]) returns table (own uuid, allocation_id uuid, from_id uuid) language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  with recursive line as (
    select a.id as own, a.id, a.from_id from relief_allocation a where a.id = any(allocations)
    union all
    select l.own, a.id, a.from_id from line l join relief_allocation a on a.id = l.from_id
  )
  select own, id, from_id from line
$$;

-- The holds and payments among these which an allocation of their money does not admit: what a condition does not say is not admitted.
-- Of a hold that was released, and of a payment that was returned, nothing stands.
create function inadmissible_relief(posted uuid[]) returns table (id uuid, allocation_id uuid) language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  with standing as (
    select t.id, t.day, t.allocation_id, p.aid_type, p.file_level, p.file_category
    from relief_transaction t
    join relief_transaction h on h.id = coalesce(t.follows_id, t.id)
    left join relief_payment p on p.id = h.payment_id
    left join relief_transaction r on r.reverses_id = t.id
    where t.id = any(posted) and t.kind in ('HOLD', 'PAY') and t.reverses_id is null
      and t.amount_fen - coalesce(r.amount_fen, 0) > (
        select coalesce(sum(b.amount_fen - coalesce(c.amount_fen, 0)), 0) from relief_transaction b
        left join relief_transaction c on c.reverses_id = b.id
        where b.follows_id = t.id and b.kind in ('RELEASE', 'RETURN') and b.reverses_id is null)
  )
  select s.id, l.allocation_id
  from standing s
  join relief_lines((select array_agg(distinct allocation_id) from standing)) l on l.own = s.allocation_id
  join relief_allocation a on a.id = l.allocation_id join relief_fund f on f.id = a.fund_id
  left join lateral (
    select c.* from relief_condition c where c.allocation_id = l.allocation_id and c.starts_on <= s.day
    order by c.starts_on desc, c.number desc limit 1
  ) c on true
  where not coalesce(case
    when c.id is not null then
      s.day <= coalesce(c.until, s.day) and s.aid_type = any(coalesce(c.aid_types, array[s.aid_type]))
        and case when s.file_level is null then c.without_file
          else s.file_level = any(c.levels) and coalesce(s.file_category = any(c.categories), c.categories is null) end
    when l.from_id is null then s.file_level = any(relief_preset(f.source, f.union_id))
    else true end, false)
$$;
`;

/** Whoever holds or pays shares the lock of the allocation at the top of its money; whoever records a condition has it alone. */
const CONDITIONS = `
create function relief_condition_locks(allocations uuid[]) returns setof bigint language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select distinct hashtextextended('relief conditions ' || allocation_id, 0) from relief_lines(allocations) where from_id is null order by 1
$$;

create function number_relief_condition() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(k) from (select k from relief_condition_locks(array[new.allocation_id]) k offset 0) as lock;
  if not exists (select from change_log c where c.id = new.recorded_in and c.actor_id = new.actor_id) then
    raise exception 'the actor of a condition is that of its change' using errcode = 'check_violation', constraint = 'relief_actor';
  end if;
  if new.document_day > (clock_timestamp() at time zone 'Asia/Shanghai')::date then
    raise exception 'the document of a condition is of today or before' using errcode = 'check_violation', constraint = 'relief_day_ahead';
  end if;
  new.number := 1 + (select count(*) from relief_condition where allocation_id = new.allocation_id);
  return new;
end $$;

-- What was held or paid stays admitted: a condition that it does not meet comes too late.
create function refuse_late_condition() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    with recursive below as (
      select distinct w.allocation_id as id from written w
      union select a.id from below b join relief_allocation a on a.from_id = b.id
    )
    select from inadmissible_relief((select array_agg(t.id) from below b join relief_transaction t on t.allocation_id = b.id))
  ) then
    raise exception 'a condition does not refuse what was held or paid before it'
      using errcode = 'check_violation', constraint = 'relief_late_condition';
  end if;
  return null;
end $$;
`;

const TODAY = "(clock_timestamp() at time zone 'Asia/Shanghai')::date";

/** The same ladder as before, of all transactions at once, and what payments and conditions add. Their funds are locked. */
const FAULTS = `
drop function fault_of_relief(relief_transaction);
create function faults_of_relief(posted uuid[]) returns setof text language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case
    when not exists (select from change_log c where c.id = w.recorded_in and c.actor_id = w.actor_id
      and c.transaction = pg_current_xact_id()::text::bigint) then 'relief_actor'
    when greatest(w.day, w.document_day) > ${TODAY} then 'relief_day_ahead'
    when exists (select from relief_closing c join relief_fund f on f.union_id = c.union_id
      join relief_allocation b on b.fund_id = f.id
      where c.through >= w.day and (b.id = a.id or (b.id = a.from_id and w.kind in ('ALLOCATE', 'REMIT')))) then 'relief_closed_period'
    when exists (select from relief_transaction t where t.kind = 'ALLOCATE' and t.reverses_id is null and t.day > w.day
      and (t.allocation_id = a.id or (t.allocation_id = a.from_id and w.kind in ('ALLOCATE', 'REMIT')))) then 'relief_before_allocation'
    when w.reverses_id is not null then case
      when o.reverses_id is not null then 'relief_of_reversal'
      when (o.kind, o.allocation_id) is distinct from (w.kind, w.allocation_id)
        or o.follows_id is distinct from w.follows_id or o.day > w.day then 'relief_reversal_differs'
      when w.amount_fen > o.amount_fen then 'relief_beyond_original'
      when o.actor_id = w.actor_id then 'relief_same_person' end
    when w.follows_id is not null and (o.kind <> (case w.kind when 'RETURN' then 'PAY' else 'HOLD' end) or o.reverses_id is not null
      or o.allocation_id <> w.allocation_id or o.day > w.day or (w.kind = 'PAY' and o.ends_on < w.day)) then 'relief_not_forward'
  end
  from relief_transaction w
  join relief_allocation a on a.id = w.allocation_id
  left join relief_transaction o on o.id = coalesce(w.reverses_id, w.follows_id)
  where w.id = any(posted) order by w.id
$$;

-- Whom holds and payments are for: a kind of aid of their fund, and a file as it was recorded on their day.
create function faults_of_payments(posted uuid[]) returns setof text language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case
    when p.aid_type <> f.aid_type then 'relief_other_aid'
    when p.file_id is not null and not exists (
      select from archive_file_version v where v.anchor_id = p.file_id and v.superseded_in is null and v.state = 'RECORDED'
        and v.valid_from <= w.day and (v.valid_to is null or v.valid_to > w.day)
        and v.level = p.file_level and v.category is not distinct from p.file_category) then 'relief_other_file'
  end
  from relief_transaction w
  join relief_transaction h on h.id = coalesce(w.follows_id, w.id)
  join relief_payment p on p.id = h.payment_id
  join relief_allocation a on a.id = w.allocation_id join relief_fund f on f.id = a.fund_id
  where w.id = any(posted) and w.kind in ('HOLD', 'PAY') and w.reverses_id is null
$$;
`;

const FAULTS_AFTER = `
drop function fault_after_relief(relief_transaction);
-- Why what was posted may not stand, by the name of a constraint.
create function faults_after_relief(posted uuid[]) returns setof text language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  with written as materialized (select * from relief_transaction where id = any(posted)),
  touched as (
    select follows_id as id from written where follows_id is not null union select reverses_id from written where reverses_id is not null
  ), followed as (
    select f.follows_id as id, sum(f.amount_fen - coalesce(r.amount_fen, 0)) as fen
    from touched t join relief_transaction f on f.follows_id = t.id and f.reverses_id is null
    left join relief_transaction r on r.reverses_id = f.id group by f.follows_id
  )
  (select 'relief_beyond_original' from followed f join relief_transaction o on o.id = f.id
    left join relief_transaction r on r.reverses_id = o.id where f.fen > o.amount_fen - coalesce(r.amount_fen, 0))
  union all
  (select 'relief_beyond_allocation' from relief_transaction t
    where t.kind in ('ALLOCATE', 'REMIT') and t.allocation_id in (select allocation_id from written where kind in ('ALLOCATE', 'REMIT'))
    group by t.allocation_id having sum(case t.kind when 'REMIT' then 1 else -1 end
      * case when t.reverses_id is null then t.amount_fen else -t.amount_fen end) > 0)
  union all
  (select 'relief_beyond_allocation' from relief_account a
    where a.allocation_id in (select allocation_id from written union
      select b.from_id from written w join relief_allocation b on b.id = w.allocation_id where w.kind = 'ALLOCATE')
    group by a.allocation_id having sum(a.balance_fen) filter (where a.account in ('HELD', 'PAID'))
      > sum(a.balance_fen) filter (where a.account = 'ALLOCATED'))
$$;
`;

const POSTING = `
-- The two accounts of each transaction, as of the allocation itself or of the one that its money comes from.
create function relief_postings(posted uuid[])
returns table (transaction_id uuid, place integer, allocation_id uuid, account text, side text, amount_fen bigint, recorded_in uuid)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select w.id, s.place, case when s.comes then a.from_id else a.id end, s.account,
    case when (s.place = 1) = (w.reverses_id is null) then 'DEBIT' else 'CREDIT' end, w.amount_fen, w.recorded_in
  from relief_transaction w join relief_allocation a on a.id = w.allocation_id
  join (values
    ('ALLOCATE', 1, 'ALLOCATED', null, false), ('ALLOCATE', 2, 'ALLOCATED', true, true), ('ALLOCATE', 2, 'ORIGIN', false, false),
    ('REMIT', 1, 'IN_TRANSIT', null, false), ('REMIT', 2, 'AVAILABLE', true, true), ('REMIT', 2, 'OUTSIDE', false, false),
    ('RECEIVE', 1, 'AVAILABLE', null, false), ('RECEIVE', 2, 'IN_TRANSIT', null, false),
    ('HOLD', 1, 'HELD', null, false), ('HOLD', 2, 'AVAILABLE', null, false),
    ('RELEASE', 1, 'AVAILABLE', null, false), ('RELEASE', 2, 'HELD', null, false),
    ('PAY', 1, 'PAID', null, false), ('PAY', 2, 'HELD', null, false),
    ('RETURN', 1, 'AVAILABLE', null, false), ('RETURN', 2, 'PAID', null, false)
  ) as s (kind, place, account, passed, comes) on s.kind = w.kind and coalesce(s.passed = (a.from_id is not null), true)
  where w.id = any(posted)
$$;

-- Locks the conditions and the funds in the order of their ids, checks all transactions, and posts their entries under the next numbers.
create or replace function post_relief() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  posted uuid[] := (select array_agg(id) from written);
  -- A release or return that is reversed makes what it followed stand again.
  standing uuid[] := (select array_agg(case when kind in ('RELEASE', 'RETURN') then follows_id else id end) from written
    where kind in ('HOLD', 'PAY') or reverses_id is not null);
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the ledger is written under READ COMMITTED, where a lock shows what was committed before it'
      using errcode = 'check_violation', constraint = 'relief_isolation';
  end if;
  if standing is not null then
    perform pg_advisory_xact_lock_shared(k) from (
      select k from relief_condition_locks((select array_agg(distinct allocation_id) from written)) k offset 0) as lock;
  end if;
  perform from relief_fund_state s where s.fund_id in (
      select a.fund_id from relief_postings(posted) o join relief_allocation a on a.id = o.allocation_id)
    order by s.fund_id for update;
  perform refuse_relief(fault) from faults_of_relief(posted) fault where fault is not null;
  if standing is not null then
    perform refuse_relief(fault) from faults_of_payments(standing) fault where fault is not null;
    if exists (select from inadmissible_relief(standing)) then perform refuse_relief('relief_not_admitted'); end if;
  end if;
  insert into relief_account (allocation_id, account, balance_fen)
    select distinct o.allocation_id, o.account, 0 from relief_postings(posted) o
    on conflict do nothing;
  insert into relief_entry (transaction_id, place, fund_id, fund_sequence, allocation_id, account, side, amount_fen,
      balance_after_fen, recorded_in)
    select o.transaction_id, o.place, a.fund_id,
      s.last + row_number() over (partition by a.fund_id order by o.transaction_id, o.place),
      o.allocation_id, o.account, o.side, o.amount_fen,
      b.balance_fen + sum(case o.side when 'DEBIT' then o.amount_fen else -o.amount_fen end)
        over (partition by o.allocation_id, o.account order by o.transaction_id, o.place),
      o.recorded_in
    from relief_postings(posted) o
    join relief_allocation a on a.id = o.allocation_id
    join relief_fund_state s on s.fund_id = a.fund_id
    join relief_account b on b.allocation_id = o.allocation_id and b.account = o.account;
  update relief_account b set balance_fen = b.balance_fen + moved.fen
    from (select e.allocation_id, e.account, sum(case e.side when 'DEBIT' then e.amount_fen else -e.amount_fen end) as fen
      from relief_entry e where e.transaction_id = any(posted) group by 1, 2) as moved
    where b.allocation_id = moved.allocation_id and b.account = moved.account;
  update relief_fund_state s set last = s.last + moved.entries
    from (select e.fund_id, count(*) as entries from relief_entry e where e.transaction_id = any(posted) group by 1) as moved
    where s.fund_id = moved.fund_id;
  perform refuse_relief(fault) from faults_after_relief(posted) fault;
  return null;
end $$;
drop function relief_sides(relief_transaction);

-- The entries of a transaction come in one statement.
create function refuse_unbalanced_entries() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from relief_transaction t join relief_entry e on e.transaction_id = t.id
    where t.id in (select transaction_id from written) group by t.id, t.amount_fen
    having sum(e.amount_fen) filter (where e.side = 'DEBIT') is distinct from t.amount_fen
      or sum(e.amount_fen) filter (where e.side = 'CREDIT') is distinct from t.amount_fen
  ) then
    raise exception 'the entries of a transaction sum to 0' using errcode = 'check_violation', constraint = 'relief_unbalanced';
  end if;
  return null;
end $$;
`;

const TRIGGERS = `
drop trigger refuse_unbalanced on relief_entry;
create trigger refuse_unbalanced after insert on relief_entry referencing new table as written
  for each statement execute function refuse_unbalanced_entries();
create trigger number_relief_condition before insert on relief_condition for each row execute function number_relief_condition();
create trigger refuse_late_condition after insert on relief_condition referencing new table as written
  for each statement execute function refuse_late_condition();
create trigger refuse_backdating after insert on relief_payment referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on relief_condition referencing new table as written
  for each statement execute function refuse_backdating();
`;
