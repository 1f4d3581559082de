import type { Day } from '../../../kernel/calendar.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import type { Ranged, StoredHousehold, StoredPerson } from '../../household/stored-household.ts';
import type { PersonState } from '../../kinds.ts';
import type { Revised } from '../plan-household.ts';

/** Two persons who are one, with all households that either is or was a member of. */
export interface Merging {
  readonly from: StoredPerson;
  readonly into: StoredPerson;
  readonly households: readonly StoredHousehold[];
}

type Stay = Ranged<unknown> & { readonly householdId: string };

/** Why two persons cannot be one (pure). */
export function mergeProblems(merging: Merging): readonly Problem[] {
  const { from, into } = merging;
  const isNumberLost = from.identityNumber !== null && into.identityNumber === null;
  return [
    ...(isNumberLost ? [problem('KEEP_THE_NUMBER', 'into')] : []),
    ...apartProblems(merging),
    ...deathProblems(merging),
  ];
}

/** Both were members of households on a day in common. */
function apartProblems({ from, into, households }: Merging): readonly Problem[] {
  const other = staysOf(households, into.id);
  const common = staysOf(households, from.id).flatMap((one) =>
    other.filter((stay) => overlap(one, stay)).map((stay) => one.householdId === stay.householdId),
  );
  if (common.length === 0) return [];
  return [problem(common.includes(false) ? 'BOTH_ON_FILE' : 'BOTH_IN_HOUSEHOLD', 'from')];
}

/** They died on different days, or one was a member after the other had died. */
function deathProblems({ from, into, households }: Merging): readonly Problem[] {
  const [died, ...others] = new Set([from, into].flatMap(({ death }) => death?.on ?? []));
  if (died === undefined) return [];
  if (others.length > 0) return [problem('DEATHS_DIFFER', 'from')];
  const stays = [...staysOf(households, from.id), ...staysOf(households, into.id)];
  return stays.some(({ to }) => to === null || to > died) ? [problem('PERSON_DEAD', 'from')] : [];
}

function staysOf(households: readonly StoredHousehold[], personId: string): readonly Stay[] {
  return households.flatMap(({ id: householdId, members }) =>
    members.flatMap(({ versions }) =>
      versions.filter(({ value }) => value.personId === personId).map((one) => ({ ...one, householdId })),
    ),
  );
}

function overlap(one: Ranged<unknown>, other: Ranged<unknown>): boolean {
  return (one.to === null || one.to > other.from) && (other.to === null || other.to > one.from);
}

/** Gives all days of membership of one person to another (pure). */
export function giveMemberships({ members }: StoredHousehold, from: string, into: string) {
  const own = members.flatMap(({ id, versions }) =>
    versions.filter(({ value }) => value.personId === from).map((version) => ({ id, version })),
  );
  return {
    ended: own,
    begun: own.map(({ id, version: { from: day, to, value } }) => {
      return { id, from: day, to, value: { ...value, personId: into } };
    }),
  };
}

/** The states of one person on the days of which nothing is known of the other, as the other's (pure). */
export function statesBeside(from: readonly Ranged<PersonState>[], into: StoredPerson): Revised<PersonState> {
  const known = into.versions.toSorted((one, other) => one.from - other.from);
  const begun = from.flatMap((version) =>
    daysBeside(version, known).map((range) => ({ id: into.id, ...range, value: version.value })),
  );
  return { ended: [], begun };
}

interface Range {
  readonly from: Day;
  readonly to: Day | null;
}

/** The parts of a range of days that others, in their order, do not cover. */
function daysBeside({ from, to }: Range, others: readonly Range[]): readonly Range[] {
  const end = to ?? LAST;
  const starts = [from, ...others.map((other) => other.to ?? LAST)];
  const ends = [...others.map((other) => other.from), end];
  return starts.flatMap((start, at) => {
    const [first, last] = [Math.max(start, from) as Day, Math.min(ends[at] ?? end, end) as Day];
    return first < last ? [{ from: first, to: last === LAST ? null : last }] : [];
  });
}

const LAST = Infinity as Day;
