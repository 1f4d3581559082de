import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A worker's login takes two people. A server of the release before links it by one person as before: its rows have no
 * proposal and nobody who confirmed.
 */
export class WorkerLogins1764000021000 implements MigrationInterface {
  readonly name = 'WorkerLogins1764000021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROPOSAL);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

const PROPOSAL = `
create table worker_login_proposal (
  id uuid primary key,
  household_id uuid not null references household,
  person_id uuid not null references person,
  issuer text not null,
  subject text not null,
  valid_from date not null,
  valid_to date not null check (valid_to > valid_from),
  proposed_by uuid not null references staff,
  recorded_in uuid not null references change_log
);
create index worker_login_proposal_household on worker_login_proposal (household_id);
create trigger refuse_backdating after insert on worker_login_proposal referencing new table as written
  for each statement execute function refuse_backdating();

alter table worker_login_version
  add column proposal_id uuid references worker_login_proposal,
  add column confirmed_by uuid references staff,
  add check ((proposal_id is null) = (confirmed_by is null));
create index worker_login_version_proposal on worker_login_version (proposal_id) where proposal_id is not null;
`;
