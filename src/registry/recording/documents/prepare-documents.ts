import type { Act } from '../../../database/time/act.codes.ts';
import type { Change } from '../../../database/time/change-log.ts';
import type { Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import { invariant } from '../../../kernel/invariant.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Deps } from '../../../usecase/command.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import { looksForOthers, reportElsewhere, spentQuotas } from '../../duplicates/duplicate-case.ts';
import type { Written } from '../../duplicates/duplicate-hint.ts';
import { type StoredHousehold, versionOn } from '../../household/stored-household.ts';
import type { RegisterHousehold } from '../../kinds.ts';
import { afterToday } from '../acts/after-today.ts';
import { type Admitted, admitHouseholds } from '../admit-household.ts';
import { deadProblems, documentLives } from '../lives/document-lives.ts';
import { leavingNotices, leavingPurpose, membersSince, planLeaving } from '../lives/plan-leaving.ts';
import type { Writing } from '../new-rows.ts';
import { type ChangeMode, changesNothing, type HouseholdPlan, planHousehold } from '../plan-household.ts';
import { judgeDocuments } from '../plausibility/judge-document.ts';
import { checkPayments } from '../records/check-payments.ts';
import { wrongPayments } from '../records/wrong-payments.ts';
import { type ResolvedPersons, resolvePersons } from '../resolve-persons.ts';
import { checkSurveys } from '../surveys/check-surveys.ts';
import type { Outcome, RecordHousehold, Recorded } from './household-document.ts';

/** What is written of a command, by the steward of its household. */
interface DocumentWriting extends Writing {
  readonly command: RecordHousehold;
  readonly stewardId: string;
  readonly persons: ResolvedPersons;
}

/** Who wrote a document, and where it says what. */
export function writtenBy({ command, stewardId, plan, persons }: DocumentWriting): Written {
  const { actorId, purpose, household } = command;
  const paths = household.members.flatMap(({ key }, at) => {
    const person = persons.known.get(key);
    return person === undefined ? [] : [[person.id, `members.${at}.person.name`] as const];
  });
  const pathOfAccount = 'household.accountNumber';
  return { actorId, purpose, unionId: stewardId, householdId: plan.id, pathsOfPersons: new Map(paths), pathOfAccount };
}

/** Sets the outcome of each command, and returns what is to be written. */
export async function prepareDocuments(
  sql: Sql,
  deps: Deps,
  commands: readonly RecordHousehold[],
  outcomes: Map<RecordHousehold, Outcome>,
): Promise<readonly DocumentWriting[]> {
  const admitted = await judge(sql, deps, await admit(sql, deps, commands, outcomes), outcomes);
  const wanted = admitted.map(({ command, stored }) => ({ from: command.from, household: command.household, stored }));
  const resolved = await resolvePersons(sql, deps.secrets, wanted);
  const found = admitted.map(({ command: { actorId, purpose }, stewardId }, at) => {
    return { actorId, purpose, unionId: stewardId, elsewhere: resolved[at]?.elsewhere ?? [] };
  });
  const others = [
    await reportElsewhere(sql, found, deps.today),
    await wrongPayments(sql, wanted.map(paymentsOf), deps.today),
    await membersSince(sql, admitted, deps.today),
  ];
  return admitted.flatMap(({ command, stored, stewardId, made, notices }, at): readonly DocumentWriting[] => {
    const persons = resolved[at];
    invariant(persons !== undefined, 'every admitted household has its persons');
    const own = [
      ...checkSurveys(stored, command, deps.today),
      ...checkPayments(stored, command.household),
      ...deadProblems(command.household, stored, persons),
    ];
    const problems = [...others.flatMap((lists) => lists[at] ?? []), ...own];
    const planned =
      problems.length > 0 ? fail(problems) : planCommand(command, stored, made !== null, persons, deps.today);
    if (!planned.ok) {
      outcomes.set(command, planned);
      return [];
    }
    const plan = planned.value;
    const changeId = changesNothing(plan) ? null : newId();
    outcomes.set(command, succeed({ householdId: stored.id, changeId, kept: plan.kept, notices }));
    if (changeId === null) return [];
    const change = changeOf(command, changeId, stored.id, made !== null);
    return [{ plan, change, stored, made, persons, command, stewardId }];
  });
}

function changeOf(command: RecordHousehold, id: string, subjectId: string, isNew: boolean): Change {
  const { actorId, leaving = [] } = command;
  const purpose = leavingPurpose(command.purpose, leaving);
  return { id, actorId, action: actOf(command, isNew), purpose, subjectKind: 'HOUSEHOLD', subjectId };
}

function planCommand(
  command: RecordHousehold,
  stored: StoredHousehold,
  isNew: boolean,
  persons: ResolvedPersons,
  today: string,
): OrProblems<HouseholdPlan> {
  const given = planHousehold(stored, isNew, command.household, persons.known, modeOf(command), newId);
  const plan = { ...given, lives: documentLives(command, stored, persons) };
  return planLeaving(stored, plan, command.leaving ?? [], today);
}

function paymentsOf({
  household,
  stored,
}: {
  readonly household: RegisterHousehold;
  readonly stored: StoredHousehold;
}) {
  return { householdId: stored.id, payments: household.records.disbursements };
}

function modeOf({ from, correction, action }: RecordHousehold): ChangeMode {
  return { from, correction, isWhole: action === 'RECORD_SURVEY' };
}

function actOf({ action, correction }: RecordHousehold, isNew: boolean): Act {
  if (action !== undefined) return action;
  if (isNew) return 'RECORD_HOUSEHOLD';
  return correction ? 'CORRECT_HOUSEHOLD' : 'CHANGE_HOUSEHOLD';
}

/** Returns the commands that are admitted, and sets the outcomes of those that are refused. */
async function admit(
  sql: Sql,
  deps: Deps,
  commands: readonly RecordHousehold[],
  outcomes: Map<RecordHousehold, Outcome>,
): Promise<readonly AdmittedCommand[]> {
  const admissions = await admitHouseholds(sql, deps, 'RECORD_HOUSEHOLD', commands);
  const actors = commands.map(({ actorId }) => actorId);
  const spent = await spentQuotas(sql, actors, deps.today);
  return commands.flatMap((command, at) => {
    const admission = admissions[at] ?? fail([]);
    if (!admission.ok) outcomes.set(command, admission);
    else if (spent.has(command.actorId) && looksForOthers(command.household, admission.value.stored)) {
      outcomes.set(command, fail([problem('TOO_MANY_ELSEWHERE', 'members')]));
    } else return [{ command, ...admission.value }];
    return [];
  });
}

type AdmittedCommand = Admitted & { readonly command: RecordHousehold };

/** Returns the commands whose households are plausible, with their notices, and sets the outcomes of those that are refused. */
async function judge(
  sql: Sql,
  { today }: Deps,
  admitted: readonly AdmittedCommand[],
  outcomes: Map<RecordHousehold, Outcome>,
): Promise<readonly (AdmittedCommand & Pick<Recorded, 'notices'>)[]> {
  const documents = admitted.map(({ command: { from, household, action }, stored }) => {
    return { from, household, isPart: action !== undefined, stored };
  });
  const judged = await judgeDocuments(sql, documents, today);
  return admitted.flatMap((one, at) => {
    const problems = [...wrongDay(one, today), ...(judged[at]?.problems ?? [])];
    const notices = [...(judged[at]?.notices ?? []), ...leavingNotices(one.stored, one.command.leaving ?? [])];
    if (problems.length === 0) return [{ ...one, notices }];
    outcomes.set(one.command, fail(problems));
    return [];
  });
}

/** Refuses a document of a day after today, or on which its household is not on record. An act has checked its day. */
function wrongDay({ command: { action, from }, stored }: AdmittedCommand, today: string) {
  if (action !== undefined) return [];
  const { versions, closings } = stored;
  const late = afterToday(from, today);
  const isKnown = versions.length === 0 || versionOn(versions, from) !== undefined;
  if (late.length > 0 || isKnown) return late;
  return [problem(versionOn(closings, from) === undefined ? 'NOT_ON_RECORD_THEN' : 'ALREADY_CLOSED', 'from')];
}
