import { type Numbered, numbered } from '../../usecase/execute.ts';
import type { Sql } from '../../database/database.ts';
import { violatedConstraint } from '../../kernel/error-code.ts';
import { digestContent, findAnswer, storeAnswer, type Request } from '../../database/time/idempotency.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Deps } from '../../usecase/command.ts';
import type { Notice } from '../../usecase/notice.ts';
import { problem, type OrProblems } from '../../usecase/problem.ts';
import { hintDuplicates } from '../duplicates/duplicate-hint.ts';
import { checkHousehold } from './check-household.ts';
import type { Outcome, RecordHousehold, Recorded } from './documents/household-document.ts';
import { prepareDocuments, writtenBy } from './documents/prepare-documents.ts';
import { writePlans } from './write.store.ts';

/** The constraints that a race with another client violates. A second attempt finds what the other client wrote. */
const RACES = new Set([
  'one_household_a_person',
  'one_survey_a_day',
  'person_number_live',
  'person_number_token',
  'person_version_live',
]);

const MOST_ATTEMPTS = 3;

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
  for (const command of commands) outcomes.push(await attemptAgain(deps, command));
  return outcomes;
}

/** Attempts a household in a transaction of its own; one that loses every race is refused, and affects no other. */
async function attemptAgain(deps: Deps, command: RecordHousehold): Promise<Outcome> {
  for (let times = 0; times < MOST_ATTEMPTS; times += 1) {
    try {
      const outcomes = await deps.database.transaction((sql) => attemptHouseholds(sql, deps, [command]));
      return outcomes[0] ?? fail([]);
    } catch (error) {
      if (!isRace(error)) throw error;
    }
  }
  return fail([problem('STALE_REVISION')]);
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
  const writings = await prepareDocuments(sql, deps, open, outcomes);
  const added = await writePlans(sql, deps.secrets, writings);
  const hints = await hintDuplicates(sql, deps, writings.map(writtenBy), added);
  for (const [at, { command }] of writings.entries()) addNotices(outcomes, command, hints[at] ?? []);
  for (const command of open) await keep(sql, command, outcomes.get(command));
  return commands.map((command) => outcomes.get(command) ?? fail([]));
}

function addNotices(outcomes: Map<RecordHousehold, Outcome>, command: RecordHousehold, hints: readonly Notice[]): void {
  const outcome = outcomes.get(command);
  if (outcome?.ok !== true) return;
  outcomes.set(command, succeed({ ...outcome.value, notices: [...outcome.value.notices, ...hints] }));
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
  return key === null ? undefined : { actorId, key, digest: digestContent({ operation: 'recordHousehold', command }) };
}
