import type { Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import type { Notice } from '../../../usecase/notice.ts';
import { problem, type OrProblems, type Problem } from '../../../usecase/problem.ts';
import {
  endAfter,
  householdOn,
  type StoredHousehold,
  type StoredPerson,
  versionOn,
} from '../../household/stored-household.ts';
import { hintDuplicates } from '../../duplicates/duplicate-hint.ts';
import { type HouseholdState, type MemberState, RECORD_KINDS, type RegisterHousehold } from '../../kinds.ts';
import type { HouseholdCommand } from '../acts/act-on-household.ts';
import { afterToday } from '../acts/after-today.ts';
import { admitHouseholds, blankHousehold } from '../admit-household.ts';
import { checkHousehold } from '../check-household.ts';
import { endedFrom, planOf } from '../household-plan.ts';
import { type HouseholdDocument, judgeDocuments } from '../plausibility/judge-document.ts';
import { type HouseholdPlan, merge, planHousehold } from '../plan-household.ts';
import { writePlans } from '../write.store.ts';

/** Members leave a household on a day and are a household of their own from it on (分户). Their records stay where they are. */
export interface SplitHousehold extends HouseholdCommand {
  readonly from: Day;
  /** The key of the member who is the worker of the new household. */
  readonly worker: string;
  /** The facts about the new household as a whole. */
  readonly state: HouseholdState;
  /** Who leaves, by their keys, which they keep, and their state in the new household. */
  readonly members: readonly { readonly key: string; readonly membershipState: MemberState }[];
}

interface Split {
  /** The household that the members have left. */
  readonly fromId: string;
  /** The new household. */
  readonly householdId: string;
  readonly changeId: string;
  readonly notices: readonly Notice[];
}

const RACES = { one_household_a_person: problem('ALREADY_ON_FILE_ELSEWHERE', 'members') };

/** Splits a household, all or nothing, as one row in the change log that both households show. */
export async function splitHousehold(deps: Deps, command: SplitHousehold): Promise<OrProblems<Numbered<Split>>> {
  return numbered(deps.database, await execute(deps, 'splitHousehold', command, split, RACES));
}

async function split(sql: Sql, deps: Deps, command: SplitHousehold): Promise<OrProblems<Split>> {
  const [admitted = fail([])] = await admitHouseholds(sql, deps, 'RECORD_HOUSEHOLD', [{ ...command, unionId: null }]);
  if (!admitted.ok) return admitted;
  const { stored, stewardId } = admitted.value;
  const given = newHousehold(stored, command, deps.today);
  if (!given.ok) return given;
  const { stored: blank, made } = blankHousehold(stewardId, deps.secrets.newDataKey);
  const judged = await judgeNew(
    sql,
    { from: command.from, household: given.value, isPart: false, stored: blank },
    deps,
  );
  if (!judged.ok) return judged;
  const begun = planHousehold(blank, true, given.value, personsOf(stored, command), modeOf(command), newId);
  const { actorId, purpose, householdId } = command;
  const change = {
    ...{ id: newId(), actorId, action: 'SPLIT_HOUSEHOLD' as const, purpose },
    ...{ subjectKind: 'HOUSEHOLD' as const, subjectId: householdId },
  };
  const persons = { made: [], keys: new Map([...stored.persons].map(([id, { dataKey }]) => [id, dataKey])) };
  const added = await writePlans(sql, deps.secrets, [
    { plan: leavingPlan(stored, command), change, stored, made: null, persons },
    { plan: begun, change, stored: blank, made, persons },
  ]);
  const own = {
    householdId: blank.id,
    pathOfAccount: 'state.accountNumber',
    pathsOfPersons: new Map<string, string>(),
  };
  const [hints = []] = await hintDuplicates(sql, deps, [{ actorId, purpose, unionId: stewardId, ...own }], added);
  const notices = [...judged.value, ...hints];
  return succeed({ fromId: householdId, householdId: blank.id, changeId: change.id, notices });
}

/** The notices about the new household, or why it is refused. */
async function judgeNew(
  sql: Sql,
  document: HouseholdDocument,
  { today }: Deps,
): Promise<OrProblems<readonly Notice[]>> {
  const [judged = { problems: [], notices: [] }] = await judgeDocuments(sql, [document], today);
  const problems = [...checkHousehold(document.household), ...judged.problems];
  return problems.length > 0 ? fail(problems.map(inCommand)) : succeed(judged.notices.map(inCommand));
}

/** The path of a problem of the new household in the command. */
function inCommand<P extends { readonly path: string }>(one: P): P {
  return { ...one, path: one.path.replace(/^household\b/, 'state') };
}

function modeOf({ from }: SplitHousehold) {
  return { from, correction: false, isWhole: false };
}

function problemsOf(stored: StoredHousehold, { from, members }: SplitHousehold, today: string): readonly Problem[] {
  const leaving = new Set(members.map(({ key }) => key));
  const present = stored.members.filter(({ versions }) => versionOn(versions, from) !== undefined);
  const workers = stored.versions.filter(({ to }) => to === null || to > from).map(({ value }) => value.workerId);
  return [
    ...afterToday(from, today),
    ...members.flatMap(({ key }, at): readonly Problem[] => {
      const member = present.find((one) => one.key === key);
      if (member === undefined) return [problem('NO_MEMBER_THEN', 'members', at, 'key')];
      if (workers.includes(member.id)) return [problem('WORKER_STAYS', 'members', at, 'key')];
      const isNew = member.versions.every((version) => version.from >= from);
      if (isNew) return [problem('NO_DAY_LEFT', 'members', at, 'key')];
      return endAfter(member, from) === null ? [] : [problem('LEFT_SINCE', 'members', at, 'key')];
    }),
    ...(present.every(({ key }) => leaving.has(key)) ? [problem('NOBODY_LEFT', 'members')] : []),
  ];
}

function leavingPlan(stored: StoredHousehold, { from, members }: SplitHousehold): HouseholdPlan {
  const leaving = new Set(members.map(({ key }) => key));
  const own = stored.members.filter(({ key }) => leaving.has(key));
  return planOf(stored, { memberships: merge(own.map(({ id, versions }) => endedFrom(id, versions, from))) });
}

/** The new household as a document, or why the members cannot leave. */
function newHousehold(stored: StoredHousehold, command: SplitHousehold, today: string): OrProblems<RegisterHousehold> {
  const { from, worker, state, members } = command;
  const before = householdOn(stored, from);
  const problems = before === null ? [problem('NOT_ON_RECORD_THEN', 'from')] : problemsOf(stored, command, today);
  if (before === null || problems.length > 0) return fail(problems);
  return succeed({
    ...{ worker, household: state },
    members: members.flatMap(({ key, membershipState }) => {
      const one = before.members.find((member) => member.key === key);
      return one === undefined ? [] : [{ ...one, membershipState }];
    }),
    records: Object.fromEntries(RECORD_KINDS.map((kind) => [kind, []])) as unknown as RegisterHousehold['records'],
  });
}

function personsOf(stored: StoredHousehold, { from }: SplitHousehold): ReadonlyMap<string, StoredPerson> {
  return new Map(
    stored.members.flatMap(({ key, versions }) => {
      const person = stored.persons.get(versionOn(versions, from)?.value.personId ?? '');
      return person === undefined ? [] : [[key, person] as const];
    }),
  );
}
