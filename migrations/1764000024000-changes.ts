import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists of changes are read in the order of their moments: of all, of somebody, of an act; and by the households they are about. */
export class Changes1764000024000 implements MigrationInterface {
  readonly name = 'Changes1764000024000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index change_log_at on change_log (at, id)');
    await runner.query('create index change_log_actor_at on change_log (actor_id, at, id)');
    await runner.query('create index change_log_action_at on change_log (action, at, id)');
    await runner.query('create index change_household_change on change_household (recorded_in)');
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
