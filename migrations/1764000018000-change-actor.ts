import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds what somebody wrote last, which their own statistics wait for. */
export class ChangeActor1764000018000 implements MigrationInterface {
  readonly name = 'ChangeActor1764000018000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index change_log_actor on change_log (actor_id, id)');
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
