import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Divisions are renamed from a day on. A division has the name of its row in `region` until its first renaming; each renaming lies
 * after the one before, so that none alters what is asked of an earlier day.
 *
 * The households of a dissolved union are handed over to another one by a kind of change of its own.
 *
 * A server of the release before shows the first name, and cannot confirm a hand-over.
 */
export class DivisionNames1764000033000 implements MigrationInterface {
  readonly name = 'DivisionNames1764000033000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table region_name (
        code text not null references region,
        valid_from date not null,
        name text not null,
        recorded_in uuid not null references change_log,
        primary key (code, valid_from)
      );
      create trigger refuse_backdating after insert on region_name referencing new table as written
        for each statement execute function refuse_backdating();
      alter table union_change_proposal
        drop constraint union_change_proposal_kind_check,
        drop constraint union_change_proposal_check,
        drop constraint union_change_proposal_check1,
        add constraint union_change_proposal_kind_check check (kind in (
          'FOUND', 'RENAME', 'NAME_CENTRE', 'MOVE', 'MERGE', 'DISSOLVE', 'HAND_OVER', 'FOUND_DIVISION', 'RENAME_DIVISION')),
        add constraint union_change_proposal_union check (
          (kind in ('FOUND', 'FOUND_DIVISION', 'RENAME_DIVISION')) = (union_id is null)),
        add constraint union_change_proposal_target check (
          (kind in ('FOUND', 'FOUND_DIVISION', 'RENAME_DIVISION', 'MOVE', 'MERGE', 'HAND_OVER')) = (target_id is not null));
    `);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
