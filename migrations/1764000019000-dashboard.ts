import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Dashboards: a role that a grant gives, and the tokens that the platform issues for such grants. A server of the release
 * before knows no action that the role allows and no such token: it refuses both.
 */
export class Dashboard1764000019000 implements MigrationInterface {
  readonly name = 'Dashboard1764000019000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ROLE);
    await runner.query(TOKEN);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const ROLES = `('UNION_CLERK', 'SUPERIOR_REVIEWER', 'CENTRE_ARCHIVIST', 'FINANCE_OFFICER', 'STATISTICIAN', 'DASHBOARD',
  'PARTNER_SYSTEM', 'AUDITOR', 'ADMINISTRATOR')`;

const ROLE = `
alter table staff_grant_version drop constraint staff_grant_version_role_check,
  add constraint staff_grant_version_role_check check (role in ${ROLES});
alter table grant_proposal drop constraint grant_proposal_role_check,
  add constraint grant_proposal_role_check check (role in ${ROLES});
`;

/** The token of a grant: its SHA-256 alone, and until when it is valid. A grant has one at a time. */
const TOKEN = `
create table dashboard_token (
  anchor_id uuid not null references staff_grant,
  digest bytea not null unique check (octet_length(digest) = 32),
  expires_at timestamptz not null,
  recorded_in uuid not null references change_log,
  superseded_in uuid references change_log,
  primary key (anchor_id, recorded_in)
);
create unique index dashboard_token_live on dashboard_token (anchor_id) where superseded_in is null;
create trigger refuse_backdating after insert on dashboard_token referencing new table as written
  for each statement execute function refuse_backdating();
create trigger refuse_second_superseding after update on dashboard_token
  referencing old table as before new table as written
  for each statement execute function refuse_second_superseding();
`;
