import type { NewId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { invariant } from '../../../kernel/invariant.ts';
import {
  anchorKey,
  asStated,
  type Belonging,
  isSpell,
  NO_SURVEY,
  type StoredHousehold,
  type StoredRecord,
  surveyOn,
} from '../../household/stored-household.ts';
import { isLasting, isSurveyed, RECORD_KINDS, type RegisterHousehold } from '../../kinds.ts';
import { deepEqual } from '../deep-equal.ts';
import { planLasting } from './plan-lasting.ts';
import {
  beginRecord,
  chainKey,
  type NewRecord,
  NO_STEP,
  planOfSteps,
  type RecordPlan,
  replaceRecord,
  type Step,
} from './record-step.ts';

/** How records are given: on which day, and as what. */
export interface RecordMode {
  readonly from: Day;
  /** Whether what differs was otherwise all along. */
  readonly correction: boolean;
  /** Whether the act is a survey that states its figures whole: what it stated before and is not given is retracted. */
  readonly isWhole: boolean;
}

/** The survey that the records of the act belong to (R16). */
interface ActSurvey {
  readonly id: string | null;
  /** Whether the act is of the day of that survey, which states them; otherwise they are added to it. */
  readonly isStated: boolean;
}

/** A given record, and the key of the payment that it reverses. */
interface GivenRecord extends NewRecord {
  readonly reverses: string | null;
}

interface Planning {
  readonly stored: StoredHousehold;
  readonly mode: RecordMode;
  readonly survey: ActSurvey;
  /** The ids of the surveys and payments that are given, by {@link anchorKey}: other records belong to them. */
  readonly placed: ReadonlyMap<string, string>;
  readonly newId: NewId;
}

/**
 * Compares the given records with those on record, by kind and key (pure). Equal records are not written again, and what is not
 * given stays, but for the figures of a survey that is stated whole. A record that lasts changes on the day; every other one that
 * differs is corrected, but for payments, of which none that differs may be given.
 */
export function planRecords(
  stored: StoredHousehold,
  given: RegisterHousehold,
  memberIds: ReadonlyMap<string, string>,
  mode: RecordMode,
  newId: NewId,
): RecordPlan {
  const placed = placesOf(stored, given, newId);
  const planning = { stored, mode, newId, placed, survey: actSurvey(stored, given, placed, mode.from) };
  const wanted = RECORD_KINDS.flatMap((kind) =>
    given.records[kind].map(({ key, member, values, reverses }): GivenRecord => {
      const memberId = member === null ? null : (memberIds.get(member) ?? null);
      return { kind, key, memberId, values, reverses: reverses ?? null };
    }),
  );
  const steps = wanted.map((record) => stepOf(planning, record));
  const present = new Set(given.members.map(({ key }) => memberIds.get(key)));
  const missing = missingRecords(planning, wanted, present);
  const isRetracted = ({ kind }: StoredRecord) => mode.isWhole && isSurveyed(kind);
  const kept = missing.filter((one) => !isRetracted(one)).map(({ kind, key }) => `${kind}.${key}`);
  return planOfSteps([...steps, { ended: missing.filter(isRetracted), begun: [] }], kept);
}

/** The ids that the given surveys and payments have, or will have. */
function placesOf({ anchors }: StoredHousehold, { records }: RegisterHousehold, newId: NewId) {
  const keys = (['surveys', 'disbursements'] as const).flatMap((kind) =>
    records[kind].map(({ key }) => anchorKey(kind, key, null)),
  );
  return new Map(keys.map((key) => [key, anchors.get(key) ?? newId()]));
}

function stepOf(planning: Planning, record: GivenRecord): Step {
  const { stored, placed, newId } = planning;
  const { kind, key, memberId, values } = record;
  if (isLasting(kind)) return planLasting(stored, record, planning.mode, newId);
  if (isSurveyed(kind)) return planSurveyed(planning, record);
  const current = stored.records.find((one) => one.kind === kind && one.key === key);
  if (current === undefined) {
    const reverses = record.reverses === null ? null : paymentId(planning, record.reverses);
    const placedId = () => placed.get(anchorKey(kind, key, null)) ?? newId();
    return beginRecord(stored, record, { ...NO_SURVEY, reverses }, placedId);
  }
  if (isSame(current, record)) return NO_STEP;
  invariant(kind !== 'disbursements', 'a payment on record is not given with other values');
  return replaceRecord(current, values, { memberId });
}

function paymentId({ stored, placed }: Planning, key: string): string {
  const anchor = anchorKey('disbursements', key, null);
  const id = placed.get(anchor) ?? stored.anchors.get(anchor);
  invariant(id !== undefined, 'what is reversed is given, or on record');
  return id;
}

/** Plans what a survey states, or what is added to the one in force. The same row again is the same fact, in whichever survey it is. */
function planSurveyed(planning: Planning, record: NewRecord): Step {
  const { stored, survey, mode, newId } = planning;
  const current = currentOf(planning, record);
  if (current === undefined) {
    const isInAnother = stored.records.some((one) => one.key === record.key && isSame(one, record));
    if (isInAnother && !survey.isStated) return NO_STEP;
    return beginRecord(stored, record, addedTo(survey, mode), newId);
  }
  if (isSame(shownOn(current, planning), record)) return NO_STEP;
  const { memberId } = record;
  if (!isSpell(current)) return replaceRecord(current, record.values, { memberId });
  return survey.isStated ? restateSpell(current, record) : replaceSpell(current, record, mode);
}

/** A record as the act sees it: a spell that was ended later, or by an act since its survey, as it was stated. */
function shownOn(record: StoredRecord, { survey, mode }: Planning): StoredRecord {
  const { ended } = record;
  return survey.isStated || (ended !== null && ended.on > mode.from) ? asStated(record) : record;
}

/** The record of the same key in the survey, or one that had no survey when it was recorded and was given to one since. */
function currentOf({ stored, survey }: Planning, { kind, key }: NewRecord): StoredRecord | undefined {
  const ofKey = stored.records.filter((one) => one.kind === kind && one.key === key);
  const placed = stored.anchors.get(anchorKey(kind, key, survey.id));
  return ofKey.find(({ surveyId }) => surveyId === survey.id) ?? ofKey.find(({ id }) => id === placed);
}

/** What is new outside of a survey is added on the day of the act, but for corrections. */
function addedTo({ id: surveyId, isStated }: ActSurvey, { from, correction }: RecordMode): Belonging {
  return { ...NO_SURVEY, surveyId, addedOn: isStated || surveyId === null || correction ? null : from };
}

/** Plans a spell that is added to otherwise: an end that becomes known keeps the last month that was stated before, for the days before. */
function replaceSpell(current: StoredRecord<'employment'>, record: NewRecord, mode: RecordMode): Step {
  const { ended, values: before, surveyId } = current;
  const { memberId } = record;
  const values = record.values as typeof before;
  if (values.to === before.to) return replaceRecord(current, values, { memberId });
  const isKnownNow = !mode.correction && surveyId !== null;
  const known = isKnownNow ? (ended ?? { on: mode.from, statedTo: before.to }) : null;
  return replaceRecord(current, values, { memberId, ended: known });
}

/** Plans a spell that its survey states otherwise: an end that an act made known since stays with its day, unless the spell ended before. */
function restateSpell(current: StoredRecord<'employment'>, record: NewRecord): Step {
  const { ended, values: before } = current;
  const { memberId } = record;
  const values = record.values as typeof before;
  const isEnded = ended !== null && before.to !== null && (values.to ?? before.to) >= before.to;
  if (!isEnded) return replaceRecord(current, values, { memberId, ended: null });
  return replaceRecord(current, { ...values, to: before.to }, { memberId, ended: { ...ended, statedTo: values.to } });
}

/** The records that would be given again and are not: of the survey of the act, and not of members who have left. */
function missingRecords(
  { stored, survey }: Planning,
  wanted: readonly NewRecord[],
  present: ReadonlySet<string | null | undefined>,
): readonly StoredRecord[] {
  const given = new Set(wanted.map(({ kind, key }) => `${kind} ${key}`));
  const isOfAct = ({ kind, surveyId, addedOn }: StoredRecord) =>
    kind !== 'surveys' && (!isSurveyed(kind) || (surveyId === survey.id && !(survey.isStated && addedOn !== null)));
  const isGiven = ({ kind, key }: StoredRecord) => {
    const named = isLasting(kind) ? [key, chainKey(key)] : [key];
    return named.some((name) => given.has(`${kind} ${name}`));
  };
  const isPresent = ({ memberId }: StoredRecord) => memberId === null || present.has(memberId);
  return stored.records.filter((one) => isOfAct(one) && isPresent(one) && !isGiven(one));
}

/** The survey of the day of the act, if it is given; otherwise the one in force on that day. */
function actSurvey(
  stored: StoredHousehold,
  { records }: RegisterHousehold,
  placed: ReadonlyMap<string, string>,
  from: Day,
): ActSurvey {
  const own = records.surveys.find(({ values }) => values.surveyedOn === from);
  if (own === undefined) return { id: surveyOn(stored, from)?.id ?? null, isStated: false };
  return { id: placed.get(anchorKey('surveys', own.key, null)) ?? null, isStated: true };
}

function isSame(one: StoredRecord, { kind, memberId, values }: NewRecord): boolean {
  return one.kind === kind && one.memberId === memberId && deepEqual(one.values, values);
}
