import type { Day } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { HouseholdState, MemberState, PersonState, RegisterHousehold, RegisterMember } from '../kinds.ts';
import type { NewId } from '../../database/ids.ts';
import { planRecords } from './records/plan-records.ts';
import { type LifePlan, NO_LIVES } from './lives/life-plan.ts';
import type { RecordPlan } from './records/record-step.ts';
import { deepEqual } from './deep-equal.ts';
import { endAfter, versionOn, type Ranged, type StoredHousehold } from '../household/stored-household.ts';

/** The writes for a household: new anchors, versions that begin and versions that end. */
export interface HouseholdPlan {
  readonly id: string;
  readonly isNew: boolean;
  readonly members: readonly { readonly id: string; readonly key: string }[];
  readonly records: RecordPlan;
  readonly household: Revised<{ workerId: string; state: HouseholdState }>;
  readonly memberships: Revised<{ personId: string; membershipState: MemberState }>;
  readonly persons: Revised<PersonState>;
  readonly lives: LifePlan;
  /** The members and records that were not given and stay on record. */
  readonly kept: readonly string[];
}

/** The versions of a state that end, and those that begin. */
export interface Revised<T> {
  readonly ended: readonly { readonly id: string; readonly version: Ranged<T> }[];
  readonly begun: readonly { readonly id: string; readonly from: Day; readonly to: Day | null; readonly value: T }[];
}

/** How the given household changes the one on record. */
export interface ChangeMode {
  /** The first day on which the given household holds. */
  readonly from: Day;
  /** Whether the version in force was wrong from its beginning, and is replaced over its whole range. */
  readonly correction: boolean;
  /** Whether it is a survey that states its figures whole; everything else that is not given stays on record. */
  readonly isWhole: boolean;
}

/** The person of each member, by the member's key, with the person's versions on record. */
export type Persons = ReadonlyMap<string, { readonly id: string; readonly versions: readonly Ranged<PersonState>[] }>;

/**
 * Compares the given household with the one on record and plans the writes (pure). Equal values are not written again.
 */
export function planHousehold(
  stored: StoredHousehold,
  isNew: boolean,
  given: RegisterHousehold,
  persons: Persons,
  mode: ChangeMode,
  newId: NewId,
): HouseholdPlan {
  const ids = new Map(stored.members.map(({ id, key }) => [key, id]));
  const members = given.members.filter(({ key }) => !ids.has(key)).map(({ key }) => ({ id: newId(), key }));
  for (const { id, key } of members) ids.set(key, id);
  const keys = new Set(given.members.map(({ key }) => key));
  const gone = stored.members.filter(
    ({ key, versions }) => !keys.has(key) && versionOn(versions, mode.from) !== undefined,
  );
  const records = planRecords(stored, given, ids, mode, newId);
  const own = { workerId: ids.get(given.worker) ?? '', state: given.household };
  return {
    id: stored.id,
    isNew,
    members,
    records,
    household: revise(stored.id, stored.versions, own, mode),
    memberships: merge(given.members.map((member) => reviseMembership(stored, member, ids, persons, mode))),
    persons: merge(given.members.map((member) => revisePerson(stored, persons.get(member.key), member, mode))),
    lives: NO_LIVES,
    kept: [...gone.map(({ key }) => `members.${key}`), ...records.missing],
  };
}

export function changesNothing(plan: HouseholdPlan): boolean {
  const { household, memberships, persons, lives, records } = plan;
  const revised: readonly { readonly ended: readonly unknown[]; readonly begun: readonly unknown[] }[] = [
    ...[household, memberships, persons],
    ...[lives.numbers, lives.deaths, lives.merges, lives.closings],
    ...Object.values(records.revised),
  ];
  return !plan.isNew && revised.every(({ ended, begun }) => ended.length + begun.length === 0);
}

function reviseMembership(
  stored: StoredHousehold,
  { key, membershipState }: RegisterMember,
  ids: ReadonlyMap<string, string>,
  persons: Persons,
  mode: ChangeMode,
): Revised<{ personId: string; membershipState: MemberState }> {
  const versions = stored.members.find((member) => member.key === key)?.versions ?? [];
  const value = { personId: persons.get(key)?.id ?? '', membershipState };
  return revise(ids.get(key) ?? '', versions, value, mode, endAfter(stored, mode.from));
}

/** The values that are known. */
function known(state: PersonState): Partial<PersonState> {
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== null));
}

/**
 * Plans the state of a member's person. Of somebody on record who joins, what is not known here stays as it is. A correction does
 * not reach back before the person came to this household: what holds before was recorded by others.
 */
function revisePerson(
  stored: StoredHousehold,
  before: { readonly id: string; readonly versions: readonly Ranged<PersonState>[] } | undefined,
  { key, person: given }: RegisterMember,
  mode: ChangeMode,
): Revised<PersonState> {
  invariant(before !== undefined, 'every member has a person');
  const { id, versions } = before;
  const memberships = stored.members.find((member) => member.key === key)?.versions ?? [];
  const came = memberships.filter(({ value }) => value.personId === id).map(({ from }) => from);
  const since = Math.min(mode.from, ...came) as Day;
  const current = versionOn(versions, mode.from);
  if (current === undefined) return revise(id, versions, given, mode);
  const isJoining = versionOn(memberships, mode.from)?.value.personId !== id;
  const person = isJoining ? { ...current.value, ...known(given) } : given;
  if (!mode.correction || current.from >= since) return revise(id, versions, person, mode);
  return revise(id, versions, person, { ...mode, from: since, correction: false });
}

/**
 * Plans a state from a day on, until before another one at the latest. A correction replaces the version in force; otherwise that
 * version is split at the day.
 */
function revise<T>(
  id: string,
  versions: readonly Ranged<T>[],
  value: T,
  { from, correction }: ChangeMode,
  until: Day | null = null,
): Revised<T> {
  const current = versionOn(versions, from);
  if (current === undefined) {
    const next = versions.map((version) => version.from).filter((day) => day > from);
    const to = Math.min(until ?? Infinity, ...next);
    return { ended: [], begun: [{ id, from, to: Number.isFinite(to) ? (to as Day) : null, value }] };
  }
  if (deepEqual(current.value, value)) return { ended: [], begun: [] };
  const ended = [{ id, version: current }];
  if (correction || current.from === from) return { ended, begun: [{ id, from: current.from, to: current.to, value }] };
  return {
    ended,
    begun: [
      { id, from: current.from, to: from, value: current.value },
      { id, from, to: current.to, value },
    ],
  };
}

/** Puts the revisions of several states together. */
export function merge<T>(all: readonly Revised<T>[]): Revised<T> {
  return { ended: all.flatMap(({ ended }) => ended), begun: all.flatMap(({ begun }) => begun) };
}
