// cspell:words nonnulls
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches of payments (发放批次): their lines, their steps, each by another person, and that money moves with the steps of a whole batch
 * alone. The database checks all of it, so that no code pays a line by itself.
 */
export class Batches1764000042000 implements MigrationInterface {
  readonly name = 'Batches1764000042000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(STEPS);
    await runner.query(LINES);
    await runner.query(MONEY);
    await runner.query(TRIGGERS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const TABLES = `
-- Of an employer's own money two people are enough where a local rule, which is named, says so.
create table relief_batch (
  id uuid primary key,
  union_id uuid not null references trade_union,
  two_people_document text,
  recorded_in uuid not null references change_log
);
create index relief_batch_union on relief_batch (union_id);

create table relief_batch_line (
  id uuid primary key,
  batch_id uuid not null references relief_batch,
  number integer not null check (number > 0),
  payment_id uuid not null references relief_payment,
  allocation_id uuid not null references relief_allocation,
  amount_fen bigint not null check (amount_fen between 1 and 99999999999),
  recorded_in uuid not null references change_log,
  constraint relief_batch_line_number unique (batch_id, number),
  constraint relief_line_of_payment unique (payment_id, allocation_id)
);

create table relief_struck_line (
  line_id uuid primary key references relief_batch_line,
  reason text not null,
  recorded_in uuid not null references change_log
);

-- Whoever takes a step says by its number which one it follows, so that of two who approve and reject one batch one does. A submission names the minutes, and what it comes to.
create table relief_batch_step (
  id uuid primary key,
  batch_id uuid not null references relief_batch,
  number integer not null,
  state text not null check (state in ('PREPARED', 'SUBMITTED', 'REVIEWED', 'APPROVED', 'RELEASED', 'REJECTED')),
  actor_id uuid not null references staff,
  day date not null,
  minutes_number text,
  lines integer check (lines > 0),
  total_fen bigint check (total_fen > 0),
  reason text,
  recorded_in uuid not null references change_log,
  constraint relief_batch_next unique (batch_id, number),
  constraint relief_batch_minutes check (num_nonnulls(minutes_number, lines, total_fen) = case state when 'SUBMITTED' then 3 else 0 end),
  constraint relief_batch_reason check ((reason is not null) = (state = 'REJECTED'))
);
create index relief_batch_step_recorded on relief_batch_step (recorded_in, state);

alter table relief_transaction add receipt_id uuid references assessment_receipt;
create unique index relief_held_once on relief_transaction (payment_id, allocation_id) where kind = 'HOLD' and reverses_id is null;
`;

const STEPS = `
-- The lines of a batch that stand.
create function relief_lines_of(batch uuid) returns setof relief_batch_line language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select l.* from relief_batch_line l where l.batch_id = batch
    and not exists (select from relief_struck_line s where s.line_id = l.id)
$$;

-- Whether a step may follow another.
create function relief_batch_goes(before text, after text) returns boolean language sql immutable as $$
  select case after when 'PREPARED' then before is null when 'SUBMITTED' then before = 'PREPARED' when 'REVIEWED' then before = 'SUBMITTED'
    when 'APPROVED' then before = 'REVIEWED' when 'RELEASED' then before = 'APPROVED'
    else before in ('PREPARED', 'SUBMITTED', 'REVIEWED', 'APPROVED') end
$$;

-- Whether the people of a batch are too few: 经办 (who prepares and submits), 审核, 审批 and 出纳 are four. Where a local rule lets two
-- people pay the money of an employer, who approves takes no other part.
create function relief_same_person(batch uuid) returns boolean language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select coalesce(bool_or(
    case when s.state in ('PREPARED', 'SUBMITTED') and o.state in ('PREPARED', 'SUBMITTED') then s.actor_id <> o.actor_id
      else s.actor_id = o.actor_id and (b.two_people_document is null or 'APPROVED' in (s.state, o.state)
        or not exists (select from trade_union_version v where v.anchor_id = b.union_id and v.kind = 'EMPLOYER')) end), false)
  from relief_batch b join relief_batch_step s on s.batch_id = b.id and s.state <> 'REJECTED'
  join relief_batch_step o on o.batch_id = b.id and o.state <> 'REJECTED' and o.number < s.number
  where b.id = batch
$$;

create function refuse_relief_step() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  last relief_batch_step;
begin
  perform from relief_batch where id = new.batch_id for update;
  select * into last from relief_batch_step where batch_id = new.batch_id order by number desc limit 1;
  if new.number <> coalesce(last.number, 0) + 1 then perform refuse_relief('relief_batch_next'); end if;
  if not coalesce(relief_batch_goes(last.state, new.state), false) then perform refuse_relief('relief_batch_not_forward'); end if;
  if not exists (select from change_log c where c.id = new.recorded_in and c.actor_id = new.actor_id) then
    perform refuse_relief('relief_actor');
  end if;
  if new.day < last.day or new.day > (clock_timestamp() at time zone 'Asia/Shanghai')::date then
    perform refuse_relief('relief_batch_day');
  end if;
  if new.state = 'SUBMITTED' and not exists (select from relief_lines_of(new.batch_id)
      having count(*) = new.lines and sum(amount_fen) = new.total_fen) then
    perform refuse_relief('relief_batch_header');
  end if;
  return new;
end $$;

create function refuse_same_person() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from written w where relief_same_person(w.batch_id)) then perform refuse_relief('relief_batch_same_person'); end if;
  return null;
end $$;
`;

/** Lines are added and struck out while a batch is prepared. */
const LINES = `
create function refuse_late_lines() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
declare
  batches uuid[];
begin
  if tg_table_name = 'relief_batch_line' then
    batches := (select array_agg(distinct batch_id) from written);
  else
    batches := (select array_agg(distinct l.batch_id) from written w join relief_batch_line l on l.id = w.line_id);
  end if;
  perform from relief_batch where id = any(batches) order by id for update;
  if exists (select from unnest(batches) as b (id) where 'PREPARED' is distinct from
      (select s.state from relief_batch_step s where s.batch_id = b.id order by s.number desc limit 1)) then
    perform refuse_relief('relief_batch_closed');
  end if;
  if exists (select from relief_batch_line l join relief_batch b on b.id = l.batch_id join relief_allocation a on a.id = l.allocation_id
      join relief_fund f on f.id = a.fund_id where b.id = any(batches) and f.union_id <> b.union_id) then
    perform refuse_relief('relief_line_of_other_union');
  end if;
  return null;
end $$;
`;

const MONEY = `
-- What moves the money of a line is part of the step of its batch, of the line's own amount and allocation. Where the payment is to a file,
-- a receipt that was recorded in the step says that the household is eligible at the level of the file on the day (Article 7).
create function faults_of_batches(posted uuid[]) returns setof text language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select case
    when w.reverses_id is null and s.id is null then 'relief_outside_batch'
    when w.reverses_id is not null and w.kind <> 'PAY' then 'relief_outside_batch'
    when w.reverses_id is not null then null
    when exists (select from relief_struck_line k where k.line_id = l.id) then 'relief_struck_line'
    when w.amount_fen <> l.amount_fen then 'relief_other_line'
    when w.kind = 'RELEASE' then null
    when w.day <> s.day then 'relief_batch_day'
    when p.file_id is not null and not exists (
      select from assessment_receipt r where r.id = w.receipt_id and r.recorded_in = w.recorded_in and r.household_id = p.household_id
        and r.level = p.file_level and r.as_of = w.day and r.outcome = 'ELIGIBLE') then 'relief_receipt'
  end
  from relief_transaction w
  join relief_transaction h on h.id = case when w.kind = 'HOLD' then coalesce(w.reverses_id, w.id) else w.follows_id end
  join relief_payment p on p.id = h.payment_id
  join relief_batch_line l on l.payment_id = p.id and l.allocation_id = h.allocation_id
  left join relief_batch_step s on s.batch_id = l.batch_id and s.recorded_in = w.recorded_in
    and s.state = case w.kind when 'HOLD' then 'SUBMITTED' when 'PAY' then 'RELEASED' else 'REJECTED' end
  where w.id = any(posted) and w.kind in ('HOLD', 'PAY', 'RELEASE')
$$;

create function refuse_outside_batch() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  perform refuse_relief(fault) from faults_of_batches((select array_agg(id) from written)) fault where fault is not null;
  return null;
end $$;

-- The steps whose money did not move for every line: all of a submission is held, all of a release paid, and of what is rejected after its
-- submission all is released.
create function incomplete_relief_steps(steps uuid[]) returns setof uuid language sql stable
set search_path = pg_catalog, public, pg_temp as $$
  select s.id from relief_batch_step s
  where s.id = any(steps) and (s.state in ('SUBMITTED', 'RELEASED') or (s.state = 'REJECTED' and exists (
    select from relief_batch_step b where b.batch_id = s.batch_id and b.state = 'SUBMITTED')))
    and (select count(*) from relief_lines_of(s.batch_id)) <> (
      select count(*) from relief_transaction w
      join relief_transaction h on h.id = coalesce(w.follows_id, w.id)
      join relief_batch_line l on l.payment_id = h.payment_id and l.allocation_id = h.allocation_id and l.batch_id = s.batch_id
      where w.recorded_in = s.recorded_in and w.reverses_id is null
        and w.kind = case s.state when 'SUBMITTED' then 'HOLD' when 'RELEASED' then 'PAY' else 'RELEASE' end)
$$;

create function refuse_incomplete_step() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  if exists (select from incomplete_relief_steps(array[new.id])) then perform refuse_relief('relief_batch_incomplete'); end if;
  return null;
end $$;
`;

const TRIGGERS = `
create trigger refuse_relief_step before insert on relief_batch_step for each row execute function refuse_relief_step();
create trigger refuse_same_person after insert on relief_batch_step referencing new table as written
  for each statement execute function refuse_same_person();
create constraint trigger refuse_incomplete_step after insert on relief_batch_step deferrable initially deferred
  for each row execute function refuse_incomplete_step();
create trigger refuse_late_lines after insert on relief_batch_line referencing new table as written
  for each statement execute function refuse_late_lines();
create trigger refuse_late_lines after insert on relief_struck_line referencing new table as written
  for each statement execute function refuse_late_lines();
create trigger refuse_outside_batch after insert on relief_transaction referencing new table as written
  for each statement execute function refuse_outside_batch();
create trigger refuse_backdating after insert on relief_batch referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on relief_batch_line referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on relief_struck_line referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_backdating after insert on relief_batch_step referencing new table as written
  for each statement execute function refuse_backdating();
`;
