import { assessHouseholds, type StewardedHousehold } from '../../../assessment/assess-households.ts';
import type { Database, Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import { type Day, requireDay } from '../../../kernel/calendar.ts';
import { type Result, succeed, fail } from '../../../kernel/result.ts';
import { invariant } from '../../../kernel/invariant.ts';
import type { Assessment } from '../../../policy/decision/assess.ts';
import type { Deps } from '../../../usecase/command.ts';
import { problem } from '../../../usecase/problem.ts';
import { householdsOfFiles } from '../../reading/find.read.ts';
import { admitHouseholds } from '../admit-household.ts';
import type { Writing } from '../new-rows.ts';
import { writePlans } from '../write.store.ts';
import { type LineRefusal, type PlacedRow, planBacklog } from './plan-backlog.ts';
import type { GivenDay } from './read-days.ts';

/** The command to set the surveys of households from before there were any, from the days of their paper files (R16). */
export interface SetSurveys {
  readonly actorId: string;
  readonly purpose: string;
  readonly days: readonly GivenDay[];
}

/** What became of the lines of one household, or of one file number that is unknown. */
export interface BacklogAnswer {
  readonly fileNumber: string;
  readonly days: readonly GivenDay[];
  /** The rows that were given to surveys; `null`: all that is given was on record. */
  readonly result: Result<readonly PlacedRow[] | null, readonly LineRefusal[]>;
  readonly outcomes: Outcomes | null;
}

type Outcome = Assessment['outcome'];

/** The outcomes at the national level; `null`: not on record on that day. */
export interface Outcomes {
  /** Today, without the surveys. */
  readonly before: Outcome | null;
  /** Today, with them. */
  readonly after: Outcome | null;
  /** On each given day, with the surveys, in the order of the days. */
  readonly then: readonly { readonly surveyedOn: Day; readonly outcome: Outcome | null }[];
}

interface Group {
  readonly householdId: string;
  readonly days: readonly GivenDay[];
}

/** How many households one transaction writes. */
const BATCH = 200;

/** Sets surveys, batch by batch, each household all or nothing; what is on record already is not written again. */
export async function* setSurveys(deps: Deps, command: SetSurveys): AsyncGenerator<readonly BacklogAnswer[]> {
  const { unknown, batches } = await groupDays(deps.database, command.days);
  if (unknown.length > 0) yield unknown;
  for (const groups of batches) {
    yield await deps.database.transaction(async (sql) => (await write(sql, deps, command, groups)).answers);
  }
}

/** Answers what {@link setSurveys} would, with the outcomes before and after, and writes nothing. */
export async function* previewSurveys(deps: Deps, command: SetSurveys): AsyncGenerator<readonly BacklogAnswer[]> {
  const { unknown, batches } = await groupDays(deps.database, command.days);
  if (unknown.length > 0) yield unknown;
  for (const groups of batches) {
    yield await undone(deps.database, async (sql) => {
      const own = groups.map(({ householdId }) => ({ id: householdId, unionId: '' }));
      const before = await outcomesOf(sql, own, requireDay(deps.today));
      const { answers, ids } = await write(sql, deps, command, groups);
      const after = await outcomesOf(sql, own, requireDay(deps.today));
      const then = await outcomesThen(sql, groups);
      return answers.map((answer, at) => {
        const id = ids[at] ?? '';
        const outcomes = { before: before.get(id) ?? null, after: after.get(id) ?? null, then: then(id) };
        return { ...answer, outcomes: answer.result.ok ? outcomes : null };
      });
    });
  }
}

/** Groups the lines by household: all its file numbers name it. */
async function groupDays(database: Database, days: readonly GivenDay[]) {
  const numbers = [...new Set(days.map(({ fileNumber }) => fileNumber))];
  const households = await database.session((sql) => householdsOfFiles(sql, numbers));
  const known = days.filter(({ fileNumber }) => households.has(fileNumber));
  const groups = [...Map.groupBy(known, ({ fileNumber }) => households.get(fileNumber) ?? '')].map(
    ([householdId, own]): Group => ({ householdId, days: own }),
  );
  const others = Map.groupBy(
    days.filter(({ fileNumber }) => !households.has(fileNumber)),
    ({ fileNumber }) => fileNumber,
  );
  const batches = Array.from({ length: Math.ceil(groups.length / BATCH) }, (_, at) =>
    groups.slice(at * BATCH, (at + 1) * BATCH),
  );
  return { unknown: [...others.values()].map((own) => noHousehold(own)), batches };
}

/** The same answer for a number that is unknown and for a household outside the territory. */
function noHousehold(days: readonly GivenDay[]): BacklogAnswer {
  const { zh, en } = problem('NO_SUCH_HOUSEHOLD');
  return answerOf(days, fail(days.map(({ line }) => ({ line, zh, en }))));
}

function answerOf(days: readonly GivenDay[], result: BacklogAnswer['result']): BacklogAnswer {
  const [first] = days;
  invariant(first !== undefined, 'a group of lines is never empty');
  return { fileNumber: first.fileNumber, days, result, outcomes: null };
}

/** Plans and writes the groups that are not refused. */
async function write(sql: Sql, deps: Deps, { actorId, purpose }: SetSurveys, groups: readonly Group[]) {
  const about = groups.map(({ householdId }) => ({ actorId, householdId, unionId: null, expectedRevision: null }));
  const admissions = await admitHouseholds(sql, deps, 'RECORD_HOUSEHOLD', about);
  const writings: Writing[] = [];
  const answers = groups.map(({ days }, at) => {
    const admission = admissions[at];
    if (admission?.ok !== true) return noHousehold(days);
    const { stored } = admission.value;
    const planned = planBacklog(stored, days, deps.today, newId);
    if (!planned.ok || planned.value === null) return answerOf(days, planned.ok ? succeed(null) : planned);
    const { plan, rows } = planned.value;
    const subject = { subjectKind: 'HOUSEHOLD' as const, subjectId: stored.id };
    const change = { id: newId(), actorId, action: 'SET_SURVEYS' as const, purpose, ...subject };
    writings.push({ plan, change, stored, made: null, persons: { made: [], keys: new Map() } });
    return answerOf(days, succeed(rows));
  });
  await writePlans(sql, deps.secrets, writings);
  return { answers, ids: groups.map(({ householdId }) => householdId) };
}

/** Decides each household as of each of its given days; households with the same day are decided together. */
async function outcomesThen(sql: Sql, groups: readonly Group[]) {
  const given = groups.flatMap(({ householdId, days }) => {
    return days.map(({ survey }) => ({ id: householdId, unionId: '', surveyedOn: survey.surveyedOn }));
  });
  const byDay = new Map<Day, ReadonlyMap<string, Outcome>>();
  for (const [day, own] of Map.groupBy(given, ({ surveyedOn }) => surveyedOn)) {
    byDay.set(day, await outcomesOf(sql, own, day));
  }
  return (id: string): Outcomes['then'] =>
    given
      .filter((one) => one.id === id)
      .toSorted((one, other) => one.surveyedOn - other.surveyedOn)
      .map(({ surveyedOn }) => ({ surveyedOn, outcome: byDay.get(surveyedOn)?.get(id) ?? null }));
}

async function outcomesOf(sql: Sql, households: readonly StewardedHousehold[], asOf: Day) {
  const outcomes = new Map<string, Outcome>();
  const at = { asOf, known: 'NOW', level: 'NATIONAL' } as const;
  for await (const [{ id }, decision] of assessHouseholds(sql, households, at)) {
    if (decision !== 'NO_PROFILE') outcomes.set(id, decision.outcome);
  }
  return outcomes;
}

/** Runs work in a transaction that is then undone. */
async function undone<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  let value: { readonly of: T } | undefined;
  const undo = new Error('undone on purpose');
  try {
    await database.transaction(async (sql) => {
      value = { of: await work(sql) };
      throw undo;
    });
  } catch (error) {
    if (error !== undo) throw error;
  }
  invariant(value !== undefined, 'the work was done before it was undone');
  return value.of;
}
