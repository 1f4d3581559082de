import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The public list (公示名单) of a union is read by strangers: it is found by an index. Of publicities there are few. */
export class PublicList1764000050000 implements MigrationInterface {
  readonly name = 'PublicList1764000050000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "create index archive_file_step_publicity on archive_file_step (union_id, file_id) where act = 'PUBLICISE'",
    );
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
