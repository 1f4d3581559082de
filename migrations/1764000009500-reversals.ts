import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Payments are never altered: an entry of its own reverses one, whole and once. */
export class Reversals1764000009500 implements MigrationInterface {
  readonly name = 'Reversals1764000009500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REVERSALS);
    await runner.query(GUARDS);
  }

  /** Forward only: a correction is a migration of its own. */
  down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}

/** The reason is sealed, so that it can only be seen here that there is one. */
const REVERSALS = `
alter table disbursement_version add reverses uuid references household_record;
alter table disbursement_version drop constraint disbursement_version_amount_fen_check;
alter table disbursement_version add constraint disbursement_version_amount_fen_check check (
  amount_fen between case when reverses is null then 0 else -99999999999 end
    and case when reverses is null then 99999999999 else 0 end);
alter table disbursement_version add constraint disbursement_version_reason_check check (
  reverses is null or sealed is not null);
create unique index one_reversal_a_payment on disbursement_version (reverses)
  where reverses is not null and superseded_in is null;
-- What was known at a revision is found without what supersedes.
create index disbursement_version_reverses on disbursement_version (reverses) where reverses is not null;
`;

const GUARDS = `
-- A reversing entry is of the household, member, source, aid type and file of its payment, and its amount is the whole
-- negative. It does not reverse another one.
create function refuse_wrong_reversal() returns trigger language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
begin
  if exists (
    select from written w
    where w.reverses is not null and not exists (
      select from disbursement_version p
      where p.anchor_id = w.reverses and p.superseded_in is null and p.reverses is null
        and p.household_id = w.household_id and p.amount_fen = -w.amount_fen and p.paid_on <= w.paid_on
        and (p.membership_id, p.source, p.aid_type, p.file_number)
          is not distinct from (w.membership_id, w.source, w.aid_type, w.file_number))
  ) then
    raise exception 'a reversing entry is the whole negative of a payment' using errcode = 'check_violation';
  end if;
  return null;
end $$;
create trigger refuse_wrong_reversal after insert on disbursement_version referencing new table as written
  for each statement execute function refuse_wrong_reversal();

create function refuse_altered_payment() returns trigger language plpgsql as $$
begin
  raise exception 'a payment is never superseded: it is reversed' using errcode = 'check_violation';
end $$;
create trigger refuse_altered_payment before update on disbursement_version for each row
  when (new.superseded_in is distinct from old.superseded_in) execute function refuse_altered_payment();
`;
