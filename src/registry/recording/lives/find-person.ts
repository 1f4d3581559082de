import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import type { StoredHousehold, StoredMember, StoredPerson } from '../../household/stored-household.ts';

/** Finds a member, present or former, and their person by the member's key. */
export function findPerson(
  { members, persons }: StoredHousehold,
  key: string,
): OrProblems<{ readonly member: StoredMember; readonly person: StoredPerson }> {
  const member = members.find((one) => one.key === key);
  const last = member?.versions.toSorted((one, other) => one.from - other.from).at(-1);
  const person = last && persons.get(last.value.personId);
  return member === undefined || person === undefined
    ? fail([problem('NO_SUCH_MEMBER', 'member')])
    : succeed({ member, person });
}
