import { unionsFor } from '../../../access/staff.read.ts';
import type { Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import { nextDay, printDay, requireDay } from '../../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import { unionsGoneBefore } from '../../../organisation/union.read.ts';
import { type Admitted, admitHouseholds } from '../../../registry/recording/admit-household.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { type OrProblems, type Problem, problem } from '../../../usecase/problem.ts';
import { deriveFiling, NOTHING_STATED } from '../../jurisdiction/derive-filing.ts';
import { isConfirmedBy } from '../../centre-confirmation.ts';
import { type ArchiveFileRow, readFiles } from '../../reading/archive-file.read.ts';
import { ACTS, type Act, BODIES } from '../course/course.codes.ts';
import { type FileCourse, offeredTo } from '../course/course.ts';
import { deriveLadder } from '../course/ladder.ts';
import type { StepHead } from '../course/step.ts';
import { refusalOfAct, takeStep } from '../course/take-step.ts';
import { ACTION_OF_BODY } from './body-actions.ts';
import { householdOfFile, readLines } from '../circumstances/circumstances.read.ts';
import { draftStep, type StepWords } from './draft-step.ts';
import { courseOf, type FileStepRow, readFileSteps } from './file-step.read.ts';
import { type CircumstancesOfFile, readCircumstances } from '../circumstances/read-circumstances.ts';
import type { PassedStep } from './write-step.ts';

/** A step of the procedure that somebody takes for a body (Articles 7, 10 to 17). */
export interface TakeFileStep extends Command, Omit<StepHead, 'actorId'> {
  readonly fileId: string;
  readonly act: Act;
  /** How many steps of the file the actor has seen: if there are more, the step is refused. */
  readonly afterStep: number;
  readonly words: StepWords;
}

/** The acts that are judged by the decision on the household as of their day. */
const DECIDED: readonly Act[] = ['PUBLICISE', 'VERIFY', 'REVIEW', 'RECORD', 'LIFT'];

/**
 * Judges a step under the lock of the household: reads what it is judged by and runs the guards of the procedure in their order.
 * Nothing is written.
 */
export async function passStep(sql: Sql, deps: Deps, command: TakeFileStep): Promise<OrProblems<PassedStep>> {
  const admitted = await admit(sql, deps, command);
  if (!admitted.ok) return admitted;
  const { file, rows, course, admission } = admitted.value;
  const stale = steppedMeanwhile(command, rows);
  if (stale !== null) return fail([stale]);
  const judged = await judge(sql, deps, command, file);
  if (!judged.ok) return fail([judged.error]);
  const passed = settle(command, { file, course, admission, ...judged.value });
  const wrong = passed.ok ? await receiverProblem(sql, deps, passed.value) : null;
  return wrong === null ? passed : fail([wrong]);
}

interface InHand {
  readonly file: LiveFile;
  readonly rows: readonly FileStepRow[];
  readonly course: FileCourse;
  readonly admission: Admitted;
}

type LiveFile = ArchiveFileRow & Required<Pick<ArchiveFileRow, 'state' | 'level'>> & { readonly stewardId: string };

/**
 * Locks the household of the file, and admits an actor who may act on it for the union, or for the one to which the file is offered;
 * what is missing is what is forbidden.
 */
async function admit(sql: Sql, deps: Deps, command: TakeFileStep): Promise<OrProblems<InHand>> {
  const { actorId, fileId, body, unionId } = command;
  const { secrets, today } = deps;
  const admission = await admitHouseholdOf(sql, deps, command);
  const at = { asOf: requireDay(today), known: 'NOW' } as const;
  const [file] = await readFiles(sql, secrets, 'id', [fileId], at);
  const rows = await readFileSteps(sql, secrets, [fileId], at);
  const inHand = admission.ok ? inHandOf(file, rows, admission.value) : null;
  const unions = [unionId, inHand?.admission.stewardId ?? unionId];
  const own = await unionsFor(sql, actorId, ACTION_OF_BODY[body], unions, today);
  const gone = await unionsGoneBefore(sql, [unionId], nextDay(today));
  if (!own.has(unionId)) return fail([problem('NO_SUCH_UNION', 'unionId')]);
  if (inHand === null || !mayAct(inHand, unionId, own)) return fail([problem('NO_SUCH_ARCHIVE_FILE', 'fileId')]);
  return gone.has(unionId) ? fail([problem('UNION_DISSOLVED', 'unionId')]) : succeed(inHand);
}

async function admitHouseholdOf(
  sql: Sql,
  deps: Deps,
  { actorId, fileId, body, unionId, act }: TakeFileStep,
): Promise<OrProblems<Admitted>> {
  const householdId = (await householdOfFile(sql, fileId)) ?? fileId;
  const about = {
    actorId,
    householdId,
    unionId: null,
    offeredTo: ANSWERS.includes(act) ? unionId : null,
    expectedRevision: null,
  };
  const [admission = fail([])] = await admitHouseholds(sql, deps, ACTION_OF_BODY[body], [about]);
  return admission;
}

/** Whether somebody may act on the household of a file today, or for the union to which it is offered. */
function mayAct({ admission, course }: InHand, unionId: string, own: ReadonlySet<string>): boolean {
  return own.has(admission.stewardId) || offeredTo(course) === unionId;
}

function inHandOf(file: ArchiveFileRow | undefined, rows: readonly FileStepRow[], admission: Admitted): InHand | null {
  if (file === undefined || file.stewardId === null) return null;
  const live = file as LiveFile;
  const course = courseOf(rows, { state: live.state, since: requireDay(live.since) });
  return { file: live, rows, course, admission };
}

/** The acts of the union to which a file is offered. */
const ANSWERS: readonly Act[] = ['ACCEPT_TRANSFER', 'REFUSE_TRANSFER'];

/** Why a file cannot go to the union to which a step offers it: there is none, it has no ladder, or it is not the one that files. */
async function receiverProblem(
  sql: Sql,
  { today }: Deps,
  { step, admission: { stored } }: PassedStep,
): Promise<Problem | null> {
  if (step.act !== 'TRANSFER') return null;
  const { toUnionId, on } = step;
  const ladder = deriveLadder((await readLines(sql, [toUnionId], today)).get(toUnionId) ?? []);
  if (!ladder.ok) return { ...ladder.error, path: 'to' };
  const gone = await unionsGoneBefore(sql, [toUnionId], nextDay(today));
  if (gone.has(toUnionId)) return problem('UNION_DISSOLVED', 'to');
  const filing = await deriveFiling(sql, { unionId: toUnionId, on, today, stored, work: NOTHING_STATED });
  return filing.ok ? null : { ...filing.error, path: 'to' };
}

/** Tells who has stepped the file since the actor has seen it. */
function steppedMeanwhile({ afterStep }: TakeFileStep, rows: readonly FileStepRow[]): Problem | null {
  const last = rows.at(-1);
  if (last === undefined || rows.length === afterStep)
    return afterStep === rows.length ? null : problem('STEPPED_MEANWHILE', 'afterStep');
  const { act, body, on } = last as unknown as StepHead & { readonly act: Act };
  const [zh, en] = [`${last.actorName}（${BODIES[body]}）${printDay(on)}`, `${last.actorName} on ${printDay(on)}`];
  const base = problem('STEPPED_MEANWHILE', 'afterStep');
  return { ...base, zh: `${base.zh}：${zh} ${ACTS[act]}`, en: `${base.en}: ${act}, by ${en}` };
}

type Judged = Required<Pick<CircumstancesOfFile, 'decision'>> & {
  readonly circumstances: Extract<CircumstancesOfFile['circumstances'], { ok: true }>['value'];
};

async function judge(
  sql: Sql,
  { secrets, today }: Deps,
  command: TakeFileStep,
  file: LiveFile,
): Promise<Result<Judged, Problem>> {
  const { actorId, on, act, words } = command;
  const decides = DECIDED.includes(act) && printDay(on) <= today;
  const read = (await readCircumstances(sql, secrets, [file], { actorId, on, today, decides })).get(file.id);
  const confirmed = await isConfirmedBy(sql, words.confirmation, file.stewardId, today);
  if (read === undefined) return fail(problem('NO_SUCH_ARCHIVE_FILE', 'fileId'));
  const { circumstances, decision } = read;
  if (!circumstances.ok) return circumstances;
  if (!confirmed.ok) return confirmed;
  const isConfirmed = circumstances.value.decision.isConfirmed || confirmed.value;
  const settled = { ...circumstances.value, decision: { ...circumstances.value.decision, isConfirmed } };
  return succeed({ circumstances: settled, decision });
}

interface Weighed extends Judged {
  readonly file: LiveFile;
  readonly course: FileCourse;
  readonly admission: Admitted;
}

/** Runs the guards; what they let pass is a step that may be written. */
function settle(command: TakeFileStep, weighed: Weighed): OrProblems<PassedStep> {
  const { actorId, act, body, unionId, on, document, note, words } = command;
  const { file, course, admission, circumstances, decision } = weighed;
  const head = { actorId, body, unionId, on, document, note };
  const refusal = refusalOfAct(act, head, course, circumstances);
  if (refusal !== undefined) return fail([whyUndecided(refusal, decision)]);
  const [stepId, receiptId] = [newId(), newId()];
  const drafted = draftStep(act, head, words, { stepId, receiptId, stored: admission.stored, circumstances });
  if (!drafted.ok) return fail([drafted.error]);
  const taken = takeStep(course, drafted.value, circumstances);
  if (!taken.ok) return taken;
  const { confirmation } = words;
  const step = drafted.value;
  return succeed({ stepId, file, admission, step, course, after: taken.value, decision, confirmation });
}

/** Where nothing could be decided, that is the reason why the household is not eligible. */
function whyUndecided(refusal: Problem, decision: Weighed['decision']): Problem {
  return refusal.code === 'NOT_ELIGIBLE' && typeof decision === 'string' ? problem(decision, refusal.path) : refusal;
}
