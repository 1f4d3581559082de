import type { Sql } from '../../../database/database.ts';
import { type Day, printDay } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Notice } from '../../../usecase/notice.ts';
import { type OrProblems, problem, type Problem } from '../../../usecase/problem.ts';
import { LEAVING_REASONS } from '../../household/household.codes.ts';
import { type StoredHousehold, versionOn } from '../../household/stored-household.ts';
import { membersElsewhere } from '../../person/person.read.ts';
import { reportElsewhere } from '../../duplicates/duplicate-case.ts';
import { END_MEMBERSHIP } from '../acts/membership-acts.ts';
import { type HouseholdPlan, merge } from '../plan-household.ts';
import { RECORD_DEATH } from './death-acts.ts';
import { findPerson } from './find-person.ts';
import { paidAfterDeath } from './paid-to-the-dead.ts';

/** A member who leaves, which a document says beside what the household is. */
export interface Leaving {
  /** The key of the member. */
  readonly member: string;
  /** The first day on which they are no member; of who died, the day of the death. */
  readonly on: Day;
  readonly reason: keyof typeof LEAVING_REASONS;
}

/** Adds to a plan that members leave (pure). Who has left on that day already is unchanged. */
export function planLeaving(
  stored: StoredHousehold,
  plan: HouseholdPlan,
  leaving: readonly Leaving[],
  today: string,
): OrProblems<HouseholdPlan> {
  const own = leaving.map((one, at) => ({ one, at })).filter(({ one }) => isMember(stored, one));
  const plans = own.map(({ one, at }) => ({ at, planned: planOne(stored, one, today) }));
  const problems = plans.flatMap(({ at, planned }) =>
    planned.ok ? [] : planned.error.map((wrong) => ({ ...wrong, path: `leaving.${at}.${wrong.path}` })),
  );
  if (problems.length > 0) return fail(problems);
  const left = plans.flatMap(({ planned }) => (planned.ok ? [planned.value] : []));
  const deaths = left.flatMap(({ lives }) => lives.deaths.begun);
  const keys = new Set(leaving.map(({ member }) => `members.${member}`));
  return succeed({
    ...plan,
    memberships: merge([plan.memberships, ...left.map(({ memberships }) => memberships)]),
    lives: { ...plan.lives, deaths: { ended: [], begun: [...plan.lives.deaths.begun, ...deaths] } },
    kept: plan.kept.filter((what) => !keys.has(what)),
  });
}

/**
 * Refuses the death of somebody who is a member of another household since, for each of some households; of one outside the
 * actor's territory with the number of a case.
 */
export async function membersSince(
  sql: Sql,
  wanted: readonly {
    readonly stored: StoredHousehold;
    readonly stewardId: string;
    readonly command: { readonly actorId: string; readonly purpose: string; readonly leaving?: readonly Leaving[] };
  }[],
  today: string,
): Promise<readonly (readonly Problem[])[]> {
  const deaths = wanted.map(({ stored, command: { leaving = [] } }) =>
    leaving.flatMap(({ member, on, reason }, at) => {
      const found = findPerson(stored, member);
      if (reason !== 'DIED' || !found.ok) return [];
      const days = { from: printDay(on), to: null };
      return [{ at, membership: { personId: found.value.person.id, householdId: stored.id, ...days } }];
    }),
  );
  const memberships = deaths.flat().map(({ membership }) => membership);
  if (memberships.length === 0) return wanted.map(() => []);
  const elsewhereOf = await membersElsewhere(sql, memberships);
  const finders = wanted.map(({ stewardId: unionId, command: { actorId, purpose } }, index) => {
    const elsewhere = (deaths[index] ?? []).flatMap(({ at, membership }) => {
      const householdId = elsewhereOf(membership);
      return householdId === undefined ? [] : [{ at, personId: membership.personId, householdId }];
    });
    return { actorId, purpose, unionId, elsewhere };
  });
  const reported = await reportElsewhere(sql, finders, today);
  return reported.map((problems) =>
    problems.map((one) => {
      const path = one.path.replace(/^members\.(\d+)\..*/, 'leaving.$1.member');
      return one.caseNumber === undefined ? problem('MEMBER_SINCE', path) : { ...one, path };
    }),
  );
}

function isMember({ members }: StoredHousehold, { member, on }: Leaving): boolean {
  const versions = members.find(({ key }) => key === member)?.versions ?? [];
  return versionOn(versions, on) !== undefined;
}

function planOne(stored: StoredHousehold, { member, on, reason }: Leaving, today: string): OrProblems<HouseholdPlan> {
  if (reason !== 'DIED') return END_MEMBERSHIP.plan(stored, { member, on }, today);
  return RECORD_DEATH.plan(stored, { member, on, source: 'OTHER', worker: null }, today);
}

/** The notices about members who leave: what was paid after a death. */
export function leavingNotices(stored: StoredHousehold, leaving: readonly Leaving[]): readonly Notice[] {
  return leaving.flatMap(({ member, on, reason }, at) => {
    const found = findPerson(stored, member);
    return reason === 'DIED' && found.ok ? paidAfterDeath(stored, found.value.person, on, `leaving.${at}.on`) : [];
  });
}

/** Why members leave, for the purpose of the change. */
export function leavingPurpose(purpose: string, leaving: readonly Leaving[]): string {
  const reasons = [...new Set(leaving.map(({ reason }) => LEAVING_REASONS[reason]))];
  return reasons.length === 0 ? purpose : `${purpose}：成员离开（${reasons.join('、')}）`;
}
