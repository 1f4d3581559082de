import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The ledger of relief money (资金台账): double entry in fen. The application writes transactions; the database alone posts their
 * entries, so that no code can post others. Nothing of it is altered: a reversal is a transaction of its own.
 */
export class Ledger1764000040000 implements MigrationInterface {
  readonly name = 'Ledger1764000040000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(GUARDS);
    await runner.query(CHECKS);
    await runner.query(POSTING);
    await runner.query(TRIGGERS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const TABLES = `
create table relief_fund (
  id uuid primary key,
  union_id uuid not null references trade_union,
  source text not null check (source in ('CENTRAL_FINANCE', 'PROVINCIAL_FINANCE', 'LOCAL_FINANCE', 'UNION_FUNDS', 'DONATION',
    'INTEREST', 'OTHER')),
  sub_fund text not null check (sub_fund in ('ASSISTANCE', 'WARMTH', 'WOMEN_CARE', 'OTHER')),
  fund_year integer not null check (fund_year between 2000 and 2100),
  aid_type text check (aid_type in ('LIVING', 'MEDICAL', 'SCHOOLING', 'LEGAL', 'TRAINING', 'JOB_PLACEMENT', 'WARMTH')),
  recorded_in uuid not null references change_log,
  constraint relief_fund_once unique nulls not distinct (union_id, source, sub_fund, fund_year, aid_type)
);

-- Its row is the lock of the fund: whoever posts to it takes the next numbers of its sequence.
create table relief_fund_state (
  fund_id uuid primary key references relief_fund,
  last bigint not null
);

create table relief_allocation (
  id uuid primary key,
  fund_id uuid not null references relief_fund,
  from_id uuid references relief_allocation,
  recorded_in uuid not null references change_log
);
create index relief_allocation_fund on relief_allocation (fund_id);
create index relief_allocation_from on relief_allocation (from_id);

create table relief_transaction (
  id uuid primary key,
  kind text not null check (kind in ('ALLOCATE', 'REMIT', 'RECEIVE', 'HOLD', 'RELEASE', 'PAY', 'RETURN')),
  allocation_id uuid not null references relief_allocation,
  follows_id uuid references relief_transaction,
  reverses_id uuid references relief_transaction,
  amount_fen bigint not null check (amount_fen between 1 and 99999999999),
  day date not null,
  document_number text,
  document_day date,
  document_title text,
  reason text,
  ends_on date,
  actor_id uuid not null references staff,
  key text,
  digest bytea,
  recorded_in uuid not null references change_log,
  constraint relief_key_once unique (actor_id, key),
  constraint relief_reversed_once unique (reverses_id),
  constraint relief_key_digest check ((key is null) = (digest is null)),
  constraint relief_document check (
    num_nulls(document_number, document_day, document_title) = case
      when reverses_id is null and kind in ('ALLOCATE', 'REMIT', 'RECEIVE') then 0 else 3 end),
  constraint relief_reason check ((reason is not null) = (reverses_id is not null or kind in ('RELEASE', 'RETURN'))),
  constraint relief_follows check ((follows_id is not null) = (kind in ('RELEASE', 'PAY', 'RETURN'))),
  constraint relief_hold_ends check (
    (ends_on is not null) = (kind = 'HOLD' and reverses_id is null) and ends_on >= day)
);
create unique index relief_allocated_once on relief_transaction (allocation_id) where kind = 'ALLOCATE' and reverses_id is null;
create index relief_transaction_allocation on relief_transaction (allocation_id, kind);
create index relief_transaction_follows on relief_transaction (follows_id) where follows_id is not null;

-- The cached balance of each account of an allocation: debits less credits.
create table relief_account (
  allocation_id uuid not null references relief_allocation,
  account text not null,
  balance_fen bigint not null,
  primary key (allocation_id, account)
);

create table relief_entry (
  transaction_id uuid not null references relief_transaction,
  place integer not null check (place > 0),
  fund_id uuid not null references relief_fund,
  fund_sequence bigint not null check (fund_sequence > 0),
  allocation_id uuid not null references relief_allocation,
  account text not null check (account in ('ALLOCATED', 'ORIGIN', 'IN_TRANSIT', 'OUTSIDE', 'AVAILABLE', 'HELD', 'PAID')),
  side text not null check (side in ('DEBIT', 'CREDIT')),
  amount_fen bigint not null constraint relief_entry_amount check (amount_fen > 0),
  balance_after_fen bigint not null,
  recorded_in uuid not null references change_log,
  primary key (transaction_id, place),
  constraint relief_entry_sequence unique (fund_id, fund_sequence),
  constraint relief_overdrawn check (
    case when account in ('ORIGIN', 'OUTSIDE') then balance_after_fen <= 0 else balance_after_fen >= 0 end)
);
create index relief_entry_account on relief_entry (allocation_id, account);

-- What a union has closed (结账). The trigger fills in the last numbers of its funds.
create table relief_closing (
  union_id uuid not null references trade_union,
  through date not null,
  lasts jsonb not null,
  recorded_in uuid not null references change_log,
  primary key (union_id, through)
);
`;

const GUARDS = `
create function open_relief_fund() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into relief_fund_state (fund_id, last) values (new.id, 0);
  return null;
end $$;
create trigger open_relief_fund after insert on relief_fund for each row execute function open_relief_fund();

-- Money that is passed down keeps its source, sub-fund and year; it may be narrowed to a kind of aid.
create function refuse_other_money() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (
    select from written w join relief_fund f on f.id = w.fund_id
    join relief_allocation a on a.id = w.from_id join relief_fund p on p.id = a.fund_id
    where (f.source, f.sub_fund, f.fund_year) <> (p.source, p.sub_fund, p.fund_year)
      or (p.aid_type is not null and p.aid_type is distinct from f.aid_type) or f.union_id = p.union_id
  ) then
    raise exception 'what is passed down is of the source, sub-fund and year of its allocation'
      using errcode = 'check_violation', constraint = 'relief_other_money';
  end if;
  return null;
end $$;
create trigger refuse_other_money after insert on relief_allocation referencing new table as written
  for each statement execute function refuse_other_money();

-- Whoever creates a fund of the union holds its row, and whoever posts holds the rows of its funds: nothing slips in between.
create function refuse_reopening() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from trade_union where id = new.union_id for update;
  perform from relief_fund_state where fund_id in (select id from relief_fund where union_id = new.union_id)
    order by fund_id for update;
  if new.through >= (clock_timestamp() at time zone 'Asia/Shanghai')::date or exists (
    select from relief_closing where union_id = new.union_id and through >= new.through
  ) then
    raise exception 'a period is closed once it is over, and none before one that is closed'
      using errcode = 'check_violation', constraint = 'relief_closed_period';
  end if;
  new.lasts := (select coalesce(jsonb_object_agg(s.fund_id, s.last), '{}') from relief_fund_state s
    join relief_fund f on f.id = s.fund_id where f.union_id = new.union_id);
  return new;
end $$;
create trigger refuse_reopening before insert on relief_closing for each row execute function refuse_reopening();

create function refuse_unbalanced() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  posted uuid;
begin
  if tg_table_name = 'relief_entry' then posted := new.transaction_id; else posted := new.id; end if;
  if not exists (
    select from relief_transaction t join relief_entry e on e.transaction_id = t.id
    where t.id = posted group by t.id
    having count(*) >= 2
      and sum(e.amount_fen) filter (where e.side = 'DEBIT') = t.amount_fen
      and sum(e.amount_fen) filter (where e.side = 'CREDIT') = t.amount_fen
  ) then
    raise exception 'the entries of a transaction sum to 0' using errcode = 'check_violation', constraint = 'relief_unbalanced';
  end if;
  return null;
end $$;
create constraint trigger refuse_unbalanced after insert on relief_transaction deferrable initially deferred
  for each row execute function refuse_unbalanced();
create constraint trigger refuse_unbalanced after insert on relief_entry deferrable initially deferred
  for each row execute function refuse_unbalanced();
`;

/** Why a transaction may not be posted, by the name of a constraint; null if it may. Its funds are locked. */
const CHECKS = `
create function fault_of_relief(w relief_transaction) returns text language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
declare
  allocation relief_allocation;
  target relief_transaction;
begin
  if not exists (select from change_log c where c.id = w.recorded_in and c.actor_id = w.actor_id
      and c.transaction = pg_current_xact_id()::text::bigint) then
    return 'relief_actor';
  end if;
  if greatest(w.day, w.document_day) > (clock_timestamp() at time zone 'Asia/Shanghai')::date then
    return 'relief_day_ahead';
  end if;
  select * into allocation from relief_allocation where id = w.allocation_id;
  if exists (select from relief_closing c join relief_fund f on f.union_id = c.union_id
      join relief_allocation a on a.fund_id = f.id
      where c.through >= w.day and (a.id = allocation.id or (a.id = allocation.from_id and w.kind in ('ALLOCATE', 'REMIT')))) then
    return 'relief_closed_period';
  end if;
  if exists (select from relief_transaction t where t.kind = 'ALLOCATE' and t.reverses_id is null and t.day > w.day
      and (t.allocation_id = allocation.id or (t.allocation_id = allocation.from_id and w.kind in ('ALLOCATE', 'REMIT')))) then
    return 'relief_before_allocation';
  end if;
  if w.reverses_id is not null then
    select * into target from relief_transaction where id = w.reverses_id;
    if target.reverses_id is not null then return 'relief_of_reversal'; end if;
    if (target.kind, target.allocation_id) is distinct from (w.kind, w.allocation_id)
        or target.follows_id is distinct from w.follows_id or target.day > w.day then
      return 'relief_reversal_differs';
    end if;
    if w.amount_fen > target.amount_fen then return 'relief_beyond_original'; end if;
    if target.actor_id = w.actor_id then return 'relief_same_person'; end if;
  elsif w.follows_id is not null then
    select * into target from relief_transaction where id = w.follows_id;
    if target.kind <> (case w.kind when 'RETURN' then 'PAY' else 'HOLD' end) or target.reverses_id is not null
        or target.allocation_id <> w.allocation_id or target.day > w.day
        or (w.kind = 'PAY' and target.ends_on < w.day) then
      return 'relief_not_forward';
    end if;
  end if;
  return null;
end $$;

-- What a transaction has left of itself: its amount less what reverses it.
create function left_of_relief(uuid) returns bigint language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select t.amount_fen - coalesce((select r.amount_fen from relief_transaction r where r.reverses_id = t.id), 0)
  from relief_transaction t where t.id = $1
$$;

-- Why what was posted may not stand, by the name of a constraint.
create function fault_after_relief(w relief_transaction) returns text language plpgsql
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from (values (w.follows_id), (w.reverses_id)) as touched (id)
      where (select sum(left_of_relief(f.id)) from relief_transaction f
        where f.follows_id = touched.id and f.reverses_id is null) > left_of_relief(touched.id)) then
    return 'relief_beyond_original';
  end if;
  if (select sum(case when kind = 'REMIT' then 1 else -1 end * case when reverses_id is null then amount_fen else -amount_fen end)
      from relief_transaction where allocation_id = w.allocation_id and kind in ('ALLOCATE', 'REMIT')) > 0 then
    return 'relief_beyond_allocation';
  end if;
  if exists (select from relief_account a
      where a.allocation_id in (select w.allocation_id union all
        select from_id from relief_allocation where id = w.allocation_id and w.kind = 'ALLOCATE')
      group by a.allocation_id
      having sum(a.balance_fen) filter (where a.account in ('HELD', 'PAID'))
        > sum(a.balance_fen) filter (where a.account = 'ALLOCATED')) then
    return 'relief_beyond_allocation';
  end if;
  return null;
end $$;
`;

const POSTING = `
-- The two accounts of each kind of transaction, as of the allocation itself or of the one that its money comes from.
create function relief_sides(w relief_transaction) returns table (place integer, allocation_id uuid, account text, side text)
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select s.place, case when s.comes then a.from_id else a.id end,
    s.account, case when (s.place = 1) = (w.reverses_id is null) then 'DEBIT' else 'CREDIT' end
  from relief_allocation a
  join (values
    ('ALLOCATE', 1, 'ALLOCATED', null, false), ('ALLOCATE', 2, 'ALLOCATED', true, true), ('ALLOCATE', 2, 'ORIGIN', false, false),
    ('REMIT', 1, 'IN_TRANSIT', null, false), ('REMIT', 2, 'AVAILABLE', true, true), ('REMIT', 2, 'OUTSIDE', false, false),
    ('RECEIVE', 1, 'AVAILABLE', null, false), ('RECEIVE', 2, 'IN_TRANSIT', null, false),
    ('HOLD', 1, 'HELD', null, false), ('HOLD', 2, 'AVAILABLE', null, false),
    ('RELEASE', 1, 'AVAILABLE', null, false), ('RELEASE', 2, 'HELD', null, false),
    ('PAY', 1, 'PAID', null, false), ('PAY', 2, 'HELD', null, false),
    ('RETURN', 1, 'AVAILABLE', null, false), ('RETURN', 2, 'PAID', null, false)
  ) as s (kind, place, account, passed, comes) on s.kind = w.kind and coalesce(s.passed = (a.from_id is not null), true)
  where a.id = w.allocation_id
$$;

create function refuse_relief(fault text) returns void language plpgsql as $$
begin
  if fault is not null then
    raise exception 'the ledger refuses this: %', fault using errcode = 'check_violation', constraint = fault;
  end if;
end $$;

-- Locks the funds in the order of their ids, checks each transaction, and posts the entries of all under the next numbers.
create function post_relief() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'the ledger is written under READ COMMITTED, where a lock shows what was committed before it'
      using errcode = 'check_violation', constraint = 'relief_isolation';
  end if;
  perform from relief_fund_state s where s.fund_id in (
      select a.fund_id from written w cross join lateral relief_sides(w) o join relief_allocation a on a.id = o.allocation_id)
    order by s.fund_id for update;
  perform refuse_relief(fault_of_relief(w)) from written w;
  insert into relief_account (allocation_id, account, balance_fen)
    select distinct o.allocation_id, o.account, 0 from written w cross join lateral relief_sides(w) o
    on conflict do nothing;
  insert into relief_entry (transaction_id, place, fund_id, fund_sequence, allocation_id, account, side, amount_fen,
      balance_after_fen, recorded_in)
    select w.id, o.place, a.fund_id, s.last + row_number() over (partition by a.fund_id order by w.id, o.place),
      o.allocation_id, o.account, o.side, w.amount_fen,
      b.balance_fen + sum(case o.side when 'DEBIT' then w.amount_fen else -w.amount_fen end)
        over (partition by o.allocation_id, o.account order by w.id, o.place),
      w.recorded_in
    from written w cross join lateral relief_sides(w) o
    join relief_allocation a on a.id = o.allocation_id
    join relief_fund_state s on s.fund_id = a.fund_id
    join relief_account b on b.allocation_id = o.allocation_id and b.account = o.account;
  update relief_account b set balance_fen = b.balance_fen + moved.fen
    from (select e.allocation_id, e.account, sum(case e.side when 'DEBIT' then e.amount_fen else -e.amount_fen end) as fen
      from relief_entry e where e.transaction_id in (select id from written) group by 1, 2) as moved
    where b.allocation_id = moved.allocation_id and b.account = moved.account;
  update relief_fund_state s set last = s.last + moved.entries
    from (select e.fund_id, count(*) as entries from relief_entry e
      where e.transaction_id in (select id from written) group by 1) as moved
    where s.fund_id = moved.fund_id;
  perform refuse_relief(fault_after_relief(w)) from written w;
  return null;
end $$;
`;

const TRIGGERS = `
create trigger post_relief after insert on relief_transaction referencing new table as written
  for each statement execute function post_relief();
create trigger refuse_backdating after insert on relief_fund referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on relief_allocation referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on relief_transaction referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on relief_closing referencing new table as written
  for each statement execute function refuse_backdating();
`;
