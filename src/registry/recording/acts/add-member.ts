import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Sql } from '../../../database/database.ts';
import type { Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import type { RegisterMember } from '../../kinds.ts';
import { householdOn, type StoredHousehold } from '../../household/stored-household.ts';
import { inferVerified } from '../../verified-lists.ts';
import { admitHouseholds } from '../admit-household.ts';
import { attemptHouseholds, isRace } from '../record-household.ts';
import type { Acted, HouseholdCommand } from './act-on-household.ts';
import { afterToday } from './after-today.ts';

/** Adds a member from a day on: somebody new, or a former member who comes back under the same key. */
export interface AddMember extends HouseholdCommand {
  readonly from: Day;
  readonly member: RegisterMember;
}

/** The constraint of the database that a person is in one household at a time (Article 14). */
const RACES = { one_household_a_person: problem('ALREADY_ON_FILE_ELSEWHERE', 'member.identityNumber') };

/** Adds a member with their person, all or nothing. What else is on record of the household stays as it is. */
export async function addMember(deps: Deps, command: AddMember): Promise<OrProblems<Numbered<Acted>>> {
  try {
    return await numbered(deps.database, await execute(deps, 'addMember', command, add));
  } catch (error) {
    if (!isRace(error)) throw error;
  }
  // Another client has recorded the same person meanwhile: a second attempt finds them.
  return numbered(deps.database, await execute(deps, 'addMember', command, add, RACES));
}

async function add(sql: Sql, deps: Deps, command: AddMember): Promise<OrProblems<Acted>> {
  const [admitted = fail([])] = await admitHouseholds(sql, deps, 'RECORD_HOUSEHOLD', [{ ...command, unionId: null }]);
  if (!admitted.ok) return admitted;
  const { from, member } = command;
  const late = afterToday(from, deps.today);
  if (late.length > 0) return fail(late);
  const before = householdOn(admitted.value.stored, from);
  if (before === null) return fail([problem('NOT_ON_RECORD_THEN', 'from')]);
  if (before.members.some(({ key }) => key === member.key)) return fail([problem('KEY_ON_RECORD', 'member', 'key')]);
  const household = { ...before, members: [...before.members, withFlags(admitted.value.stored, member)] };
  const act = { ...command, idempotencyKey: null, unionId: null, correction: false, household };
  const [outcome = fail([])] = await attemptHouseholds(sql, deps, [{ ...act, action: 'ADD_MEMBER' }]);
  const own = new RegExp(`^members\\.${before.members.length}\\b`);
  const inCommand = <P extends { readonly path: string }>(one: P) => ({
    ...one,
    path: one.path.replace(own, 'member'),
  });
  if (!outcome.ok) return fail(outcome.error.map(inCommand));
  const { changeId, notices } = outcome.value;
  return succeed({ householdId: command.householdId, changeId, notices: notices.map(inCommand) });
}

/** Of a former member who comes back, the flags that are left out are unchanged; of somebody new, nothing is listed yet. */
function withFlags({ members }: StoredHousehold, member: RegisterMember): RegisterMember {
  const last = members.find(({ key }) => key === member.key)?.versions.at(-1)?.value;
  const lists = { hasEntries: () => false, before: last?.membershipState ?? null };
  return { ...member, membershipState: inferVerified('member', member.membershipState, lists) };
}
