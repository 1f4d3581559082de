import type { Act } from '../../database/time/act.codes.ts';
import { type Numbered, numbered } from '../../usecase/execute.ts';
import type { Sql } from '../../database/database.ts';
import { violatedConstraint } from '../../kernel/error-code.ts';
import { digestContent, findAnswer, storeAnswer, type Request } from '../../database/time/idempotency.ts';
import { newId } from '../../database/ids.ts';
import type { Day } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import type { RegisterHousehold } from '../kinds.ts';
import { type Notice, problem, type OrProblems } from '../../usecase/problem.ts';
import { type Admitted, admitHouseholds } from './admit-household.ts';
import { looksForOthers, reportElsewhere, spentQuotas } from '../duplicates/duplicate-case.ts';
import { checkSurveys } from './surveys/check-surveys.ts';
import { checkHousehold } from './check-household.ts';
import { afterToday } from './acts/after-today.ts';
import { type ChangeMode, changesNothing, planHousehold } from './plan-household.ts';
import { judgeDocuments } from './plausibility/judge-document.ts';
import { resolvePersons } from './resolve-persons.ts';
import type { Writing } from './new-rows.ts';
import { type StoredHousehold, versionOn } from '../household/stored-household.ts';
import { wrongPayments } from './records/wrong-payments.ts';
import { writePlans } from './write.store.ts';

/** The command to record a household as it is from a day on or, as a correction, as it was from the beginning. */
export interface RecordHousehold extends Command {
  /** `null` for a household that is not yet on record. */
  readonly householdId: string | null;
  /** The union that records a household which is not yet on record; not used for other households. */
  readonly unionId: string | null;
  readonly from: Day;
  readonly correction: boolean;
  /** The last revision that the caller has seen; `null` skips the check. */
  readonly expectedRevision: number | null;
  readonly household: RegisterHousehold;
  /** What the change log calls the act, where only a part of the household is given anew; a survey states its figures whole. */
  readonly action?: Act;
}

export interface Recorded {
  readonly householdId: string;
  /** `null` if nothing changed. */
  readonly changeId: string | null;
  /** The members and records that were not given and stay on record. */
  readonly kept: readonly string[];
  /** What deserves a second look. */
  readonly notices: readonly Notice[];
}

export type Outcome = OrProblems<Recorded>;

/** The constraints that a race with another client violates. A second attempt finds what the other client wrote. */
const RACES = new Set([
  'one_household_a_person',
  'one_survey_a_day',
  'person_key_version_token_key',
  'person_version_live',
]);

/**
 * Records, changes or corrects a household with its persons, memberships and records, all or nothing, as one row in the
 * change log. Values equal to those on record are not written again.
 */
export async function recordHousehold(deps: Deps, command: RecordHousehold): Promise<OrProblems<Numbered<Recorded>>> {
  const [outcome = fail([])] = await recordHouseholds(deps, [command]);
  return numbered(deps.database, outcome);
}

/**
 * Records several households in one transaction, each of them all or nothing: a refused household does not affect the
 * others. After a race with another client, each is attempted again in a transaction of its own.
 */
export async function recordHouseholds(deps: Deps, commands: readonly RecordHousehold[]): Promise<readonly Outcome[]> {
  try {
    return await deps.database.transaction((sql) => attemptHouseholds(sql, deps, commands));
  } catch (error) {
    if (!isRace(error)) throw error;
  }
  const outcomes: Outcome[] = [];
  for (const command of commands) {
    outcomes.push(...(await deps.database.transaction((sql) => attemptHouseholds(sql, deps, [command]))));
  }
  return outcomes;
}

/** Whether a transaction failed because another client wrote at the same time: it is to be attempted again. */
export function isRace(error: unknown): boolean {
  return RACES.has(violatedConstraint(error) ?? '');
}

