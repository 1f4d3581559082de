import type { Day } from '../../../kernel/calendar.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import { type HouseholdState, type MemberState, type PersonState, STATES } from '../../kinds.ts';
import { endAfter, type Ranged, type StoredMember, versionOn } from '../../household/stored-household.ts';
import { checkHouseholdState, checkMemberState } from '../check-household.ts';
import { checkValues } from '../check-values.ts';
import type { Revised } from '../plan-household.ts';
import type { HouseholdAct, HouseholdCommand } from './act-on-household.ts';
import { afterToday } from './after-today.ts';
import { planOf } from '../household-plan.ts';
import { type FieldsAct, type Reach, reviseFields } from './revise-fields.ts';
import { findMember } from './find-member.ts';

/** Changes or corrects facts about the household as a whole. */
export interface ChangeHousehold extends HouseholdCommand, FieldsAct {
  readonly state: Partial<HouseholdState>;
}

/** Changes or corrects the state of a membership. */
export interface ChangeMember extends HouseholdCommand, FieldsAct {
  /** The key of the member. */
  readonly member: string;
  readonly state: Partial<MemberState>;
}

/** Changes or corrects facts about the person of a member. */
export interface ChangePerson extends HouseholdCommand, FieldsAct {
  readonly member: string;
  readonly state: Partial<PersonState>;
}

/** Hands a household over to another worker among its members. */
export interface HandOverHousehold extends HouseholdCommand {
  readonly from: Day;
  /** The key of the member who is the worker from that day on. */
  readonly worker: string;
}

export const CHANGE_HOUSEHOLD: HouseholdAct<ChangeHousehold> = {
  action: 'CHANGE_HOUSEHOLD',
  plan: (stored, command, today) => {
    const states = stored.versions.map((version) => ({ ...version, value: version.value.state }));
    const revised = revise(
      stored.id,
      states,
      command.state,
      command,
      (state) => checkHouseholdState(state, ['state']),
      today,
    );
    if (!revised.ok) return revised;
    const workerOf = (day: Day) => versionOn(stored.versions, day)?.value.workerId ?? '';
    return succeed(
      planOf(stored, { household: mapRevised(revised.value, (state, from) => ({ workerId: workerOf(from), state })) }),
    );
  },
};

export const CORRECT_HOUSEHOLD: HouseholdAct<ChangeHousehold> = { ...CHANGE_HOUSEHOLD, action: 'CORRECT_HOUSEHOLD' };

export const HAND_OVER: HouseholdAct<HandOverHousehold> = {
  action: 'HAND_OVER_HOUSEHOLD',
  plan: (stored, { from, worker }, today) => {
    const found = findMember(stored, worker, from, 'worker');
    if (!found.ok) return found;
    const late = afterToday(from, today);
    if (late.length > 0) return fail(late);
    const workerId = found.value.member.id;
    const workers = stored.versions.map((version) => ({ ...version, value: { workerId: version.value.workerId } }));
    const revised = reviseFields(stored.id, workers, { workerId }, { from, correction: false });
    if (revised === undefined) return fail([problem('NOT_ON_RECORD_THEN', 'from')]);
    if (revised.begun.some((one) => one.value.workerId === workerId && !isMemberFor(found.value.member, one))) {
      return fail([problem('NO_MEMBER_THEN', 'worker')]);
    }
    const stateOn = (day: Day) => {
      const version = versionOn(stored.versions, day);
      invariant(version !== undefined, 'the state holds on the days that are revised');
      return version.value.state;
    };
    const household = mapRevised(revised, (value, day) => ({ ...value, state: stateOn(day) }));
    return succeed(planOf(stored, { household }));
  },
};

/** Whether somebody is a member on all days of a range: the worker always is. */
function isMemberFor(
  { versions }: StoredMember,
  { from, to }: { readonly from: Day; readonly to: Day | null },
): boolean {
  let until: Day | null = from;
  for (const version of versions.toSorted((one, other) => one.from - other.from)) {
    if (until !== null && version.from <= until && (version.to === null || version.to > until)) until = version.to;
  }
  return until === null || (to !== null && until >= to);
}

export const CHANGE_MEMBER: HouseholdAct<ChangeMember> = {
  action: 'CHANGE_MEMBER',
  plan: (stored, command, today) => {
    const found = findMember(stored, command.member, command.from, 'member');
    if (!found.ok) return found;
    const { member } = found.value;
    const states = member.versions.map((version) => ({ ...version, value: version.value.membershipState }));
    const check = (state: MemberState) => checkMemberState(state, ['state']);
    const revised = revise(member.id, states, command.state, command, check, today);
    if (!revised.ok) return revised;
    const personOf = (day: Day) => versionOn(member.versions, day)?.value.personId ?? '';
    const memberships = mapRevised(revised.value, (membershipState, day) => ({
      personId: personOf(day),
      membershipState,
    }));
    return succeed(planOf(stored, { memberships }));
  },
};

export const CHANGE_PERSON: HouseholdAct<ChangePerson> = {
  action: 'CHANGE_PERSON',
  plan: (stored, command, today) => {
    const found = findMember(stored, command.member, command.from, 'member');
    if (!found.ok) return found;
    const { personId, member } = found.value;
    const versions = stored.persons.get(personId)?.versions ?? [];
    // What holds before the person came to this household, or after they left it, is recorded by others.
    const came = member.versions.filter(({ value }) => value.personId === personId).map(({ from }) => from);
    const until = endAfter(member, command.from);
    const act = { ...command, notBefore: Math.min(...came) as Day, until };
    const check = (state: PersonState) => checkValues(STATES.person.fields, state, ['state']);
    const revised = revise(personId, versions, command.state, act, check, today);
    return revised.ok ? succeed(planOf(stored, { persons: revised.value })) : revised;
  },
};

export const CORRECT_MEMBER: HouseholdAct<ChangeMember> = { ...CHANGE_MEMBER, action: 'CORRECT_MEMBER' };

export const CORRECT_PERSON: HouseholdAct<ChangePerson> = { ...CHANGE_PERSON, action: 'CORRECT_PERSON' };

function revise<State extends object>(
  id: string,
  versions: readonly Ranged<State>[],
  fields: Partial<State>,
  act: Reach,
  check: (state: State) => readonly Problem[],
  today: string,
): OrProblems<Revised<State>> {
  const revised = reviseFields(id, versions, fields, act);
  if (revised === undefined) return fail([problem('NOT_ON_RECORD_THEN', 'from')]);
  const problems = [...afterToday(act.from, today), ...revised.begun.flatMap(({ value }) => check(value))];
  return problems.length > 0 ? fail(distinct(problems)) : succeed(revised);
}

function distinct(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map((one) => [`${one.code} ${one.path}`, one])).values()];
}

/** The same revision of states that hold more than the revised fields; `make` is given the first day of each. */
function mapRevised<Part, Whole>(
  { ended, begun }: Revised<Part>,
  make: (part: Part, from: Day) => Whole,
): Revised<Whole> {
  return {
    ended: ended.map(({ id, version }) => ({ id, version: { ...version, value: make(version.value, version.from) } })),
    begun: begun.map(({ value, ...range }) => ({ ...range, value: make(value, range.from) })),
  };
}
