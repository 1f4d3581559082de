import type { KeyObject } from 'node:crypto';
import type { Day, Month } from '../../kernel/calendar.ts';
import type {
  HouseholdState,
  MemberState,
  PersonState,
  RecordKind,
  RegisterHousehold,
  RegisterMember,
  RegisterRecord,
} from '../kinds.ts';
import type { CLOSING_REASONS, DEATH_SOURCES } from './household.codes.ts';
import { FIRST_DAYS, isSurveyed, RECORD_KINDS } from '../kinds.ts';

/** A version of a state: it holds from the day `from` until before `to`, or without end if `to` is `null`. */
export interface Ranged<T> {
  readonly from: Day;
  readonly to: Day | null;
  readonly recordedIn: string;
  readonly value: T;
}

export interface StoredMember {
  readonly id: string;
  readonly key: string;
  readonly versions: readonly Ranged<{ readonly personId: string; readonly membershipState: MemberState }>[];
}

export interface StoredPerson {
  readonly id: string;
  readonly identityNumber: string | null;
  readonly dataKey: KeyObject;
  readonly versions: readonly Ranged<PersonState>[];
  /** The day of their death and where it is known from; `null` if none is known. */
  readonly death: { readonly on: Day; readonly source: keyof typeof DEATH_SOURCES } | null;
}

/** What a record belongs to: a survey (R16), or the payment that it reverses. */
export interface Belonging {
  /** The survey that stated it, or that was in force on the day of the act that added it; `null`: none, or of a kind that no survey states. */
  readonly surveyId: string | null;
  /** The day of the act that added it outside a survey; `null` if a survey or a correction stated it. */
  readonly addedOn: Day | null;
  /** Of a spell that was ended outside a survey, the day of that act and the last month that was stated before. */
  readonly ended: { readonly on: Day; readonly statedTo: Month | null } | null;
  /** Of an entry that reverses a payment, the id of that payment. */
  readonly reverses: string | null;
}

export const NO_SURVEY: Belonging = { surveyId: null, addedOn: null, ended: null, reverses: null };

export interface StoredRecord<K extends RecordKind = RecordKind> extends Belonging {
  readonly id: string;
  readonly kind: K;
  readonly key: string;
  readonly memberId: string | null;
  readonly values: RegisterRecord<K>['values'];
}

/** All that is known about a household at one revision, over all days. */
export interface StoredHousehold {
  readonly id: string;
  readonly unionId: string;
  readonly dataKey: KeyObject;
  readonly versions: readonly Ranged<{ readonly workerId: string; readonly state: HouseholdState }>[];
  readonly members: readonly StoredMember[];
  /** The days on which it is closed: from each first day until before the next one on which it is on record. */
  readonly closings: readonly Ranged<keyof typeof CLOSING_REASONS>[];
  /** The persons by id. */
  readonly persons: ReadonlyMap<string, StoredPerson>;
  readonly records: readonly StoredRecord[];
  /** The ids of all records that the household ever had, by {@link anchorKey}. */
  readonly anchors: ReadonlyMap<string, string>;
}

/** Names an anchor among those of a household: the records of each survey have keys of their own. */
export function anchorKey(kind: RecordKind, key: string, surveyId: string | null): string {
  return `${kind} ${surveyId ?? ''} ${key}`;
}

export function isSurvey(record: StoredRecord): record is StoredRecord<'surveys'> {
  return record.kind === 'surveys';
}

export function isPayment(record: StoredRecord): record is StoredRecord<'disbursements'> {
  return record.kind === 'disbursements';
}

/** The keys of payments by their ids. */
export function paymentKeys({ records }: Pick<StoredHousehold, 'records'>): ReadonlyMap<string, string> {
  return new Map(records.filter(isPayment).map(({ id, key }) => [id, key]));
}

export function isSpell(record: StoredRecord): record is StoredRecord<'employment'> {
  return record.kind === 'employment';
}

