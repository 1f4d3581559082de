import type { NewId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { NO_SURVEY, type StoredHousehold, type StoredRecord } from '../../household/stored-household.ts';
import { deepEqual } from '../deep-equal.ts';
import {
  beginRecord,
  chainOf,
  isInForce,
  lastingDays,
  type NewRecord,
  NO_STEP,
  replaceRecord,
  type Step,
  succeedRecord,
} from './record-step.ts';

/**
 * Plans a record that lasts, which a document gives whole under the key of the first of its chain (pure): its first and last day
 * are corrected, and what else differs changes on the day, where the record ends and its successor begins.
 */
export function planLasting(
  stored: StoredHousehold,
  record: NewRecord,
  { from, correction }: { readonly from: Day; readonly correction: boolean },
  newId: NewId,
): Step {
  const chain = chainOf(stored, record.kind, record.key);
  const [first, last] = [chain[0], chain.at(-1)];
  const { values, memberId } = record;
  if (first === undefined || last === undefined) return beginRecord(stored, record, NO_SURVEY, newId);
  const whole = { ...last, values: { ...last.values, from: lastingDays(first.values).from } as StoredRecord['values'] };
  if ([...chain, whole].some((one) => isSame(one, memberId, values))) return NO_STEP;
  if (correction || last.memberId !== memberId) {
    return replaceRecord(chain.find(({ key }) => key === record.key) ?? last, values, { memberId });
  }
  return changeLast(stored, [first, last], values, from, newId);
}

function changeLast(
  stored: StoredHousehold,
  [first, last]: readonly [StoredRecord, StoredRecord],
  values: object,
  from: Day,
  newId: NewId,
): Step {
  const own = first === last ? values : { ...values, from: lastingDays(last.values).from };
  const isOld = hasSameRest(last, values) || !isInForce(last, from);
  const changed = isOld ? replaceRecord(last, own) : succeedRecord(stored, last, values, from, newId);
  return first === last ? changed : together(changed, movedTo(first, lastingDays(values).from));
}

/** Corrects the first day of a record. */
function movedTo(first: StoredRecord, from: Day | null): Step {
  return lastingDays(first.values).from === from ? NO_STEP : replaceRecord(first, { ...first.values, from });
}

function together(one: Step, other: Step): Step {
  return { ended: [...one.ended, ...other.ended], begun: [...one.begun, ...other.begun] };
}

function isSame(one: StoredRecord, memberId: string | null, values: object): boolean {
  return one.memberId === memberId && deepEqual(one.values, values);
}

/** Whether a record differs in its days alone. */
function hasSameRest({ values: before }: StoredRecord, values: object): boolean {
  return deepEqual({ ...before, from: null, to: null }, { ...values, from: null, to: null });
}
