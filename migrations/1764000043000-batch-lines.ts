import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a line of a batch (发放批次) was prepared with, kept as it was: to whom and to which account it is paid, on what basis and for which
 * period. The keys of steps are kept for ever, as those of the ledger are. A server of the release before makes no batches.
 */
export class BatchLines1764000043000 implements MigrationInterface {
  readonly name = 'BatchLines1764000043000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table relief_batch add amount_document text;

      alter table relief_batch_step
        add confirmed_by uuid references trade_union,
        add confirmation_document text,
        add key text,
        add digest bytea,
        add constraint relief_step_key_once unique (actor_id, key),
        add constraint relief_step_key_digest check ((key is null) = (digest is null)),
        add constraint relief_step_confirmation check (
          num_nulls(confirmed_by, confirmation_document) in (0, 2) and (confirmed_by is null or state = 'SUBMITTED'));

      -- What is sealed is sealed with the key of the person.
      create table relief_line_detail (
        line_id uuid primary key references relief_batch_line,
        household_id uuid not null references household,
        person_id uuid not null references person,
        name text not null,
        payee text not null,
        relation text,
        payee_document text,
        bank text,
        own_account boolean not null,
        account_note text,
        period_from date not null,
        period_to date not null check (period_to >= period_from),
        basis_kind text not null check (basis_kind in ('DOCUMENT', 'SCHOOL_YEAR', 'FESTIVAL', 'MONTHS')),
        sealed bytea,
        recorded_in uuid not null references change_log,
        constraint relief_other_payee check (own_account or (relation is not null and payee_document is not null))
      );
      create index relief_line_detail_household on relief_line_detail (household_id);
      create index relief_line_detail_person on relief_line_detail (person_id);
      create trigger refuse_backdating after insert on relief_line_detail referencing new table as written
        for each statement execute function refuse_backdating()`);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