/** The survey in force on a day: the last one on or before it (R16). */
export function surveyOn({ records }: Pick<StoredHousehold, 'records'>, day: Day): StoredRecord<'surveys'> | null {
  const surveys = records.filter(isSurvey);
  const past = surveys.filter(({ values }) => values.surveyedOn <= day);
  return past.toSorted((one, other) => other.values.surveyedOn - one.values.surveyedOn)[0] ?? null;
}

/** The record as of a day; `null` if it begins or happens later, belongs to another survey, or was added later. */
function recordOn(record: StoredRecord, surveyId: string | null, day: Day): StoredRecord | null {
  const { kind, values } = record;
  if (isSurveyed(kind)) return figureOn(record, surveyId, day);
  const begins = (values as Readonly<Record<string, Day | null>>)[FIRST_DAYS[kind]] ?? null;
  return begins === null || begins <= day ? record : null;
}

function figureOn(record: StoredRecord, surveyId: string | null, day: Day): StoredRecord | null {
  const { addedOn, ended } = record;
  if (record.surveyId !== surveyId || (addedOn !== null && addedOn > day)) return null;
  return ended !== null && ended.on > day ? asStated(record) : record;
}

/** A spell of employment as it was stated before the act that ended it; every other record as it is. */
export function asStated(record: StoredRecord): StoredRecord {
  if (record.ended === null) return record;
  return { ...record, values: { ...record.values, to: record.ended.statedTo } as StoredRecord['values'] };
}

/** The first day after a day on which what holds on it does not; `null` if it does not hold on it, or goes on without end. */
export function endAfter({ versions }: { readonly versions: readonly Ranged<unknown>[] }, day: Day): Day | null {
  let end: Day | null = day;
  for (const { from, to } of versions.toSorted((one, other) => one.from - other.from)) {
    if (end !== null && from <= end && (to === null || to > end)) end = to;
  }
  return end === day ? null : end;
}

/** The version that holds on a day. */
export function versionOn<T>(versions: readonly Ranged<T>[], day: Day): Ranged<T> | undefined {
  return versions.find(({ from, to }) => from <= day && (to === null || day < to));
}

/**
 * The household as of a day, with the figures of the survey in force; `null` if nothing is on record for that day. Records of
 * former members are left out.
 */
export function householdOn(stored: StoredHousehold, day: Day): RegisterHousehold | null {
  const own = versionOn(stored.versions, day)?.value;
  if (own === undefined) return null;
  const members = stored.members.flatMap((member) => memberOn(stored, member, day));
  const keysById = new Map(stored.members.map(({ id, key }) => [id, key]));
  const present = new Set(members.map(({ key }) => key));
  const payments = paymentKeys(stored);
  const surveyId = surveyOn(stored, day)?.id ?? null;
  const records = stored.records.flatMap((one) => {
    const record = recordOn(one, surveyId, day);
    if (record === null) return [];
    const { kind, key, memberId, values, reverses } = record;
    const member = memberId === null ? null : (keysById.get(memberId) ?? null);
    const reversed = payments.get(reverses ?? '');
    return [{ kind, record: { key, member, values, ...(reversed === undefined ? {} : { reverses: reversed }) } }];
  });
  const shown = records.filter(({ record }) => record.member === null || present.has(record.member));
  return {
    worker: keysById.get(own.workerId) ?? '',
    household: own.state,
    members,
    records: Object.fromEntries(
      RECORD_KINDS.map((kind) => [kind, shown.filter((one) => one.kind === kind).map(({ record }) => record)]),
    ) as unknown as RegisterHousehold['records'],
  };
}

function memberOn({ persons }: StoredHousehold, member: StoredMember, day: Day): readonly RegisterMember[] {
  const version = versionOn(member.versions, day);
  const person = version && persons.get(version.value.personId);
  const state = person && (versionOn(person.versions, day) ?? person.versions[0]);
  if (version === undefined || person === undefined || state === undefined) return [];
  return [
    {
      key: member.key,
      identityNumber: person.identityNumber,
      person: state.value,
      membershipState: version.value.membershipState,
    },
  ];
}
