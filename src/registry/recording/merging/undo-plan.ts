import { problem, type Problem } from '../../../usecase/problem.ts';
import type { Day } from '../../../kernel/calendar.ts';
import {
  type StoredHousehold,
  type StoredMember,
  type StoredPerson,
  versionOn,
} from '../../household/stored-household.ts';
import { deepEqual } from '../deep-equal.ts';
import type { HouseholdPlan } from '../plan-household.ts';
import type { LifePlan } from '../lives/life-plan.ts';
import type { FactSince, FormerStay } from './merge.read.ts';

/** To whom something that was recorded since a merge is given. */
export interface Gift extends Pick<FactSince, 'kind' | 'id'> {
  readonly to: 'FROM' | 'INTO';
}

/** A merge that is to be undone, with what was recorded since. */
export interface Undoing {
  /** Who was merged, and has a life of their own again. */
  readonly from: StoredPerson;
  readonly into: StoredPerson;
  /** The one who is kept, as they were before the merge. */
  readonly before: StoredPerson;
  /** Their states right after it. */
  readonly merged: StoredPerson['versions'];
  readonly changeId: string;
  /** The days on which who was merged had been a member, and on which the one who is kept had been. */
  readonly stays: readonly FormerStay[];
  readonly ownStays: readonly FormerStay[];
  readonly facts: readonly FactSince[];
  readonly give: readonly Gift[];
  /** The persons whose merges point back to who was merged. */
  readonly further: readonly string[];
}

/** Whether each fact is given to one side, and to the one whose membership it is of (pure). */
export function giftProblems(undoing: Undoing, households: readonly StoredHousehold[]): readonly Problem[] {
  const { facts, give } = undoing;
  const members = households.flatMap((household) => household.members);
  const isOpen = facts.some((fact) => giftOf(give, fact) === undefined);
  const unknown = give.flatMap(({ kind, id }, at) => {
    const is = facts.some((fact) => fact.kind === kind && fact.id === id);
    return is ? [] : [problem('NO_SUCH_RECORD', 'give', at, 'factId')];
  });
  const wrong = give.flatMap((gift, at) => {
    const fact = facts.find(({ kind, id }) => kind === gift.kind && id === gift.id);
    const side = fact === undefined ? null : sideOf(fact, undoing, members);
    return side === null || side === gift.to ? [] : [problem('NOT_OF_THAT_SIDE', 'give', at, 'to')];
  });
  const names = give.map(({ kind, id }) => `${kind} ${id}`);
  const twice = names.flatMap((name, at) => (names.indexOf(name) < at ? [problem('NAMED_TWICE', 'give', at)] : []));
  return [...(isOpen ? [problem('GIVE_TO_ONE', 'give')] : []), ...unknown, ...wrong, ...twice];
}

function giftOf(give: readonly Gift[], { kind, id }: Pick<FactSince, 'kind' | 'id'>): Gift | undefined {
  return give.find((gift) => gift.kind === kind && gift.id === id);
}

/**
 * Whose a fact can only be: that of a membership from before the merge; of a later one, whose the membership becomes. A stay since
 * the merge may be of either, whoever had its key before.
 */
function sideOf(fact: FactSince, undoing: Undoing, members: Members): Gift['to'] | null {
  const { memberId, kind, isOfNewMembership } = fact;
  if (memberId === null) return null;
  const side = undoing.stays.some((stay) => stay.memberId === memberId) ? 'FROM' : 'INTO';
  if (kind === 'MEMBERSHIP') return hasNewStay(memberId, undoing, members) ? null : side;
  if (side === 'FROM' || !isOfNewMembership) return side;
  return sideOfMembership(undoing, memberId);
}

/** To whom a membership is given; `null` if nobody has said it. */
function sideOfMembership({ give }: Undoing, id: string): Gift['to'] | null {
  return giftOf(give, { kind: 'MEMBERSHIP', id })?.to ?? null;
}

type Members = readonly StoredMember[];
type Stay = StoredMember['versions'][number];

/** Whether the merged person has been a member since on days on which neither of the two was, under a key. */
function hasNewStay(memberId: string, undoing: Undoing, members: Members): boolean {
  const versions = members.find(({ id }) => id === memberId)?.versions ?? [];
  const isOld = (version: Stay) => [undoing.stays, undoing.ownStays].some((stays) => isAmong(stays, memberId, version));
  return versions.some((version) => version.value.personId === undoing.into.id && !isOld(version));
}

