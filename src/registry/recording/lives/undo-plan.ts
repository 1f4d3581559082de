import { problem, type Problem } from '../../../usecase/problem.ts';
import type { StoredHousehold, StoredPerson } from '../../household/stored-household.ts';
import type { HouseholdPlan } from '../plan-household.ts';
import { giveMemberships } from './merge-plan.ts';
import type { LifePlan } from './life-plan.ts';
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
  readonly changeId: string;
  readonly stays: readonly FormerStay[];
  readonly facts: readonly FactSince[];
  readonly give: readonly Gift[];
  /** The persons whose merges point back to who was merged. */
  readonly further: readonly string[];
}

/** Whether each fact is given to one side, and to the one whose membership it is of (pure). */
export function giftProblems(undoing: Undoing): readonly Problem[] {
  const { facts, give } = undoing;
  const isOpen = facts.some((fact) => giftOf(give, fact) === undefined);
  const unknown = give.flatMap(({ kind, id }, at) => {
    const is = facts.some((fact) => fact.kind === kind && fact.id === id);
    return is ? [] : [problem('NO_SUCH_RECORD', 'give', at, 'id')];
  });
  const wrong = give.flatMap((gift, at) => {
    const fact = facts.find(({ kind, id }) => kind === gift.kind && id === gift.id);
    const side = fact === undefined ? null : sideOf(fact, undoing);
    return side === null || side === gift.to ? [] : [problem('NOT_OF_THAT_SIDE', 'give', at, 'to')];
  });
  return [...(isOpen ? [problem('GIVE_TO_ONE', 'give')] : []), ...unknown, ...wrong];
}

function giftOf(give: readonly Gift[], { kind, id }: Pick<FactSince, 'kind' | 'id'>): Gift | undefined {
  return give.find((gift) => gift.kind === kind && gift.id === id);
}

/** Whose a fact can only be: that of a membership from before the merge; of a later one, whose the membership becomes. */
function sideOf({ memberId, kind, isOfNewMembership }: FactSince, { stays, give }: Undoing): Gift['to'] | null {
  if (memberId === null) return null;
  if (stays.some((stay) => stay.memberId === memberId)) return 'FROM';
  if (!isOfNewMembership) return 'INTO';
  return kind === 'MEMBERSHIP' ? null : (giftOf(give, { kind: 'MEMBERSHIP', id: memberId })?.to ?? null);
}

/** The memberships of a household that go back (pure). */
export function returnMemberships(stored: StoredHousehold, { from, into, stays, give }: Undoing) {
  const given = new Set(give.filter(({ kind, to }) => kind === 'MEMBERSHIP' && to === 'FROM').map(({ id }) => id));
  const own = new Set([...stays.map(({ memberId }) => memberId), ...given]);
  return giveMemberships(stored, into.id, from.id, (memberId) => own.has(memberId));
}

/** The states of both persons after the undoing (pure). */
export function returnStates({ from, into, before, changeId, give }: Undoing): HouseholdPlan['persons'] {
  const end = (person: StoredPerson) => person.versions.map((version) => ({ id: person.id, version }));
  const begin = (person: StoredPerson, to: string) =>
    person.versions.map(({ recordedIn: _, ...version }) => ({ id: to, ...version }));
  const isFroms = give.some(({ kind, to }) => kind === 'STATE' && to === 'FROM');
  if (isFroms) {
    return { ended: [...end(from), ...end(into)], begun: [...begin(into, from.id), ...begin(before, into.id)] };
  }
  const copied = end(into).filter(({ version }) => version.recordedIn === changeId);
  return { ended: copied, begun: [] };
}

/** The merges and deaths after the undoing (pure). */
export function returnLives({ from, into, before, give, further }: Undoing): Pick<LifePlan, 'merges' | 'deaths'> {
  const merges = { ended: [from.id, ...further], begun: further.map((id) => ({ id, intoId: from.id })) };
  const nothing = { merges, deaths: { ended: [], begun: [] } };
  if (into.death === null) return nothing;
  const gift = give.find(({ kind }) => kind === 'DEATH');
  if (gift?.to === 'FROM') return { merges, deaths: { ended: [into.id], begun: [{ id: from.id, ...into.death }] } };
  const isCopied = before.death === null && gift === undefined;
  return isCopied ? { merges, deaths: { ended: [into.id], begun: [] } } : nothing;
}
