import { newId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import { type StoredHousehold, versionOn } from '../../household/stored-household.ts';
import { RECORD_KINDS, type RecordKind, type RegisterRecord } from '../../kinds.ts';
import type { HouseholdPlan } from '../plan-household.ts';
import type { GivenRecord } from '../plausibility/judge-records.ts';
import { wrongPayments } from '../records/wrong-payments.ts';
import { type Reversal, reversePayment } from '../records/reverse-payment.ts';
import { isRestated, planOfSteps, type Step } from '../records/record-step.ts';
import type { HouseholdAct, HouseholdCommand } from './act-on-household.ts';
import { addRecord } from './add-record.ts';
import { endRecord, retractRecord } from './end-record.ts';
import { planOf } from '../household-plan.ts';
import { paidToTheDead } from '../lives/paid-to-the-dead.ts';
import { changeRecord, correctRecord, type NamedRecord, withRecord } from './named-records.ts';
import { afterToday } from './after-today.ts';

/** Adds records to a household: what lasts begins on its own day, what a survey states belongs to the one in force. */
export interface AddRecords extends HouseholdCommand {
  /** The day of the act; what lasts and has no first day of its own begins on it. */
  readonly on: Day;
  /** Whether what is added was so all along; otherwise it begins or happens on that day or later. */
  readonly correction?: boolean;
  readonly records: { readonly [K in RecordKind]?: readonly RegisterRecord<K>[] };
}

/** Changes records that last: each ends on the day before, and its successor begins. */
export interface ChangeRecords extends HouseholdCommand {
  readonly from: Day;
  readonly records: readonly NamedRecord[];
}

/** Says that records were otherwise all along. */
export interface CorrectRecords extends HouseholdCommand {
  readonly records: readonly NamedRecord[];
}

/** Ends what lasts, with `on` as its last day, or spells of employment, with its month as their last. */
export interface EndRecords extends HouseholdCommand {
  readonly on: Day;
  readonly ids: readonly string[];
}

/** Says that records never were; the reason is the purpose of the change. */
export interface RetractRecords extends HouseholdCommand {
  readonly ids: readonly string[];
}

/** Reverses a payment, which is never altered. */
export type ReversePayment = HouseholdCommand & Reversal;

export const ADD_RECORDS: HouseholdAct<AddRecords> = {
  action: 'ADD_RECORDS',
  refuse: async ({ sql, deps: { today }, stored, command: { householdId, records } }) => {
    const payments = records.disbursements ?? [];
    const wrong = await wrongPayments(sql, [{ householdId, payments }], today);
    return [...wrong.flat(), ...paidToTheDead(stored, payments)];
  },
  plan: (stored, { on, correction = false, records }, today) => {
    const steps = RECORD_KINDS.flatMap((kind) =>
      (records[kind] ?? []).map((record: RegisterRecord, at) =>
        addRecord({ stored, on, correction, newId }, kind, record, ['records', kind, at]),
      ),
    );
    return settle(stored, steps, wrongDay(stored, on, today, 'on'));
  },
  given: (_stored, { records }) =>
    RECORD_KINDS.flatMap((kind) =>
      (records[kind] ?? []).map(({ key, values }: RegisterRecord, at) => {
        return { kind, key, values, before: null, path: ['records', kind, at] };
      }),
    ),
};

/** Adds records that were so all along: they may alter earlier days. */
export const ADD_AS_CORRECTION: HouseholdAct<AddRecords> = { ...ADD_RECORDS, action: 'CORRECT_RECORDS' };

export const CHANGE_RECORDS: HouseholdAct<ChangeRecords> = {
  action: 'CHANGE_RECORDS',
  plan: (stored, { from, records }, today) => {
    const steps = records.map((named) =>
      withRecord(stored, named.id, [...named.path, 'id'], (one) => changeRecord(stored, one, named, from, newId)),
    );
    return settle(stored, steps, wrongDay(stored, from, today, 'from'));
  },
  given: givenNamed,
};

export const CORRECT_RECORDS: HouseholdAct<CorrectRecords> = {
  action: 'CORRECT_RECORDS',
  plan: (stored, { records }) => {
    const steps = records.map((named) =>
      withRecord(stored, named.id, [...named.path, 'id'], (one) => correctRecord(stored, one, named)),
    );
    return settle(stored, steps, []);
  },
  given: givenNamed,
};

export const END_RECORDS: HouseholdAct<EndRecords> = {
  action: 'END_RECORDS',
  plan: (stored, { on, ids }, today) => {
    const steps = ids.map((id, at) =>
      withRecord(stored, id, ['ids', at], (one) => endRecord(stored, one, on, ['ids', at])),
    );
    return settle(stored, steps, wrongDay(stored, on, today, 'on'));
  },
};

export const RETRACT_RECORDS: HouseholdAct<RetractRecords> = {
  action: 'RETRACT_RECORDS',
  plan: (stored, { ids }) => {
    const steps = ids.map((id, at) =>
      withRecord(stored, id, ['ids', at], (one) => retractRecord(stored, one, ids, ['ids', at])),
    );
    return settle(stored, steps, []);
  },
};

export const REVERSE_PAYMENT: HouseholdAct<ReversePayment> = {
  action: 'REVERSE_PAYMENT',
  plan: (stored, reversal, today) =>
    settle(stored, [reversePayment(stored, reversal, newId)], afterToday(reversal.on, today, 'on')),
};

/** Refuses a day that no act has, or on which the household is not on record. */
function wrongDay({ versions }: StoredHousehold, day: Day, today: string, path: string): readonly Problem[] {
  const isKnown = versionOn(versions, day) !== undefined;
  return [...afterToday(day, today, path), ...(isKnown ? [] : [problem('NOT_ON_RECORD_THEN', path)])];
}

/** The records that an act names, with the values that it gives them. */
function givenNamed({ records: stored }: StoredHousehold, { records }: Pick<CorrectRecords, 'records'>) {
  return records.flatMap(({ id, values, path }): readonly GivenRecord[] => {
    const current = stored.find((one) => one.id === id);
    if (current === undefined) return [];
    const { kind, key, values: before } = current;
    return [{ kind, key, values: { ...before, ...values }, before, path }];
  });
}

/** Puts the steps of an act together; each record may be named once. What is on record as it is given is not written again. */
function settle(
  stored: StoredHousehold,
  steps: readonly OrProblems<Step>[],
  others: readonly Problem[],
): OrProblems<HouseholdPlan> {
  const problems = [...others, ...steps.flatMap((step) => (step.ok ? [] : step.error))];
  if (problems.length > 0) return fail(problems);
  const done = steps.flatMap((step) => (step.ok ? [step.value] : []));
  const begun = done.flatMap((step) => step.begun.map(({ id }) => id));
  if (new Set(begun).size < begun.length) return fail([problem('NAMED_TWICE', 'records')]);
  return succeed(planOf(stored, { records: planOfSteps(done.filter((step) => !isRestated(step))) }));
}
