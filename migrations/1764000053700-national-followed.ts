import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is entered in the national system is counted too: the statistics follow it as they follow what is written of households. */
export class NationalFollowed1764000053700 implements MigrationInterface {
  readonly name = 'NationalFollowed1764000053700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create trigger note_new_household after insert on archive_national_entry
      referencing new table as written for each statement execute function note_household('HOUSEHOLD')`);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
