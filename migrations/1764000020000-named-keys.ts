import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What partners name by key, counted by login and day. A server of the release before knows nothing of it, and lets partners
 * list as before: stop it before the first partner may rely on this.
 */
export class NamedKeys1764000020000 implements MigrationInterface {
  readonly name = 'NamedKeys1764000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** The digest of each key that a login named on a day of China, once, whether anything has the key or not. */
const TABLE = `
create table named_key (
  staff_id uuid not null references staff,
  day date not null,
  digest bytea not null check (octet_length(digest) = 32),
  purpose text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (staff_id, day, digest)
);
`;
