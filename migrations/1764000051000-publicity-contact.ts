// cspell:words nonnulls
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where objections to a publicity are received (受理单位, 监督电话, 邮箱, 地址). A server of the release before names none. */
export class PublicityContact1764000051000 implements MigrationInterface {
  readonly name = 'PublicityContact1764000051000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table archive_file_step
        add column receiving_office text,
        add column supervision_phone text,
        add column supervision_email text,
        add column supervision_address text,
        add check (act = 'PUBLICISE'
          or num_nonnulls(receiving_office, supervision_phone, supervision_email, supervision_address) = 0)`);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
