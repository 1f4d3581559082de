import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import type { DEATH_SOURCES } from '../../household/household.codes.ts';
import type { StoredHousehold, StoredMember, StoredPerson } from '../../household/stored-household.ts';
import type { Asked, HouseholdAct, HouseholdCommand, Own } from '../acts/act-on-household.ts';
import { afterToday } from '../acts/after-today.ts';
import { HAND_OVER } from '../acts/state-acts.ts';
import { endedFrom, planOf } from '../household-plan.ts';
import { type HouseholdPlan, merge } from '../plan-household.ts';
import { planEnd } from './close-household.ts';
import { elsewhereSince, leftOn } from './elsewhere-since.ts';
import { findPerson } from './find-person.ts';
import { NO_LIVES } from './life-plan.ts';
import { paidAfterDeath } from './paid-to-the-dead.ts';

/** Says that the person of a member has died. From the day of the death on they are no member, and nothing is paid to them after it. */
export interface RecordDeath extends HouseholdCommand {
  readonly member: string;
  /** The day of the death. */
  readonly on: Day;
  readonly source: keyof typeof DEATH_SOURCES;
  /** Who is the worker from that day on, if the member was; `null` if they were not, or if they were the last member. */
  readonly worker: string | null;
}

/** Says that the person of a member has not died; that they are a member again is another act. */
export interface RetractDeath extends HouseholdCommand {
  readonly member: string;
}

const ALREADY = problem('ALREADY_DEAD', 'member');

export const RECORD_DEATH: HouseholdAct<RecordDeath> = {
  action: 'RECORD_DEATH',
  races: { person_death_live: ALREADY },
  plan: (stored, command, today) => {
    const { member: key, on, source } = command;
    const found = findPerson(stored, key);
    if (!found.ok) return found;
    const { member, person } = found.value;
    const isKnown = member.versions.some(({ from }) => from <= on);
    const problems = [
      ...afterToday(on, today, 'on'),
      ...(person.death === null ? [] : [ALREADY]),
      ...(isKnown ? [] : [problem('NO_MEMBER_THEN', 'member')]),
    ];
    if (problems.length > 0) return fail(problems);
    const after = planAfter(stored, person, command, today);
    if (!after.ok) return after;
    const deaths = { ended: [], begun: [{ id: person.id, on, source }] };
    const { household, memberships, lives } = after.value;
    return succeed(planOf(stored, { household, memberships, lives: { ...lives, deaths } }));
  },
  refuse: async (asked) => {
    const found = findPerson(asked.stored, asked.command.member);
    return found.ok ? elsewhereSince(asked, found.value.person.id, asked.command.on, 'member') : [];
  },
  notices: (stored, { member, on }) => {
    const found = findPerson(stored, member);
    return found.ok ? paidAfterDeath(stored, found.value.person, on, 'on') : [];
  },
};

export const RETRACT_DEATH: HouseholdAct<RetractDeath> = {
  action: 'RETRACT_DEATH',
  plan: (stored, { member }) => {
    const found = findPerson(stored, member);
    if (!found.ok) return found;
    const { id, death } = found.value.person;
    if (death === null) return fail([problem('NOT_DEAD', 'member')]);
    return succeed(planOf(stored, { lives: { ...NO_LIVES, deaths: { ended: [id], begun: [] } } }));
  },
  refuse: refuseLeft,
};

/** Refuses an act on somebody who has left and is a member of another household since. */
export async function refuseLeft(asked: Asked<HouseholdCommand & { readonly member: string }>) {
  const found = findPerson(asked.stored, asked.command.member);
  const left = found.ok ? leftOn(found.value.member) : null;
  return found.ok && left !== null ? elsewhereSince(asked, found.value.person.id, left, 'member') : [];
}

/** What becomes of the household: the next worker takes over, or the household of a last member is closed. */
function planAfter(
  stored: StoredHousehold,
  person: StoredPerson,
  { on, worker }: Own<RecordDeath>,
  today: string,
): OrProblems<HouseholdPlan> {
  const own = membershipsOf(stored, person, on);
  const memberships = merge(own.map(({ id, versions }) => endedFrom(id, versions, on)));
  if (!isWorkerFrom(stored.versions, own, on)) {
    return worker === null ? succeed(planOf(stored, { memberships })) : fail([problem('NOT_THE_WORKER', 'worker')]);
  }
  const isAlone = stored.members.every(
    (one) => own.some(({ id }) => id === one.id) || endedFrom(one.id, one.versions, on).ended.length === 0,
  );
  if (isAlone && worker === null) return succeed(planEnd(stored, on, 'ALL_DIED'));
  if (worker === null) return fail([problem('NEXT_WORKER_REQUIRED', 'worker')]);
  const next = HAND_OVER.plan(stored, { from: on, worker }, today);
  if (!next.ok) return next;
  const { household } = next.value;
  const gone = new Set(household.ended.map(({ version }) => version.from));
  const after = [...stored.versions.filter(({ from }) => !gone.has(from)), ...household.begun];
  if (isWorkerFrom(after, own, on)) return fail([problem('WORKER_STAYS', 'member')]);
  return succeed(planOf(stored, { household, memberships }));
}

/** The memberships that a person has from a day on, each with the versions that are theirs; who was merged may have several. */
function membershipsOf({ members }: StoredHousehold, { id: personId }: StoredPerson, on: Day): readonly StoredMember[] {
  const theirs = members.map((one) => {
    return { ...one, versions: one.versions.filter(({ value }) => value.personId === personId) };
  });
  return theirs.filter(({ versions }) => versions.some(({ to }) => to === null || to > on));
}

type WorkerDays = Pick<StoredHousehold['versions'][number], 'to' | 'value'>;

function isWorkerFrom(versions: readonly WorkerDays[], own: readonly StoredMember[], on: Day): boolean {
  const ids = new Set(own.map(({ id }) => id));
  return versions.some(({ to, value }) => ids.has(value.workerId) && (to === null || to > on));
}
