import type { KeyObject } from 'node:crypto';
import type { Day } from '../../kernel/calendar.ts';
import type {
  HouseholdState,
  MemberState,
  PersonState,
  RecordKind,
  RegisterHousehold,
  RegisterMember,
  RegisterRecord,
} from '../kinds.ts';
import { RECORD_KINDS } from '../kinds.ts';

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
}

export interface StoredRecord<K extends RecordKind = RecordKind> {
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
  /** The persons by id. */
  readonly persons: ReadonlyMap<string, StoredPerson>;
  readonly records: readonly StoredRecord[];
  /** The ids of all records that the household ever had, by {@link anchorKey}. */
  readonly anchors: ReadonlyMap<string, string>;
}

export function anchorKey(kind: RecordKind, key: string): string {
  return `${kind} ${key}`;
}

/** The version that holds on a day. */
export function versionOn<T>(versions: readonly Ranged<T>[], day: Day): Ranged<T> | undefined {
  return versions.find(({ from, to }) => from <= day && (to === null || day < to));
}

/** The household as of a day; `null` if nothing is on record for that day. Records of former members are left out. */
export function householdOn(stored: StoredHousehold, day: Day): RegisterHousehold | null {
  const own = versionOn(stored.versions, day)?.value;
  if (own === undefined) return null;
  const members = stored.members.flatMap((member) => memberOn(stored, member, day));
  const keysById = new Map(stored.members.map(({ id, key }) => [id, key]));
  const present = new Set(members.map(({ key }) => key));
  const records = stored.records.map(({ kind, key, memberId, values }) => ({
    kind,
    record: { key, member: memberId === null ? null : (keysById.get(memberId) ?? null), values },
  }));
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
