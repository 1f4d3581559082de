import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The links to exported files that were used: each can be used once. A link that expired is refused without a row. */
export class ExportLinks1764000013000 implements MigrationInterface {
  readonly name = 'ExportLinks1764000013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const TABLE = `
create table used_link (
  nonce text primary key,
  expires_at timestamptz not null
);
create index used_link_expires_at on used_link (expires_at);
`;
