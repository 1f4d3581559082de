import { unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { type Day, nextDay, printDay } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { regionOfUnion, unionsGoneBefore } from '../../organisation/union.read.ts';
import type { ArchiveFileState } from '../../registry/file/archive-file.ts';
import { type StoredHousehold, versionOn } from '../../registry/household/stored-household.ts';
import { afterToday } from '../../registry/recording/acts/after-today.ts';
import { admitHouseholds } from '../../registry/recording/admit-household.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { deriveFiling, type FilingBasis, NOTHING_STATED, type StatedWork } from '../jurisdiction/derive-filing.ts';
import { householdOfFile } from '../procedure/circumstances/circumstances.read.ts';
import {
  type CircumstancesOfFile,
  type FileInHand,
  readCircumstances,
} from '../procedure/circumstances/read-circumstances.ts';
import { UNOPENED } from '../procedure/course/course.ts';
import type { Step } from '../procedure/course/step.ts';
import { takeStep } from '../procedure/course/take-step.ts';
import { draftStep, NO_WORDS, type StepWords } from '../procedure/steps/draft-step.ts';
import { passStep, type TakeFileStep } from '../procedure/steps/pass-step.ts';
import type { PassedStep } from '../procedure/steps/write-step.ts';
import { hasLiveFile } from './live-file.read.ts';

/** What the withdrawal of a former file names; `unionId` is the union that keeps it. */
export type FormerFile = Pick<TakeFileStep, 'fileId' | 'unionId' | 'afterStep' | 'document' | 'note'> &
  Pick<StepWords, 'notice' | 'proof'>;

/** A new file, opened after a survey by the union or an application by the worker (Articles 10 and 15). */
export interface OpenFile extends Command {
  readonly householdId: string;
  /** The union that keeps the file as its steward (Articles 11 and 12). */
  readonly stewardId: string;
  readonly expectedRevision: number | null;
  readonly on: Day;
  /** What is stated of the worker's work, by which the filing union is derived where the register does not say it. */
  readonly work?: StatedWork;
  /** The live file of the former union, which is closed in the same step because the worker is employed again (Article 12). */
  readonly former?: FormerFile;
  readonly state: ArchiveFileState & { readonly state: 'SURVEYED' | 'APPLIED' };
}

/** An opening that no rule refuses. */
interface PassedOpening {
  readonly id: string;
  readonly stored: StoredHousehold;
  /** The division of the file's number. */
  readonly region: string;
  readonly first: FirstStep;
  /** The step that closes the former file. */
  readonly left: PassedStep | null;
}

/**
 * Judges the opening of a file by all rules in their order, under the lock of the household where there is a transaction. Nothing is
 * written: who only asks gets the same answer.
 */
export async function judgeOpening(sql: Sql, deps: Deps, command: OpenFile): Promise<OrProblems<PassedOpening>> {
  const admitted = await admitOpening(sql, deps, command);
  if (!admitted.ok) return admitted;
  const stored = admitted.value;
  const place = await placeOfFile(sql, deps, command);
  if (!place.ok) return fail([place.error]);
  const id = newId();
  const steps = await judgeSteps(sql, deps, command, { id, stored });
  if (!steps.ok) return steps;
  const { householdId, on, former } = command;
  const hasOne = await hasLiveFile(sql, { householdId, from: printDay(on), except: former?.fileId ?? null });
  return hasOne
    ? fail([problem('ALREADY_HAS_A_FILE', 'householdId')])
    : succeed({ id, stored, region: place.value, ...steps.value });
}

/** The household, if it is on record on the day and the actor may open a file for it. */
export async function admitOpening(
  sql: Sql,
  deps: Deps,
  { actorId, householdId, expectedRevision, on }: Pick<OpenFile, 'actorId' | 'householdId' | 'expectedRevision' | 'on'>,
): Promise<OrProblems<StoredHousehold>> {
  const late = afterToday(on, deps.today, 'on');
  if (late.length > 0) return fail(late);
  const about = { actorId, householdId, unionId: null, expectedRevision };
  const [admission = fail([])] = await admitHouseholds(sql, deps, 'OPEN_FILE', [about]);
  if (!admission.ok) return admission;
  const { stored } = admission.value;
  return versionOn(stored.versions, on) === undefined ? fail([problem('NOT_ON_RECORD_THEN', 'on')]) : succeed(stored);
}

/** The first step of the file, and the one that closes the former file; nothing is written. */
async function judgeSteps(
  sql: Sql,
  deps: Deps,
  command: OpenFile,
  opening: Parameters<typeof firstStep>[3],
): Promise<OrProblems<{ readonly first: FirstStep; readonly left: PassedStep | null }>> {
  const first = await firstStep(sql, deps, command, opening);
  if (!first.ok) return first;
  const left = await leaveFormer(sql, deps, command, first.value.filing.status);
  return left.ok ? succeed({ first: first.value, left: left.value }) : left;
}

/** The step that closes the former file of a worker who is employed again by another union's employer; `null` if none is named. */
async function leaveFormer(
  sql: Sql,
  deps: Deps,
  command: OpenFile,
  status: FilingBasis['status'],
): Promise<OrProblems<PassedStep | null>> {
  const { former, householdId, stewardId } = command;
  if (former === undefined) return succeed(null);
  if ((await householdOfFile(sql, former.fileId)) !== householdId) {
    return fail([problem('NO_SUCH_ARCHIVE_FILE', 'former', 'fileId')]);
  }
  const left = await passStep(sql, deps, closing(command, former));
  if (!left.ok) return fail(left.error.map((one) => ({ ...one, path: `former.${one.path}` })));
  const isAgain = status === 'EMPLOYED' && left.value.file.stewardId !== stewardId;
  return isAgain ? left : fail([problem('NOT_EMPLOYED_AGAIN', 'former')]);
}

function closing({ actorId, purpose, on }: OpenFile, { notice, proof, ...former }: FormerFile): TakeFileStep {
  const words = { ...NO_WORDS, reason: 'EMPLOYED_AGAIN', notice, proof } as const;
  return { ...former, actorId, purpose, on, idempotencyKey: null, act: 'WITHDRAW', body: 'FILING', words };
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
  { secrets, today }: Deps,
  { actorId, householdId, stewardId, on, state, work = NOTHING_STATED }: OpenFile,
  { id, stored }: { readonly id: string; readonly stored: StoredHousehold },
): Promise<OrProblems<FirstStep>> {
  const file = { id, householdId, stewardId, level: state.level };
  const circumstances = await circumstancesOf(sql, file, secrets, { actorId, on, today, decides: false });
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
  secrets: Deps['secrets'],
  question: Parameters<typeof readCircumstances>[3],
): Promise<CircumstancesOfFile['circumstances']> {
  const read = await readCircumstances(sql, secrets, [file], question);
  return read.get(file.id)?.circumstances ?? fail(problem('NO_SUCH_UNION', 'stewardId'));
}
