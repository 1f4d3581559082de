import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The third copy of a file, in the national system (Article 9): the days on which the file, its changes and its way out were entered
 * there. A mark is written once; a server of the release before knows none.
 */
export class NationalEntries1764000052000 implements MigrationInterface {
  readonly name = 'NationalEntries1764000052000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table archive_national_entry (
        id uuid primary key,
        file_id uuid not null references archive_file,
        household_id uuid not null,
        foreign key (file_id, household_id) references archive_file (id, household_id),
        matter text not null check (matter in ('FILE', 'CHANGE', 'WAY_OUT')),
        entered_on date not null,
        recorded_in uuid not null references change_log
      );
      create index archive_national_entry_file on archive_national_entry (file_id);
      create index archive_national_entry_household on archive_national_entry (household_id);
      create trigger refuse_backdating after insert on archive_national_entry referencing new table as written
        for each statement execute function refuse_backdating()`);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
