import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A proposed grant says whose grant its holder stands in for. A server of the release before proposes none. */
export class Deputies1764000027000 implements MigrationInterface {
  readonly name = 'Deputies1764000027000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEPUTIES);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const DEPUTIES = `
alter table grant_proposal
  add column deputy_for uuid references staff_grant,
  add check (deputy_for is null or (valid_to is not null and deputy_for <> id));
create index grant_proposal_deputy on grant_proposal (deputy_for) where deputy_for is not null;
`;
