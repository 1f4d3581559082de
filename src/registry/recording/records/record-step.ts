import type { NewId } from '../../../database/ids.ts';
import { addDays, type Day } from '../../../kernel/calendar.ts';
import {
  anchorKey,
  type Belonging,
  NO_SURVEY,
  type StoredHousehold,
  type StoredRecord,
} from '../../household/stored-household.ts';
import { RECORD_KINDS, type RecordKind } from '../../kinds.ts';
import { deepEqual } from '../deep-equal.ts';

/** The writes for a household's records. */
export interface RecordPlan {
  readonly anchors: readonly NewAnchor[];
  readonly revised: Readonly<
    Record<RecordKind, { readonly ended: readonly StoredRecord[]; readonly begun: readonly BegunRecord[] }>
  >;
  /** The records on record that were not given and stay, as `kind.key`. */
  readonly missing: readonly string[];
}

interface NewAnchor {
  readonly id: string;
  readonly kind: RecordKind;
  readonly key: string;
  /** The survey whose keys the anchor's is one of. */
  readonly ofSurvey: string | null;
}

interface BegunRecord extends Belonging {
  readonly id: string;
  readonly memberId: string | null;
  readonly values: object;
}

/** What happens to one record: the versions that end, and those that begin. */
export interface Step {
  readonly ended: readonly StoredRecord[];
  readonly begun: readonly BegunVersion[];
}

interface BegunVersion extends BegunRecord {
  readonly kind: RecordKind;
  /** The key of a record that is not yet on record. */
  readonly newKey: string | null;
}

export const NO_STEP: Step = { ended: [], begun: [] };

/** A record that is not on record now. One of the same key that was retracted has its id. */
export interface NewRecord {
  readonly kind: RecordKind;
  readonly key: string;
  readonly memberId: string | null;
  readonly values: object;
}

/** Begins a record; `id` is made for it unless its key had one before. */
export function beginRecord({ anchors }: StoredHousehold, record: NewRecord, belonging: Belonging, newId: NewId): Step {
  const { kind, key, memberId, values } = record;
  const known = anchors.get(anchorKey(kind, key, belonging.surveyId));
  const newKey = known === undefined ? key : null;
  return { ended: [], begun: [{ id: known ?? newId(), kind, memberId, values, newKey, ...belonging }] };
}

/** Gives a record other values on all its days; it belongs where it did unless that is said. */
export function replaceRecord(
  current: StoredRecord,
  values: object,
  over: Partial<Belonging & { memberId: string | null }> = {},
): Step {
  const { id, kind, memberId, surveyId, addedOn, ended, reverses } = current;
  const belonging = { surveyId, addedOn, ended, reverses };
  return { ended: [current], begun: [{ id, kind, memberId, values, newKey: null, ...belonging, ...over }] };
}

/** The days of a record that lasts, both included. */
export function lastingDays(values: object): { readonly from: Day | null; readonly to: Day | null } {
  return values as { readonly from: Day | null; readonly to: Day | null };
}

/** Whether a record that lasts is in force on a day. */
export function isInForce({ values }: StoredRecord, day: Day): boolean {
  const { from, to } = lastingDays(values);
  return (from === null || from <= day) && (to === null || to >= day);
}

/** Ends a record that lasts on the day before, and begins its successor with other values. */
export function succeedRecord(
  stored: StoredHousehold,
  current: StoredRecord,
  values: object,
  from: Day,
  newId: NewId,
): Step {
  const next = { ...values, from };
  if (lastingDays(current.values).from === from) return replaceRecord(current, next);
  const before = replaceRecord(current, { ...current.values, to: addDays(from, -1) });
  const { kind, memberId } = current;
  const successor = { kind, key: successorKey(stored, current), memberId, values: next };
  return { ended: before.ended, begun: [...before.begun, ...beginRecord(stored, successor, NO_SURVEY, newId).begun] };
}

const SUCCESSOR = /~\d+$/;

/** A record that lasts and those that succeeded it, the last one last: they have its key and numbers. */
export function chainOf({ records }: StoredHousehold, kind: RecordKind, key: string): readonly StoredRecord[] {
  const own = records.filter((one) => one.kind === kind && (one.key === key || one.key.replace(SUCCESSOR, '') === key));
  return own.toSorted((one, other) => numberOf(one.key) - numberOf(other.key));
}

/** The key of a record without the number that its successors have. */
export function chainKey(key: string): string {
  return key.replace(SUCCESSOR, '');
}

function numberOf(key: string): number {
  return Number(SUCCESSOR.exec(key)?.[0].slice(1) ?? 1);
}

function successorKey({ anchors }: StoredHousehold, { kind, key }: StoredRecord): string {
  let number = 2;
  while (anchors.has(anchorKey(kind, `${chainKey(key)}~${number}`, null))) number += 1;
  return `${chainKey(key)}~${number}`;
}

/** Whether a step only gives a record what it is on record with. */
export function isRestated({ ended: [before, ...more], begun: [after, ...others] }: Step): boolean {
  if (before === undefined || after === undefined || more.length + others.length > 0) return false;
  const stateOf = ({ id, memberId, values, surveyId, addedOn, ended, reverses }: BegunRecord) => {
    return { id, memberId, values, surveyId, addedOn, ended, reverses };
  };
  return deepEqual(stateOf(before), stateOf(after));
}

/** Puts the steps of an act together. */
export function planOfSteps(steps: readonly Step[], missing: readonly string[] = []): RecordPlan {
  const ended = [...new Set(steps.flatMap((step) => step.ended))];
  const begun = steps.flatMap((step) => step.begun);
  const ofKind = (kind: RecordKind) => ({
    ended: ended.filter((one) => one.kind === kind),
    begun: begun.filter((one) => one.kind === kind),
  });
  return {
    anchors: begun.flatMap(({ id, kind, newKey, surveyId }) =>
      newKey === null ? [] : [{ id, kind, key: newKey, ofSurvey: surveyId }],
    ),
    revised: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, ofKind(kind)])) as unknown as RecordPlan['revised'],
    missing,
  };
}
