import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The relatives that members of staff have declared, on whose files they do not act (Article 15). One is named by a person on record or by
 * an identity number, which is encrypted under a key of its own. A server of the release before knows none.
 */
export class DeclaredRelatives1764000053000 implements MigrationInterface {
  readonly name = 'DeclaredRelatives1764000053000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DECLARED);
    for (const table of ['declared_relative', 'relative_withdrawal']) {
      await runner.query(`create trigger refuse_backdating after insert on ${table} referencing new table as written
        for each statement execute function refuse_backdating()`);
    }
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const DECLARED = `
create table declared_relative (
  id uuid primary key,
  staff_id uuid not null references staff,
  relation text not null check (relation in ('SPOUSE', 'LINEAL', 'COLLATERAL', 'IN_LAW', 'OTHER')),
  person_id uuid references person,
  data_key bytea,
  key_version integer,
  identity bytea,
  valid_from date not null,
  recorded_in uuid not null references change_log,
  check ((person_id is null) = (identity is not null)),
  check ((identity is null) = (data_key is null) and (identity is null) = (key_version is null))
);
create index declared_relative_staff on declared_relative (staff_id);
create table relative_withdrawal (
  relative_id uuid primary key references declared_relative,
  withdrawn_by uuid not null references staff,
  withdrawn_on date not null,
  reason text not null,
  recorded_in uuid not null references change_log
);
`;
