import { unionsFor } from '../access/staff.read.ts';
import { insertChange } from '../database/time/change-log.ts';
import type { Sql } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { type Day, monthOfDay, nextDay, printDay, yearOf } from '../kernel/calendar.ts';
import { fail, type Result, succeed } from '../kernel/result.ts';
import type { Command, Deps } from '../usecase/command.ts';
import { type Problem, problem, type OrProblems } from '../usecase/problem.ts';
import { type StoredHousehold, versionOn } from '../registry/household/stored-household.ts';
import { afterToday } from '../registry/recording/acts/after-today.ts';
import { admitHouseholds } from '../registry/recording/admit-household.ts';
import { execute, type Numbered, numbered } from '../usecase/execute.ts';
import { regionOfUnion, unionsGoneBefore } from '../organisation/union.read.ts';
import type { ArchiveFileState } from '../registry/file/archive-file.ts';
import { fileHousehold } from '../registry/file/file-household.ts';
import { deriveFiling, type FilingBasis, NOTHING_STATED, type StatedWork } from './jurisdiction/derive-filing.ts';
import { UNOPENED } from './procedure/course/course.ts';
import type { Step } from './procedure/course/step.ts';
import { takeStep } from './procedure/course/take-step.ts';
import { draftStep, NO_WORDS } from './procedure/steps/draft-step.ts';
import { insertFileStep } from './procedure/steps/file-step.store.ts';
import { type CircumstancesOfFile, type FileInHand, readCircumstances } from './procedure/steps/read-circumstances.ts';

/** A new file, opened after a survey by the union or an application by the worker (Articles 10 and 15). */
export interface OpenFile extends Command {
  readonly householdId: string;
  /** The union that keeps the file as its steward (Articles 11 and 12). */
  readonly stewardId: string;
  readonly expectedRevision: number | null;
  readonly on: Day;
  /** What is stated of the worker's work, by which the filing union is derived where the register does not say it. */
  readonly work?: StatedWork;
  readonly state: ArchiveFileState & { readonly state: 'SURVEYED' | 'APPLIED' };
}

interface Opened {
  readonly fileId: string;
  readonly number: string;
  readonly changeId: string;
}

export type OpenedFile = Numbered<Opened>;

/** Opens a file for a household that has no live file from the day on. */
export async function openFile(deps: Deps, command: OpenFile): Promise<OrProblems<OpenedFile>> {
  const hasOne = problem('ALREADY_HAS_A_FILE', 'householdId');
  const races = { one_live_file_a_household: hasOne, one_file_a_household_a_day: hasOne };
  return numbered(deps.database, await execute(deps, 'openFile', command, open, races));
}

async function open(sql: Sql, deps: Deps, command: OpenFile): Promise<OrProblems<Opened>> {
  const { actorId, householdId, stewardId, expectedRevision, on, state } = command;
  const late = afterToday(on, deps.today, 'on');
  if (late.length > 0) return fail(late);
  const about = { actorId, householdId, unionId: null, expectedRevision };
  const [admission = fail([])] = await admitHouseholds(sql, deps, 'OPEN_FILE', [about]);
  if (!admission.ok) return admission;
  const { stored } = admission.value;
  if (versionOn(stored.versions, on) === undefined) return fail([problem('NOT_ON_RECORD_THEN', 'on')]);
  const place = await placeOfFile(sql, deps, command);
  if (!place.ok) return fail([place.error]);
  const id = newId();
  const first = await firstStep(sql, deps, command, { id, stored });
  if (!first.ok) return first;
  const changeId = await insertChange(sql, command, 'OPEN_FILE', 'HOUSEHOLD', householdId);
  const file = { id, householdId, householdKey: stored.dataKey, stewardId, state, region: place.value };
  const year = yearOf(monthOfDay(on));
  const number = await fileHousehold(sql, { ...file, year, changeId, from: printDay(on) });
  await insertFileStep(sql, changeId, {
    ...{ fileId: id, householdId, householdKey: stored.dataKey, number: 1 },
    ...{ fromState: null, toState: state.state },
    ...first.value,
  });
  return succeed({ fileId: id, number, changeId });
}

/** The division in which a union files that exists and for which the actor may file. */
async function placeOfFile(
  sql: Sql,
  { today }: Deps,
  { actorId, stewardId }: OpenFile,
): Promise<Result<string, Problem>> {
  const region = await regionOfUnion(sql, stewardId);
  const own = await unionsFor(sql, actorId, 'OPEN_FILE', [stewardId], today);
  if (region === undefined || !own.has(stewardId)) return fail(problem('NO_SUCH_UNION', 'stewardId'));
  const gone = await unionsGoneBefore(sql, [stewardId], nextDay(today));
  return gone.has(stewardId) ? fail(problem('UNION_DISSOLVED', 'stewardId')) : succeed(region);
}

interface FirstStep {
  readonly id: string;
  readonly step: Step;
  readonly filing: FilingBasis;
}

/** The application or the visit with which a file begins, and by what the union files: the first step of the procedure. */
async function firstStep(
  sql: Sql,
  { today }: Deps,
  { actorId, householdId, stewardId, on, state, work = NOTHING_STATED }: OpenFile,
  { id, stored }: { readonly id: string; readonly stored: StoredHousehold },
): Promise<OrProblems<FirstStep>> {
  const file = { id, householdId, stewardId, level: state.level };
  const circumstances = await circumstancesOf(sql, file, { actorId, on, today, decides: false });
  if (!circumstances.ok) return fail([circumstances.error]);
  const head = { actorId, body: 'FILING', unionId: stewardId, on, document: null, note: null } as const;
  const act = state.state === 'APPLIED' ? 'APPLY' : 'SURVEY';
  const stepId = newId();
  const known = { stepId, receiptId: stepId, stored, circumstances: circumstances.value };
  const drafted = draftStep(act, head, NO_WORDS, known);
  if (!drafted.ok) return fail([drafted.error]);
  const taken = takeStep(UNOPENED, drafted.value, circumstances.value);
  if (!taken.ok) return taken;
  const filing = await deriveFiling(sql, { unionId: stewardId, on, today, stored, work });
  return filing.ok ? succeed({ id: stepId, step: drafted.value, filing: filing.value }) : fail([filing.error]);
}

async function circumstancesOf(
  sql: Sql,
  file: FileInHand,
  question: Parameters<typeof readCircumstances>[2],
): Promise<CircumstancesOfFile['circumstances']> {
  const read = await readCircumstances(sql, [file], question);
  return read.get(file.id)?.circumstances ?? fail(problem('NO_SUCH_UNION', 'stewardId'));
}
