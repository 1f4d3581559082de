import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The transfer of files to another union, and their custody (Article 17). A server of the release before takes no such step. */
export class FileTransfers1764000036000 implements MigrationInterface {
  readonly name = 'FileTransfers1764000036000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TRANSFERS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const TRANSFERS = `
alter table archive_file_step
  drop constraint archive_file_step_act_check,
  add constraint archive_file_step_act_check check (act in ('APPLY', 'SURVEY', 'PUBLICISE', 'OBJECT', 'SETTLE_OBJECTION',
    'CONCLUDE_PUBLICITY', 'VERIFY', 'REVIEW', 'RECORD', 'RETURN', 'REFUSE', 'LIFT', 'WITHDRAW', 'DELIVER_NOTICE', 'APPEAL',
    'DECIDE_APPEAL', 'SUSPEND', 'RESUME', 'TRANSFER', 'ACCEPT_TRANSFER', 'REFUSE_TRANSFER', 'TAKE_CUSTODY')),
  add column to_union_id uuid references trade_union,
  add constraint offered_to_a_union check ((to_union_id is not null) = (act = 'TRANSFER'));
`;
