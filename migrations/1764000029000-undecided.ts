import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A household whose decision fails is noted, and does not keep those of all others back. */
export class Undecided1764000029000 implements MigrationInterface {
  readonly name = 'Undecided1764000029000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UNDECIDED);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const UNDECIDED = `
create table undecided_household (
  slot integer not null check (slot in (0, 1)),
  household_id uuid not null references household,
  revision bigint not null,
  fault text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (slot, household_id)
);
`;
