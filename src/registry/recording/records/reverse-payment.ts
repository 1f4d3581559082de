import type { NewId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { subtractFen, ZERO_FEN } from '../../../kernel/fen.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
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
import { reversalKey } from './check-payments.ts';
import { beginRecord, type Step } from './record-step.ts';

type Payment = StoredRecord<'disbursements'>;

/** Which payment is reversed, on which day, and why. */
export interface Reversal {
  readonly id: string;
  readonly on: Day;
  readonly reason: string;
}

/** Reverses a payment by an entry of its own (pure): the whole negative, on a day of its own, for a reason. */
export function reversePayment(stored: StoredHousehold, { id, on, reason }: Reversal, newId: NewId): OrProblems<Step> {
  const payment = stored.records.find((one) => one.id === id);
  if (payment === undefined || !isPayment(payment)) return fail([problem('NO_SUCH_RECORD', 'id')]);
  const problems = [...checkPayment(stored, payment), ...checkDay(stored, payment, on), ...checkReason(reason)];
  if (problems.length > 0) return fail(problems);
  const { kind, memberId } = payment;
  const entry = { kind, key: freeKey(stored, payment, newId), memberId, values: reversal(payment, on, reason) };
  return succeed(beginRecord(stored, entry, { ...NO_SURVEY, reverses: id }, newId));
}

function checkPayment({ records }: StoredHousehold, { id, reverses }: Payment): readonly Problem[] {
  if (reverses !== null) return [problem('IS_A_REVERSAL', 'id')];
  return records.some((one) => one.reverses === id) ? [problem('REVERSED_ALREADY', 'id')] : [];
}

function checkDay({ versions }: StoredHousehold, { values }: Payment, on: Day): readonly Problem[] {
  const isKnown = versions.some(({ from }) => from <= on);
  return [
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
function freeKey({ anchors }: StoredHousehold, { id, key }: Payment, newId: NewId): string {
  const isFree = (one: string) => isRecordKey(one) && !anchors.has(anchorKey('disbursements', one, null));
  return [key, id].map(reversalKey).find(isFree) ?? reversalKey(newId());
}
