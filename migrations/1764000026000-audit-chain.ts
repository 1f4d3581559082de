import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit chain (审计链), which proves the record, and a trigger that holds the application role to two staff for a grant.
 * A server of the release before seals nothing: what it writes is sealed by the next one.
 */
export class AuditChain1764000026000 implements MigrationInterface {
  readonly name = 'AuditChain1764000026000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHAIN);
    await runner.query(GRANTS);
    await runner.query(SHADOWS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const CHAIN = `
-- The columns that entries cover, as JSON; migrate() adds a form whenever they change.
create table audit_form (number integer primary key check (number > 0), form text not null);

create table audit_entry (
  position bigint primary key check (position > 0),
  at timestamptz not null,
  source text not null,
  key uuid not null,
  number bigint,
  form integer not null references audit_form,
  digest bytea not null check (octet_length(digest) = 32),
  link bytea not null check (octet_length(link) = 32)
);

create table audit_checkpoint (
  size bigint primary key check (size > 0),
  at timestamptz not null,
  root bytea not null check (octet_length(root) = 32),
  link bytea not null check (octet_length(link) = 32),
  frontier bytea not null check (octet_length(frontier) % 32 = 0),
  number bigint not null,
  key_version integer not null,
  signature bytea not null check (octet_length(signature) = 64)
);

-- Rows of journals that wait to be sealed: each is written by the transaction of its row, and so is committed with it.
create table audit_pending (source text not null, key uuid not null, primary key (source, key));

create function note_pending() returns trigger language plpgsql security definer
set search_path = pg_catalog, public, pg_temp as $$
begin
  insert into public.audit_pending (source, key) select tg_table_name, id from written;
  return null;
end $$;
`;

/**
 * A grant comes from a proposal that one member of staff recorded and another, later, confirms. It may also be the shorter rest
 * of one that is ended, or be one of the first administrators'. The owner, who could drop the trigger, is not held to it.
 */
const GRANTS = `
create function refuse_unconfirmed_grant() returns trigger language plpgsql
set search_path = pg_catalog, public, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if pg_has_role(current_user, (select relowner from pg_class where oid = tg_relid), 'MEMBER') then
    return null;
  end if;
  if exists (
    select from written w join public.change_log c on c.id = w.recorded_in join public.staff_grant g on g.id = w.anchor_id
    where not (
      exists (
        select from public.grant_proposal p join public.change_log by on by.id = p.recorded_in
        where p.id = w.anchor_id and p.staff_id = g.staff_id and p.role = w.role and p.union_id = w.union_id
          and w.valid_from >= p.valid_from and w.valid_to is not distinct from p.valid_to
          and p.proposed_by = w.granted_by and by.actor_id = w.granted_by and by.action = 'PROPOSE_GRANT'
          and c.actor_id = w.confirmed_by and c.action = 'CONFIRM_GRANT' and by.transaction <> c.transaction
          and w.granted_by <> w.confirmed_by and g.staff_id <> w.granted_by and g.staff_id <> w.confirmed_by
          and not exists (select from public.staff_grant_version v
            where v.anchor_id = w.anchor_id and v.recorded_in <> w.recorded_in)
      ) or exists (
        select from public.staff_grant_version v
        where v.anchor_id = w.anchor_id and v.superseded_in = w.recorded_in and v.valid_from = w.valid_from
          and v.role = w.role and v.union_id = w.union_id
          and v.granted_by = w.granted_by and v.confirmed_by = w.confirmed_by
          and w.valid_to is not null and (v.valid_to is null or w.valid_to <= v.valid_to)
      ) or (
        c.action = 'BOOTSTRAP' and w.role = 'ADMINISTRATOR' and not exists (select from public.staff_grant_version v
          where v.role = 'ADMINISTRATOR' and v.recorded_in <> w.recorded_in)
      )
    )
  ) then
    raise exception 'a grant is proposed by one member of staff and confirmed by another' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refuse_unconfirmed_grant after insert on staff_grant_version referencing new table as written
  for each statement execute function refuse_unconfirmed_grant();
`;

/**
 * PostgreSQL looks for tables among a session's temporary ones first, unless its path names them last: a role that may
 * create a temporary table could put one of its own in the place of one that these functions check against or write to.
 */
const SHADOWS = `
do $$
declare
  guard regprocedure;
begin
  for guard in select oid from pg_proc where pronamespace = 'public'::regnamespace and prolang = (
      select oid from pg_language where lanname = 'plpgsql') and (proname like 'refuse\\_%' or prosecdef) loop
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', guard);
  end loop;
end $$;
`;