function isAmong(stays: readonly FormerStay[], memberId: string, { from, to }: Stay): boolean {
  return stays.some(
    (stay) => stay.memberId === memberId && (to === null || stay.from < to) && (stay.to === null || from < stay.to),
  );
}

/** The memberships of a household that go back: the days that were given, and the later ones that are said to be theirs (pure). */
export function returnMemberships({ members }: StoredHousehold, { from, into, stays, ownStays, give }: Undoing) {
  const given = new Set(give.filter(({ kind, to }) => kind === 'MEMBERSHIP' && to === 'FROM').map(({ id }) => id));
  const isTheirs = (memberId: string, version: Stay) =>
    isAmong(stays, memberId, version) || (given.has(memberId) && !isAmong(ownStays, memberId, version));
  const ended = members.flatMap(({ id, versions }) =>
    versions.filter((one) => one.value.personId === into.id && isTheirs(id, one)).map((version) => ({ id, version })),
  );
  const begun = ended.map(({ id, version: { from: day, to, value } }) => {
    return { id, from: day, to, value: { ...value, personId: from.id } };
  });
  return { ended, begun };
}

/** The states of both persons after the undoing (pure). */
export function returnStates({ from, into, before, merged, changeId, give }: Undoing): HouseholdPlan['persons'] {
  const end = (person: StoredPerson) => person.versions.map((version) => ({ id: person.id, version }));
  const begin = (versions: readonly State[], id: string) =>
    versions.map(({ from: day, to, value }) => ({ id, from: day, to, value }));
  const isTaken = give.some(({ kind, to }) => kind === 'STATE' && to === 'FROM');
  if (!isTaken) {
    return { ended: end(into).filter(({ version }) => version.recordedIn === changeId), begun: [] };
  }
  const own = into.versions.reduce((states, version) => withChanges(states, version, merged), from.versions);
  return { ended: [...end(from), ...end(into)], begun: [...begin(own, from.id), ...begin(before.versions, into.id)] };
}

type State = StoredPerson['versions'][number];

/** States with what a version of the merged person says otherwise than right after the merge, on its days (pure). */
function withChanges(states: readonly State[], version: State, merged: readonly State[]): readonly State[] {
  const base = versionOn(merged, version.from)?.value;
  const changed = Object.entries(version.value).filter(
    ([name, value]) => !deepEqual(value, (base as Readonly<Record<string, unknown>> | undefined)?.[name]),
  );
  if (base === undefined || changed.length === 0) return states;
  return states.flatMap((state) => {
    const starts = Math.max(state.from, version.from) as Day;
    const ends = Math.min(state.to ?? Infinity, version.to ?? Infinity) as Day;
    if (starts >= ends) return [state];
    const until = Number.isFinite(ends) ? ends : null;
    return [
      ...(state.from < starts ? [{ ...state, to: starts }] : []),
      { ...state, from: starts, to: until, value: { ...state.value, ...Object.fromEntries(changed) } },
      ...(until !== null && until !== state.to ? [{ ...state, from: until }] : []),
    ];
  });
}

/** The merges, deaths and numbers after the undoing (pure). */
export function returnLives(undoing: Undoing): Pick<LifePlan, 'merges' | 'deaths' | 'numbers'> {
  const { from, further } = undoing;
  const merges = { ended: [from.id, ...further], begun: further.map((id) => ({ id, intoId: from.id })) };
  return { merges, deaths: returnDeaths(undoing), numbers: returnNumbers(undoing) };
}

function returnDeaths({ from, into, before, give }: Undoing): LifePlan['deaths'] {
  if (into.death === null) return { ended: [], begun: [] };
  const gift = give.find(({ kind }) => kind === 'DEATH');
  if (gift?.to === 'FROM') return { ended: [into.id], begun: [{ id: from.id, ...into.death }] };
  const isCopied = before.death === null && gift === undefined;
  return { ended: isCopied ? [into.id] : [], begun: [] };
}

function returnNumbers({ from, into, before, give }: Undoing): LifePlan['numbers'] {
  const isTaken = give.some(({ kind, to }) => kind === 'NUMBER' && to === 'FROM');
  if (!isTaken || into.identityNumber === null) return { ended: [], begun: [] };
  const { identityNumber } = before;
  return {
    ended: [into.id, ...(from.identityNumber === null ? [] : [from.id])],
    begun: [
      { id: from.id, identityNumber: into.identityNumber },
      ...(identityNumber === null ? [] : [{ id: into.id, identityNumber }]),
    ],
  };
}
