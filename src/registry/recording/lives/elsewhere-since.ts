import { type Day, printDay } from '../../../kernel/calendar.ts';
import { problem, type Problem } from '../../../usecase/problem.ts';
import { reportElsewhere, spentQuotas } from '../../duplicates/duplicate-case.ts';
import type { StoredMember } from '../../household/stored-household.ts';
import { membersElsewhere } from '../../person/person.read.ts';
import type { Asked, HouseholdCommand } from '../acts/act-on-household.ts';

/**
 * Refuses an act on a person who is a member of another household from a day on: what becomes of them is recorded there. Of a
 * household outside the actor's territory it gives the number of a case, and counts towards the quota of the day.
 */
export async function elsewhereSince(
  { sql, deps, command: { actorId, purpose }, stored, stewardId }: Asked<HouseholdCommand>,
  personId: string,
  from: Day,
  path: string,
): Promise<readonly Problem[]> {
  const { today } = deps;
  if ((await spentQuotas(sql, [actorId], today)).has(actorId)) return [problem('TOO_MANY_ELSEWHERE', path)];
  const membership = { personId, householdId: stored.id, from: printDay(from), to: null };
  const householdId = (await membersElsewhere(sql, [membership]))(membership);
  if (householdId === undefined) return [];
  const elsewhere = [{ at: 0, personId, householdId }];
  const [reported = []] = await reportElsewhere(sql, [{ actorId, purpose, unionId: stewardId, elsewhere }], today);
  return reported.map((one) => (one.caseNumber === undefined ? problem('MEMBER_SINCE', path) : { ...one, path }));
}

/** The day on which somebody left a household for the last time; `null` while they are a member. */
export function leftOn({ versions }: StoredMember): Day | null {
  return versions.toSorted((one, other) => one.from - other.from).at(-1)?.to ?? null;
}
