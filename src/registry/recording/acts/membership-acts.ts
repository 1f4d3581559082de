import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import type { Ranged, StoredHousehold, StoredMember } from '../../household/stored-household.ts';
import type { HouseholdAct, HouseholdCommand } from './act-on-household.ts';
import { findMember } from './find-member.ts';
import { planOf } from '../household-plan.ts';
import { afterToday } from './after-today.ts';

/** Ends a membership: the member left, for a reason. Their records stay. */
export interface EndMembership extends HouseholdCommand {
  readonly member: string;
  /** The first day on which they are no member. */
  readonly on: Day;
}

/** Says that somebody never was a member in the stay that a day falls into. */
export interface RetractMembership extends HouseholdCommand {
  readonly member: string;
  readonly on: Day;
}

export const END_MEMBERSHIP: HouseholdAct<EndMembership> = {
  action: 'END_MEMBERSHIP',
  plan: (stored, { member: key, on }, today) => {
    const found = findStay(stored, key, on);
    if (!found.ok) return found;
    const { member, stay } = found.value;
    const problems = [...afterToday(on, today, 'on'), ...workerAfter(stored, member, on)];
    if (problems.length > 0) return fail(problems);
    const first = stay[0]?.from ?? on;
    if (first >= on) return fail([problem('NO_DAY_LEFT', 'on')]);
    const ended = stay.filter(({ to }) => to === null || to > on);
    const { id } = member;
    return succeed(
      planOf(stored, {
        memberships: {
          ended: ended.map((version) => ({ id, version })),
          begun: ended.filter(({ from }) => from < on).map(({ from, value }) => ({ id, from, to: on, value })),
        },
      }),
    );
  },
};

export const RETRACT_MEMBERSHIP: HouseholdAct<RetractMembership> = {
  action: 'RETRACT_MEMBERSHIP',
  plan: (stored, { member: key, on }, today) => {
    const found = findStay(stored, key, on);
    if (!found.ok) return found;
    const { member, stay } = found.value;
    const problems = [...afterToday(on, today, 'on'), ...workerAfter(stored, member, stay[0]?.from ?? on)];
    if (problems.length > 0) return fail(problems);
    const own = stored.records.filter(({ memberId }) => memberId === member.id);
    if (own.length > 0 && stay.length === member.versions.length) return fail([problem('HAS_RECORDS', 'member')]);
    const ended = stay.map((version) => ({ id: member.id, version }));
    return succeed(planOf(stored, { memberships: { ended, begun: [] } }));
  },
};

type Versions = StoredMember['versions'];

/** The adjoining versions of a membership that a day falls into: from when somebody came until they left. */
function findStay(
  stored: StoredHousehold,
  key: string,
  day: Day,
): OrProblems<{ readonly member: StoredMember; readonly stay: Versions }> {
  const found = findMember(stored, key, day, 'member');
  if (!found.ok) return found;
  const { member } = found.value;
  const sorted = member.versions.toSorted((one, other) => one.from - other.from);
  return succeed({ member, stay: stayOf(sorted, day) });
}

function stayOf<T>(sorted: readonly Ranged<T>[], day: Day): readonly Ranged<T>[] {
  const stays: Ranged<T>[][] = [];
  for (const version of sorted) {
    const last = stays.at(-1);
    if (last?.at(-1)?.to === version.from) last.push(version);
    else stays.push([version]);
  }
  return stays.find((stay) => stay.some(({ from, to }) => from <= day && (to === null || day < to))) ?? [];
}

/** The worker stays a member for as long as they are the worker. */
function workerAfter({ versions }: StoredHousehold, { id }: StoredMember, day: Day) {
  const is = versions.some(({ to, value }) => value.workerId === id && (to === null || to > day));
  return is ? [problem('WORKER_STAYS', 'member')] : [];
}
