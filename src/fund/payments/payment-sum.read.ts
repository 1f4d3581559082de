import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import { Parameters } from '../../database/parameters.ts';
import { asFen } from '../../kernel/fen.ts';
import type { AidType, BeneficiarySum, FundSource, PaymentScope, PaymentSubtotal, PaymentSum } from './payment.ts';
import { beneficiaryPerson, joinBeneficiary, joinStewardName, paidIn } from './payment.read.ts';

interface SumRow {
  readonly amount: string;
  readonly payments: string;
  readonly households: string;
}

interface GroupRow extends SumRow, Watermark {
  readonly persons: string;
  readonly rows: string;
  readonly unionId: string | null;
  readonly unionCode: string;
  readonly unionName: string | null;
  readonly aidType: AidType;
  readonly source: FundSource;
}

/** The sum of some payments: a subtotal with its keys, or the total without keys. */
export interface PaymentGroup extends Watermark {
  readonly sum: BeneficiarySum;
  readonly subtotal: PaymentSubtotal | null;
}

/** Reads subtotals by steward, source and aid type, and the total, in one statement, so that all cover the same payments. */
export async function paymentGroups(sql: Sql, scope: PaymentScope, known: KnownAt): Promise<readonly PaymentGroup[]> {
  const parameters = new Parameters();
  // Each beneficiary has one row before they are counted, so that little is sorted.
  const rows = await sql.query<GroupRow>(
    `with paid as materialized (
       select p.steward_id, p.source, p.aid_type, p.amount_fen, p.stands, p.household_id, p.membership_id, p.paid_on
       from (${paidIn(parameters, scope, known)}) p
     ), helped as materialized (select distinct household_id from paid), beneficiary as (
       select p.steward_id, p.source, p.aid_type, p.household_id,
         coalesce(${beneficiaryPerson(known)}, p.membership_id, p.household_id) as person_id, sum(p.amount_fen) as amount_fen,
         count(*) as rows, count(*) filter (where p.stands) as payments
       from paid p ${joinBeneficiary('helped', known)} group by 1, 2, 3, 4, 5
     ), summed as (
       select b.steward_id, b.source, b.aid_type, coalesce(sum(b.amount_fen), 0)::bigint as amount,
         coalesce(sum(b.payments), 0)::bigint as payments, coalesce(sum(b.rows), 0)::bigint as rows,
         count(distinct b.household_id) filter (where b.payments > 0) as households,
         count(distinct b.person_id) filter (where b.payments > 0) as persons
       from beneficiary b group by grouping sets ((b.steward_id, b.source, b.aid_type), ())
     )
     select s.steward_id as "unionId", u.code as "unionCode", steward.name as "unionName", s.source, s.aid_type as "aidType",
       s.amount, s.payments, s.households, s.persons, s.rows, ${WATERMARK}
     from summed s left join trade_union u on u.id = s.steward_id ${joinStewardName(`${parameters.add(scope.today)}::date`)}
     order by u.code collate "C", s.source, s.aid_type`,
    parameters.values,
  );
  return rows.map((row) => {
    const { revision, pending } = row;
    const sum = { ...toPaymentSum(row), persons: Number(row.persons), rows: Number(row.rows) };
    return { revision, pending, sum, subtotal: toSubtotal(row, sum) };
  });
}

function toSubtotal(row: GroupRow, sum: BeneficiarySum): PaymentSubtotal | null {
  const { unionId, unionCode, unionName, aidType, source } = row;
  return unionId === null ? null : { unionId, unionCode, unionName: unionName ?? unionCode, aidType, source, ...sum };
}

function toPaymentSum({ amount, payments, households }: SumRow): PaymentSum {
  return { amountFen: asFen(Number(amount)), payments: Number(payments), households: Number(households) };
}
