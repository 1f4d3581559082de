import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Unions and divisions are founded by a workbook as a whole, too, so that a row can name a union or a division of another row,
 * which is not on record until all of them are confirmed. A division that GB/T 2260 does not list is proposed as such.
 *
 * A server of the release before confirms a row of a workbook by itself, under the union that the workbook is of.
 */
export class TreeWorkbook1764000032000 implements MigrationInterface {
  readonly name = 'TreeWorkbook1764000032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table union_change_proposal
        add column unlisted boolean not null default false check (kind = 'FOUND_DIVISION' or not unlisted),
        add column workbook_id uuid,
        add column workbook_row integer,
        add column superior_code text,
        drop constraint union_change_proposal_region_fkey,
        add check ((workbook_id is null) = (workbook_row is null)),
        add check (workbook_id is null or kind in ('FOUND', 'FOUND_DIVISION'));
      create unique index union_change_workbook on union_change_proposal (workbook_id, workbook_row)
        where workbook_id is not null;
    `);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
