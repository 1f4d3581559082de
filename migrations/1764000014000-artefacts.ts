import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The store of artefacts: documents that are kept as they are, encrypted, under the SHA-256 of their content. */
export class Artefacts1764000014000 implements MigrationInterface {
  readonly name = 'Artefacts1764000014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(WHOLE);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const TABLES = `
create table artefact (
  digest bytea primary key check (octet_length(digest) = 32),
  bytes bigint not null check (bytes >= 0),
  part_bytes integer not null check (part_bytes > 0),
  media_type text not null check (media_type ~ '^[a-z]+/[a-z0-9.+-]+(; ?[a-z]+=[a-z0-9.-]+)*$'),
  data_key bytea not null,
  key_version integer not null,
  recorded_in uuid not null references change_log
);
-- The versions of the keys in use are found by steps along it, and so is what a rotation has left to do.
create index artefact_key_version on artefact (key_version, digest);

create table artefact_part (
  digest bytea not null references artefact,
  part integer not null check (part > 0),
  content bytea not null,
  primary key (digest, part)
);
-- A ciphertext cannot be compressed: PostgreSQL need not try.
alter table artefact_part alter column content set storage external;

create trigger refuse_backdating after insert on artefact referencing new table as written
  for each statement execute function refuse_backdating();
`;

const WHOLE = `
-- The parts of an artefact are written by its own transaction: nobody adds to one that is on record.
create function refuse_late_part() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if exists (
    select from (select distinct digest from written) as given
    join artefact a on a.digest = given.digest
    join change_log c on c.id = a.recorded_in
    where c.transaction is distinct from pg_current_xact_id()::text::bigint
  ) then
    raise exception 'a part is written in the transaction of its artefact' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refuse_late_part after insert on artefact_part referencing new table as written
  for each statement execute function refuse_late_part();

-- An artefact is committed with all of its parts or not at all.
create function refuse_incomplete_artefact() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if (select count(*) from artefact_part p where p.digest = new.digest)
     <> (new.bytes + new.part_bytes - 1) / new.part_bytes then
    raise exception 'an artefact has all of its parts' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create constraint trigger refuse_incomplete_artefact after insert on artefact deferrable initially deferred
  for each row execute function refuse_incomplete_artefact();
`;
