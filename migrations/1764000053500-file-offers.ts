import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The files that are offered to a union are found by the union (Article 17). */
export class FileOffers1764000053500 implements MigrationInterface {
  readonly name = 'FileOffers1764000053500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index archive_file_step_offered on archive_file_step (to_union_id) where to_union_id is not null',
    );
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
