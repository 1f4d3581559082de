import type { NewId } from '../../database/ids.ts';
import type { Day } from '../../kernel/calendar.ts';
import { isSurveyed, RECORD_KINDS, type RecordKind, type RegisterHousehold, type RegisterRecord } from '../kinds.ts';
import { deepEqual } from './deep-equal.ts';
import {
  anchorKey,
  type Belonging,
  NO_SURVEY,
  type StoredHousehold,
  type StoredRecord,
  surveyOn,
} from '../household/stored-household.ts';

/** The writes for a household's records. */
export interface RecordPlan {
  readonly anchors: readonly NewAnchor[];
  readonly revised: Readonly<Record<RecordKind, RevisedRecords>>;
  /** The records on record that were not given, as `kind.key`. */
  readonly missing: readonly string[];
}

interface NewAnchor {
  readonly id: string;
  readonly kind: RecordKind;
  readonly key: string;
  /** The survey whose keys the anchor's is one of. */
  readonly ofSurvey: string | null;
}

interface RevisedRecords {
  readonly ended: readonly StoredRecord[];
  readonly begun: readonly BegunRecord[];
}

interface BegunRecord extends Belonging {
  readonly id: string;
  readonly memberId: string | null;
  readonly values: object;
}

/** How records are given: on which day, as a correction or not, and whether those that are not given stay. */
interface RecordMode {
  readonly from: Day;
  readonly correction: boolean;
  readonly keepMissing: boolean;
}

/** The survey that the records of the act belong to (R16). */
interface ActSurvey {
  readonly id: string | null;
  /** Whether the act is that survey, which states its records whole; otherwise they are added to it on the day of the act. */
  readonly isStated: boolean;
}

/**
 * Compares the given records with those on record, by kind and key. Equal records are not written again. Incomes, deductions,
 * expenses and employment are compared with those of the same survey, and surveys that are not given stay on record.
 */
export function planRecords(
  stored: StoredHousehold,
  given: RegisterHousehold,
  memberIds: ReadonlyMap<string, string>,
  mode: RecordMode,
  newId: NewId,
): RecordPlan {
  const surveyIds = new Map(
    given.records.surveys.map(({ key }) => [key, findAnchor(stored, 'surveys', key) ?? newId()]),
  );
  const present = new Set(given.members.map(({ key }) => memberIds.get(key)));
  const survey = actSurvey(stored, given, surveyIds, mode.from);
  const plans = RECORD_KINDS.map((kind) => {
    const ofSurvey = isSurveyed(kind) ? survey.id : null;
    const ofKind = stored.records.filter((one) => one.kind === kind && one.surveyId === ofSurvey);
    const placed = stored.records.filter((one) => isPlacedSince(stored, one, kind, ofSurvey));
    const before = new Map([...placed, ...ofKind].map((one) => [one.key, one]));
    const wanted = given.records[kind].map((record) => wantedRecord(record, before, memberIds));
    const changed = wanted.filter(({ unchanged }) => !unchanged);
    const keys = new Set(wanted.map(({ key }) => key));
    const missing = ofKind.filter(({ key, memberId }) => !keys.has(key) && isExpected(kind, memberId, present));
    const begun = changed.map(({ key, memberId, values, current }) => {
      const known = current?.id ?? findAnchor(stored, kind, key, ofSurvey);
      const id = known ?? (kind === 'surveys' ? surveyIds.get(key) : undefined) ?? newId();
      const belonging = isSurveyed(kind) ? belongingOf(survey, values, current, mode) : NO_SURVEY;
      return { id, isNew: known === undefined, kind, key, ofSurvey, memberId, values, ...belonging };
    });
    const ended = changed.flatMap(({ current }) => current ?? []);
    return { kind, begun, missing, ended: mode.keepMissing ? ended : [...ended, ...missing] };
  });
  return {
    anchors: plans.flatMap(({ begun }) => begun.filter(({ isNew }) => isNew)),
    revised: Object.fromEntries(plans.map(({ kind, begun, ended }) => [kind, { begun, ended }])) as unknown as Readonly<
      Record<RecordKind, RevisedRecords>
    >,
    missing: plans.flatMap(({ kind, missing }) => missing.map(({ key }) => `${kind}.${key}`)),
  };
}

/** Whether a record had no survey when it was recorded and was given to one since: its key still names it among those without. */
function isPlacedSince(
  stored: StoredHousehold,
  record: StoredRecord,
  kind: RecordKind,
  ofSurvey: string | null,
): boolean {
  const { id, key, surveyId } = record;
  return record.kind === kind && surveyId !== ofSurvey && findAnchor(stored, kind, key, ofSurvey) === id;
}

/** Whether a record on record would be given again: not a survey, and not of a member who has left, whose records stay. */
function isExpected(kind: RecordKind, memberId: string | null, present: ReadonlySet<string | undefined>): boolean {
  return kind !== 'surveys' && (memberId === null || present.has(memberId));
}

function findAnchor({ anchors }: StoredHousehold, kind: RecordKind, key: string, ofSurvey: string | null = null) {
  return anchors.get(anchorKey(kind, key, ofSurvey));
}

/** The survey of the day of the act, if it is given; otherwise the one in force on that day. */
function actSurvey(
  stored: StoredHousehold,
  { records }: RegisterHousehold,
  ids: ReadonlyMap<string, string>,
  from: Day,
): ActSurvey {
  const own = records.surveys.find(({ values }) => values.surveyedOn === from);
  if (own === undefined) return { id: surveyOn(stored, from)?.id ?? null, isStated: false };
  return { id: ids.get(own.key) ?? null, isStated: true };
}

/** What belongs to a survey keeps it, also where it was given to one since it was recorded; what is new outside of it is added on the day of the act, but for corrections. */
function belongingOf(
  { id: surveyId, isStated }: ActSurvey,
  values: object,
  current: StoredRecord | undefined,
  { from, correction }: RecordMode,
): Belonging {
  if (current !== undefined && current.surveyId !== surveyId) {
    return { surveyId: current.surveyId, addedOn: current.addedOn, ended: current.ended };
  }
  if (isStated || surveyId === null) return { surveyId, addedOn: null, ended: null };
  if (current === undefined) return { surveyId, addedOn: correction ? null : from, ended: null };
  const { addedOn } = current;
  return { surveyId, addedOn, ended: correction ? null : endedSpell(values, current, from) };
}

/** A spell whose end becomes known by a change keeps the last month that was stated before, for the days before the act. */
function endedSpell(values: object, current: StoredRecord, from: Day): Belonging['ended'] {
  if (!isSpell(current)) return null;
  const { ended, values: before } = current;
  if ((values as typeof before).to === before.to) return ended;
  return { on: from, statedTo: ended === null ? before.to : ended.statedTo };
}

function isSpell(record: StoredRecord): record is StoredRecord<'employment'> {
  return record.kind === 'employment';
}

function wantedRecord(
  { key, member, values }: RegisterRecord,
  before: ReadonlyMap<string, StoredRecord>,
  memberIds: ReadonlyMap<string, string>,
) {
  const current = before.get(key);
  const memberId = member === null ? null : (memberIds.get(member) ?? null);
  const unchanged = current ? current.memberId === memberId && deepEqual(current.values, values) : false;
  return { key, memberId, values, current, unchanged };
}
