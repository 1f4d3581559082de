import { newId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { subtractFen, ZERO_FEN } from '../../../kernel/fen.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import {
  anchorKey,
  isPayment,
  NO_SURVEY,
  type StoredHousehold,
  type StoredRecord,
} from '../../household/stored-household.ts';
import { disbursementFields } from '../../household/disbursement.fields.ts';
import { isRecordKey } from '../check-household.ts';
import { checkValues } from '../check-values.ts';
import { planOf } from '../household-plan.ts';
import { beginRecord, planOfSteps } from '../records/record-step.ts';
import { reversalKey } from '../records/check-payments.ts';
import type { HouseholdAct, HouseholdCommand } from './act-on-household.ts';
import { afterToday } from './after-today.ts';

type Payment = StoredRecord<'disbursements'>;

/** Reverses a payment by an entry of its own: the whole negative, on a day of its own, for a reason. */
export interface ReversePayment extends HouseholdCommand {
  readonly id: string;
  readonly on: Day;
  readonly reason: string;
}

export const REVERSE_PAYMENT: HouseholdAct<ReversePayment> = {
  action: 'REVERSE_PAYMENT',
  plan: (stored, command, today) => {
    const { id, on, reason } = command;
    const payment = stored.records.find((one) => one.id === id);
    if (payment === undefined || !isPayment(payment)) return fail([problem('NO_SUCH_RECORD', 'id')]);
    const problems = [
      ...checkPayment(stored, payment),
      ...checkDay(stored, payment, on, today),
      ...checkReason(reason),
    ];
    if (problems.length > 0) return fail(problems);
    const { memberId } = payment;
    const entry = {
      kind: payment.kind,
      key: freeKey(stored, payment),
      memberId,
      values: reversal(payment, on, reason),
    };
    const step = beginRecord(stored, entry, { ...NO_SURVEY, reverses: id }, newId);
    return succeed(planOf(stored, { records: planOfSteps([step]) }));
  },
};

function checkPayment({ records }: StoredHousehold, { id, reverses }: Payment): readonly Problem[] {
  if (reverses !== null) return [problem('IS_A_REVERSAL', 'id')];
  return records.some((one) => one.reverses === id) ? [problem('REVERSED_ALREADY', 'id')] : [];
}

function checkDay({ versions }: StoredHousehold, { values }: Payment, on: Day, today: string): readonly Problem[] {
  const isKnown = versions.some(({ from }) => from <= on);
  return [
    ...afterToday(on, today, 'on'),
    ...(on < values.paidOn ? [problem('BEFORE_THE_PAYMENT', 'on')] : []),
    ...(isKnown ? [] : [problem('NOT_ON_RECORD_THEN', 'on')]),
  ];
}

function checkReason(reason: string): readonly Problem[] {
  if (reason.trim() === '') return [problem('REASON_REQUIRED', 'reason')];
  return checkValues({ reason: disbursementFields.reason }, { reason }, []);
}

/** Everything but the note is as it was paid. */
function reversal({ values }: Payment, on: Day, reason: string): Payment['values'] {
  return { ...values, amountFen: subtractFen(ZERO_FEN, values.amountFen), paidOn: on, note: null, reason };
}

/** A key that no payment of the household has, not even one of another door that looks like it. */
function freeKey({ anchors }: StoredHousehold, { id, key }: Payment): string {
  const isFree = (one: string) => isRecordKey(one) && !anchors.has(anchorKey('disbursements', one, null));
  return [key, id].map(reversalKey).find(isFree) ?? reversalKey(newId());
}
