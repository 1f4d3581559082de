import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of a job's earlier attempts, so that one on which the process dies is not begun for ever. */
export class Jobs1764000005000 implements MigrationInterface {
  readonly name = 'Jobs1764000005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table job_progress
        add column attempt integer,
        add column deaths integer not null default 0,
        add column failures integer not null default 0`);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
