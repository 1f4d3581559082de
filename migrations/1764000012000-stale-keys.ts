import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Search keys tell when a process wrote that makes none. */
export class StaleKeys1764000012000 implements MigrationInterface {
  readonly name = 'StaleKeys1764000012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STALE_KEYS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/**
 * Whoever writes a name, number or account makes the keys anew in the same transaction. During an upgrade a process of the version
 * before does not: the keys then stay under version 0 of the master keys, which there never is, so that they count as missing.
 * Changing the master keys writes other columns.
 */
const STALE_KEYS = `
create function mark_person_keys() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  update person_search set key_version = 0 where person_id = new.anchor_id;
  return null;
end $$;
create function mark_household_keys() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  update household_search set key_version = 0 where household_id = new.anchor_id;
  return null;
end $$;
create trigger mark_person_keys after insert or update of superseded_in on person_version
  for each row execute function mark_person_keys();
create trigger mark_person_keys after insert or update of superseded_in on person_number
  for each row execute function mark_person_keys();
create trigger mark_household_keys after insert or update of superseded_in on household_version
  for each row execute function mark_household_keys();
`;
