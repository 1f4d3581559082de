import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tree of unions as it stood on each day *and* as it was known at each revision. A household has at most one file that is
 * live on a day, so that it has one steward on every day, and not only today.
 *
 * A server of the release before reads every row of the closure as live, and would grant rights by a superseded one. There is
 * none until a union is moved under another superior, which no release before the next one can do: the two releases may run
 * beside each other, and that feature must come in a later release than this migration. The older server's own rebuilding of
 * the closure, when a register is founded, fails on the column \`recorded_in\`.
 */
export class Tree1764000017000 implements MigrationInterface {
  readonly name = 'Tree1764000017000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LINES);
    await runner.query(REPLAY);
    await runner.query(CLOSURE);
    await runner.query(HOLD);
    await runner.query(FILES);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/**
 * Each union with itself and its superiors, by the versions of these changes, or by the live ones if \`known\` is null. Days that
 * follow each other make one row, so that a change which leaves the line as it was, such as a new name, changes no row. A union
 * counts before its first day as on that day: it may have recorded a household whose facts reach back further, and what is
 * counted by unions must come to the whole.
 */
const LINES = `
create function union_lines(known uuid[])
returns table (ancestor_id uuid, descendant_id uuid, depth integer, valid_from date, valid_to date)
language sql stable as $$
  with recursive known_version as (
    select v.anchor_id, v.parent_id, daterange(
        case when row_number() over (partition by v.anchor_id order by v.valid_from) = 1 then '-infinity' else v.valid_from end,
        v.valid_to
      ) as days
    from trade_union_version v
    where case when known is null then v.superseded_in is null
      else v.recorded_in = any(known) and (v.superseded_in is null or v.superseded_in <> all(known)) end
  ), line as (
    select k.anchor_id as ancestor, k.anchor_id as descendant, 0 as steps, k.parent_id, k.days from known_version k
    union all
    select up.anchor_id, line.descendant, line.steps + 1, up.parent_id, line.days * up.days
    from line join known_version up on up.anchor_id = line.parent_id and line.days && up.days
    where line.steps < 20
  )
  select l.ancestor, l.descendant, l.steps, lower(l.days), upper(l.days)
  from (select ancestor, descendant, steps, unnest(range_agg(days)) as days from line group by 1, 2, 3) l
$$;
`;

/**
 * The whole closure, made from the versions by replaying their changes in the order of their numbers. Changes without a number
 * come last, in the order in which they will be numbered.
 */
const REPLAY = `
create function replay_union_closure()
returns table (ancestor_id uuid, descendant_id uuid, depth integer, valid_from date, valid_to date, recorded_in uuid,
  superseded_in uuid)
language sql stable as $$
  with written as (
    select v.recorded_in as id from trade_union_version v
    union select v.superseded_in from trade_union_version v where v.superseded_in is not null
  ), change as (
    select w.id, row_number() over numbered as at, array_agg(w.id) over numbered as known
    from written w join change_log l on l.id = w.id left join change_sequence s on s.change_id = w.id
    window numbered as (order by s.number nulls last, l.transaction, l.id)
  ), state as (
    select c.at, l.*,
      c.at - row_number() over (
        partition by l.ancestor_id, l.descendant_id, l.depth, l.valid_from, l.valid_to order by c.at
      ) as run
    from change c cross join lateral union_lines(c.known) l
  ), life as (
    select s.ancestor_id, s.descendant_id, s.depth, s.valid_from, s.valid_to, min(s.at) as first, max(s.at) as last
    from state s group by s.ancestor_id, s.descendant_id, s.depth, s.valid_from, s.valid_to, s.run
  )
  select r.ancestor_id, r.descendant_id, r.depth, r.valid_from, r.valid_to, f.id, n.id
  from life r join change f on f.at = r.first left join change n on n.at = r.last + 1
$$;
`;

/** The index of the live rows is unique and serves what is asked as known now; the others serve every revision. */
const CLOSURE = `
delete from union_closure;
alter table union_closure
  add column recorded_in uuid not null references change_log,
  add column superseded_in uuid references change_log,
  drop constraint union_closure_pkey,
  add primary key (ancestor_id, descendant_id, valid_from, recorded_in);
insert into union_closure (ancestor_id, descendant_id, depth, valid_from, valid_to, recorded_in, superseded_in)
  select * from replay_union_closure();
create unique index union_closure_live on union_closure (ancestor_id, descendant_id, valid_from)
  where superseded_in is null;
create index union_closure_live_descendant on union_closure (descendant_id, ancestor_id) where superseded_in is null;
`;

/**
 * Changes of the tree are made one after another, in the order of their numbers, which is that of their transactions. A
 * transaction that began to write before another that has changed the tree meanwhile is to be repeated.
 */
const HOLD = `
create function hold_union_tree() returns void language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('union tree', 0));
  if exists (
    select from change_log l where l.transaction > pg_current_xact_id()::text::bigint
      and not exists (select from change_sequence s where s.change_id = l.id)
      and exists (select from trade_union_version v where l.id in (v.recorded_in, v.superseded_in))
  ) then
    raise exception 'a later transaction has changed the tree of unions' using errcode = 'serialization_failure';
  end if;
end $$;
`;

const FILES = `
alter table archive_file_version add constraint one_file_a_household_a_day exclude using gist (
  household_id with =, daterange(valid_from, valid_to) with &&
) where (superseded_in is null and state not in ('LIFTED', 'WITHDRAWN'));
create index archive_file_version_household on archive_file_version (household_id, valid_from);
`;
