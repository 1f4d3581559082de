import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes which areas of the tables each transaction wrote, so that a cache outlives the writes of other areas. */
export class Areas1764000007000 implements MigrationInterface {
  readonly name = 'Areas1764000007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(AREAS);
    await runner.query(SEALING);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const AREAS = `
create table area_mark (area text primary key, mark bigint not null);
create table area_write (area text not null, transaction bigint not null, primary key (area, transaction));

-- The trigger of every table of an area; migrate() makes them. Each transaction notes an area in a row of its own, so that
-- writers never wait for each other.
create function note_area() returns trigger language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  insert into area_write (area, transaction) values (tg_argv[0], pg_current_xact_id()::text::bigint)
    on conflict do nothing;
  return null;
end $$;
`;

/** Moves the marks together with the numbers; a transaction without a change moves them too. */
const SEALING = `
create or replace function seal_changes() returns bigint language plpgsql security definer
set search_path = pg_catalog, public as $$
declare
  before sequencer;
  reached bigint;
  added bigint;
  moved bigint;
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
  with sealed as (
    delete from area_write
    -- A number that this server has not given yet is another server's, whose database was restored here.
    where transaction < reached or transaction >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint
    returning area
  )
  update area_mark set mark = mark + 1 where area in (select area from sealed);
  get diagnostics moved = row_count;
  if added > 0 or moved > 0 then
    update sequencer set last = before.last + added, horizon = reached where id = 1;
  end if;
  return before.last + added;
end $$;
`;