/** Records households in a transaction; {@link isRace} tells which errors to attempt again. */
export async function attemptHouseholds(
  sql: Sql,
  deps: Deps,
  commands: readonly RecordHousehold[],
): Promise<readonly Outcome[]> {
  const outcomes = new Map<RecordHousehold, Outcome>();
  for (const command of commands) {
    const problems = checkHousehold(command.household);
    const before = problems.length > 0 ? fail(problems) : await answeredBefore(sql, command);
    if (before !== undefined) outcomes.set(command, before);
  }
  const open = commands.filter((command) => !outcomes.has(command));
  const writings = await prepare(sql, deps, open, outcomes);
  await writePlans(sql, deps.secrets, writings);
  for (const command of open) await keep(sql, command, outcomes.get(command));
  return commands.map((command) => outcomes.get(command) ?? fail([]));
}

/** Sets the outcome of each command, and returns what is to be written. */
async function prepare(
  sql: Sql,
  deps: Deps,
  commands: readonly RecordHousehold[],
  outcomes: Map<RecordHousehold, Outcome>,
): Promise<readonly Writing[]> {
  const admitted = await judge(sql, deps, await admit(sql, deps, commands, outcomes), outcomes);
  const wanted = admitted.map(({ command, stored }) => ({ from: command.from, household: command.household, stored }));
  const resolved = await resolvePersons(sql, deps.secrets, wanted);
  const found = admitted.map(({ command: { actorId, purpose }, stewardId }, at) => {
    return { actorId, purpose, unionId: stewardId, elsewhere: resolved[at]?.elsewhere ?? [] };
  });
  const elsewhere = await reportElsewhere(sql, found, deps.today);
  const payments = await wrongPayments(sql, wanted.map(paymentsOf), deps.today);
  return admitted.flatMap(({ command, stored, made, notices }, at): readonly Writing[] => {
    const persons = resolved[at];
    invariant(persons !== undefined, 'every admitted household has its persons');
    const surveys = checkSurveys(stored, command, deps.today);
    const problems = [...(elsewhere[at] ?? []), ...(payments[at] ?? []), ...surveys];
    if (problems.length > 0) {
      outcomes.set(command, fail(problems));
      return [];
    }
    const plan = planHousehold(stored, made !== null, command.household, persons.known, modeOf(command), newId);
    const changeId = changesNothing(plan) ? null : newId();
    outcomes.set(command, succeed({ householdId: stored.id, changeId, kept: plan.kept, notices }));
    if (changeId === null) return [];
    const { actorId, purpose } = command;
    const action = actOf(command, made !== null);
    const change = { id: changeId, actorId, action, purpose, subjectKind: 'HOUSEHOLD' as const, subjectId: stored.id };
    return [{ plan, change, stored, made, persons }];
  });
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
    if (problems.length === 0) return [{ ...one, notices: judged[at]?.notices ?? [] }];
    outcomes.set(one.command, fail(problems));
    return [];
  });
}

/** Refuses a document of a day after today, or before its household is on record. An act has checked its day. */
function wrongDay({ command: { action, from }, stored: { versions } }: AdmittedCommand, today: string) {
  if (action !== undefined) return [];
  const late = afterToday(from, today);
  const isKnown = versions.length === 0 || versionOn(versions, from) !== undefined;
  return late.length > 0 || isKnown ? late : [problem('NOT_ON_RECORD_THEN', 'from')];
}

async function answeredBefore(sql: Sql, command: RecordHousehold): Promise<Outcome | undefined> {
  const request = idempotentRequest(command);
  const answer = request && (await findAnswer<Recorded>(sql, request));
  if (answer === 'REUSED') return fail([problem('KEY_REUSED', 'idempotencyKey')]);
  return answer && succeed(answer);
}

async function keep(sql: Sql, command: RecordHousehold, outcome: Outcome | undefined): Promise<void> {
  const request = idempotentRequest(command);
  if (request !== undefined && outcome?.ok === true) await storeAnswer(sql, request, outcome.value);
}

function idempotentRequest(command: RecordHousehold): Request | undefined {
  const { actorId, idempotencyKey: key } = command;
  return key === null ? undefined : { actorId, key, digest: digestContent(command) };
}
