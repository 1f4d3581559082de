import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import { type StoredHousehold, type StoredMember, versionOn } from '../../household/stored-household.ts';

interface FoundMember {
  readonly member: StoredMember;
  readonly personId: string;
}

/** Finds who is a member on a day by their key; `path` is that of the key in the command. */
export function findMember(
  { members }: Pick<StoredHousehold, 'members'>,
  key: string,
  day: Day,
  path: string,
): OrProblems<FoundMember> {
  const member = members.find((one) => one.key === key);
  if (member === undefined) return fail([problem('NO_SUCH_MEMBER', path)]);
  const version = versionOn(member.versions, day);
  if (version === undefined) return fail([problem('NO_MEMBER_THEN', path)]);
  return succeed({ member, personId: version.value.personId });
}
