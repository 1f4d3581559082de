import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Trade unions are founded, renamed, moved, merged and dissolved by two people. A union that is dissolved or merged keeps its
 * place in the tree, so that its households are counted and read by its superiors, or by its successor.
 *
 * A server of the release before takes such a union for any other: it would grant roles there, and record new households.
 */
export class UnionChanges1764000022000 implements MigrationInterface {
  readonly name = 'UnionChanges1764000022000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STATES);
    await runner.query(PROPOSALS);
    await runner.query(ANSWERS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** A centre that was on record before names were has none until it is given one. */
const STATES = `
alter table trade_union_version
  add column state text not null default 'ACTIVE' check (state in ('ACTIVE', 'DISSOLVED', 'MERGED')),
  add column centre_name text check (centre_name is null or has_centre);
`;

/** A union that is founded has no row yet: it gets the id of its proposal. */
const PROPOSALS = `
create table union_change_proposal (
  id uuid primary key,
  kind text not null check (kind in ('FOUND', 'RENAME', 'NAME_CENTRE', 'MOVE', 'MERGE', 'DISSOLVE', 'FOUND_DIVISION')),
  union_id uuid references trade_union,
  superior_id uuid not null references trade_union,
  target_id uuid references trade_union,
  code text check (code ~ '^[A-Z0-9-]{1,40}$'),
  name text,
  union_kind text check (union_kind in ('MUNICIPAL', 'COUNTY', 'STREET', 'INDUSTRY', 'EMPLOYER')),
  region text references region,
  centre_name text,
  valid_from date not null,
  document_number text not null,
  document_day date not null,
  document_title text not null,
  confirmed_before date not null,
  proposed_by uuid not null references staff,
  recorded_in uuid not null references change_log,
  check ((kind in ('FOUND', 'FOUND_DIVISION')) = (union_id is null)),
  check ((kind in ('FOUND', 'FOUND_DIVISION', 'MOVE', 'MERGE')) = (target_id is not null))
);
create index union_change_proposal_superior on union_change_proposal (superior_id);
create trigger refuse_backdating after insert on union_change_proposal referencing new table as written
  for each statement execute function refuse_backdating();
`;

const ANSWERS = `
create table union_change_answer (
  proposal_id uuid primary key references union_change_proposal,
  state text not null check (state in ('CONFIRMED', 'REJECTED')),
  answered_by uuid not null references staff,
  reason text,
  recorded_in uuid not null references change_log,
  check ((state = 'REJECTED') = (reason is not null))
);
create trigger refuse_backdating after insert on union_change_answer referencing new table as written
  for each statement execute function refuse_backdating();

create function union_change_takes_two() returns trigger language plpgsql as $$
begin
  if new.state = 'CONFIRMED' and exists (
    select from union_change_proposal p where p.id = new.proposal_id and p.proposed_by = new.answered_by
  ) then
    raise exception 'a change of unions takes two people' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger takes_two after insert on union_change_answer for each row execute function union_change_takes_two();
`;
