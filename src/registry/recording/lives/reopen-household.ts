import type { Sql } from '../../../database/database.ts';
import { addDays, type Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import { householdOn, type Ranged, type StoredHousehold, versionOn } from '../../household/stored-household.ts';
import type { PersonState, RegisterHousehold } from '../../kinds.ts';
import type { Acted, HouseholdCommand } from '../acts/act-on-household.ts';
import { afterToday } from '../acts/after-today.ts';
import { admitHouseholds } from '../admit-household.ts';
import { attemptHouseholds, isRace } from '../record-household.ts';

/** Puts a closed household on record again, with its last state and those of its last members who are named. */
export interface ReopenHousehold extends HouseholdCommand {
  /** The first day on which it is on record again. */
  readonly from: Day;
  /** The key of the member who is the worker. */
  readonly worker: string;
  /** The keys of the members who are back, the worker among them. */
  readonly members: readonly string[];
}

const RACES = { one_household_a_person: problem('ALREADY_ON_FILE_ELSEWHERE', 'members') };

export async function reopenHousehold(deps: Deps, command: ReopenHousehold): Promise<OrProblems<Numbered<Acted>>> {
  try {
    return await numbered(deps.database, await execute(deps, 'reopenHousehold', command, reopen));
  } catch (error) {
    if (!isRace(error)) throw error;
  }
  return numbered(deps.database, await execute(deps, 'reopenHousehold', command, reopen, RACES));
}

async function reopen(sql: Sql, deps: Deps, command: ReopenHousehold): Promise<OrProblems<Acted>> {
  const [admitted = fail([])] = await admitHouseholds(sql, deps, 'RECORD_HOUSEHOLD', [{ ...command, unionId: null }]);
  if (!admitted.ok) return admitted;
  const given = givenHousehold(admitted.value.stored, command);
  const late = afterToday(command.from, deps.today);
  if (!given.ok || late.length > 0) return fail([...late, ...(given.ok ? [] : given.error)]);
  const act = { ...command, idempotencyKey: null, unionId: null, correction: false, household: given.value };
  const [outcome = fail([])] = await attemptHouseholds(sql, deps, [{ ...act, action: 'REOPEN_HOUSEHOLD' }]);
  const inCommand = <P extends { readonly path: string }>(one: P) => {
    return { ...one, path: one.path.replace(/^(members\.\d+)\..*/, '$1') };
  };
  if (!outcome.ok) return fail(outcome.error.map(inCommand));
  const { changeId, notices } = outcome.value;
  return succeed({ householdId: command.householdId, changeId, notices: notices.map(inCommand) });
}

/** The household as it was on the last day before it was closed, with the members who are back. */
function givenHousehold(
  stored: StoredHousehold,
  { from, worker, members: keys }: ReopenHousehold,
): OrProblems<RegisterHousehold> {
  const closing = closingOn(stored, from);
  const before = closing && householdOn(stored, addDays(closing.from, -1));
  if (closing === undefined || before === null || before === undefined) return fail([problem('NOT_CLOSED', 'from')]);
  const members = keys.flatMap((key) => {
    const one = before.members.find((member) => member.key === key);
    return one === undefined ? [] : [{ ...one, person: personOn(stored, key, closing.from, from) ?? one.person }];
  });
  const known = new Set(members.map(({ key }) => key));
  const problems: readonly Problem[] = [
    ...keys.flatMap((key, at) => (known.has(key) ? [] : [problem('NO_SUCH_MEMBER', 'members', at)])),
    ...(known.has(worker) ? [] : [problem('NO_SUCH_MEMBER', 'worker')]),
  ];
  if (problems.length > 0) return fail(problems);
  const records = Object.fromEntries(Object.keys(before.records).map((kind) => [kind, []]));
  return succeed({ ...before, worker, members, records: records as unknown as RegisterHousehold['records'] });
}

/** What holds of a person on a day who was a member until the household was closed: others may have recorded it since. */
function personOn({ members, persons }: StoredHousehold, key: string, closed: Day, day: Day): PersonState | undefined {
  const member = members.find((one) => one.key === key);
  const last = member && versionOn(member.versions, addDays(closed, -1));
  return versionOn(persons.get(last?.value.personId ?? '')?.versions ?? [], day)?.value;
}

/** The last closing, which is open on a day. */
function closingOn({ closings }: StoredHousehold, day: Day): Ranged<unknown> | undefined {
  const closing = versionOn(closings, day);
  return closing?.to === null ? closing : undefined;
}
