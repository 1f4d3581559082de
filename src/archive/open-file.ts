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
import { UNOPENED } from './procedure/course/course.ts';
import type { Step } from './procedure/course/step.ts';
import { takeStep } from './procedure/course/take-step.ts';
import { draftStep, NO_WORDS } from './procedure/steps/draft-step.ts';
import { insertFileStep } from './procedure/steps/file-step.store.ts';
import { readCircumstances } from './procedure/steps/read-circumstances.ts';

/** A new file, opened after a survey by the union or an application by the worker (Articles 10 and 15). */
export interface OpenFile extends Command {
  readonly householdId: string;
  /** The union that keeps the file as its steward (Articles 11 and 12). */
  readonly stewardId: string;
  readonly expectedRevision: number | null;
  readonly on: Day;
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
  if (versionOn(admission.value.stored.versions, on) === undefined) return fail([problem('NOT_ON_RECORD_THEN', 'on')]);
  const place = await placeOfFile(sql, deps, command);
  if (!place.ok) return fail([place.error]);
  const region = place.value;
  const id = newId();
  const first = await firstStep(sql, deps, command, { id, stored: admission.value.stored });
  if (!first.ok) return first;
  const changeId = await insertChange(sql, command, 'OPEN_FILE', 'HOUSEHOLD', householdId);
  const file = { id, householdId, householdKey: admission.value.stored.dataKey, stewardId, state };
  const year = yearOf(monthOfDay(on));
  const number = await fileHousehold(sql, { ...file, region, year, changeId, from: printDay(on) });
  const { householdKey } = file;
  const { stepId, step } = first.value;
  const states = { fromState: null, toState: state.state };
  await insertFileStep(sql, changeId, {
    id: stepId,
    fileId: id,
    householdId,
    householdKey,
    number: 1,
    ...states,
    step,
  });
  return succeed({ fileId: file.id, number, changeId });
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

/** The application or the visit with which a file begins: the first step of the procedure. */
async function firstStep(
  sql: Sql,
  { today }: Deps,
  { actorId, householdId, stewardId, on, state }: OpenFile,
  { id, stored }: { readonly id: string; readonly stored: StoredHousehold },
): Promise<OrProblems<{ readonly stepId: string; readonly step: Step }>> {
  const file = { id, householdId, stewardId, level: state.level };
  const read = await readCircumstances(sql, [file], { actorId, on, today, decides: false });
  const circumstances = read.get(id)?.circumstances ?? fail(problem('NO_SUCH_UNION', 'stewardId'));
  if (!circumstances.ok) return fail([circumstances.error]);
  const head = { actorId, body: 'FILING', unionId: stewardId, on, document: null, note: null } as const;
  const act = state.state === 'APPLIED' ? 'APPLY' : 'SURVEY';
  const stepId = newId();
  const known = { stepId, receiptId: stepId, stored, circumstances: circumstances.value };
  const drafted = draftStep(act, head, NO_WORDS, known);
  if (!drafted.ok) return fail([drafted.error]);
  const taken = takeStep(UNOPENED, drafted.value, circumstances.value);
  return taken.ok ? succeed({ stepId, step: drafted.value }) : taken;
}
