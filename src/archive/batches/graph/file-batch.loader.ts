import { unionsFor } from '../../../access/staff.read.ts';
import { newId } from '../../../database/ids.ts';
import { digestContent } from '../../../database/time/idempotency.ts';
import { filterTexts } from '../../../graph/arguments/filter-texts.ts';
import { NOBODY, parsePlainId } from '../../../graph/arguments/ids.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import { buildCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { requireViewer } from '../../../graph/policy/require-viewer.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import { requireUnion } from '../../../organisation/named-union.loader.ts';
import { loadUnionByCode } from '../../../organisation/union.loader.ts';
import { type OrProblems, problem } from '../../../usecase/problem.ts';
import type { Body } from '../../procedure/course/course.codes.ts';
import { ACTION_OF_BODY } from '../../procedure/steps/body-actions.ts';
import { NO_FILE_FILTER } from '../../reading/archive-file.loader.ts';
import { readChosenFiles } from '../chosen-files.read.ts';
import type { BatchAnswer, FileBatch } from '../file-batch.ts';
import { stepFilesJob } from '../step-files.ts';
import type { StepFilesInput } from './file-batch.type.ts';

const MOST_FILES = 10_000;
/** How many batches of one person may wait. */
const MOST_WAITING = 3;
const MOST_LISTED = 200;

interface Submitted {
  readonly batchId: string;
  readonly files: number;
}

/** Chooses the files of a batch, and submits the job that steps them. */
export async function submitBatch(
  context: GraphContext,
  body: Body,
  input: StepFilesInput,
): Promise<OrProblems<Submitted>> {
  const { actorId, purpose } = buildCommand(context, null, '成批办理档案步骤');
  const { database, today } = context.deps;
  const { act, on, document = null, until = null } = input;
  const unionId = await unionIdOf(context, input.union);
  const confirmation = await confirmationOf(context, input);
  const to = await receiverOf(context, input.to ?? null);
  const own = await database.session((sql) => unionsFor(sql, actorId, ACTION_OF_BODY[body], [unionId], today));
  if (!own.has(unionId)) return fail([problem('NO_SUCH_UNION', 'union')]);
  if (confirmation === undefined) return fail([problem('NO_SUCH_UNION', 'confirmation', 'union')]);
  const files = await chosenFiles(context, input, unionId);
  if (!files.ok) return files;
  const step = { actorId, purpose, act, body, unionId, on, document, until, confirmation, to };
  return submit(context, { id: newId(), ...step, files: files.value });
}

/** An unknown union is one that nobody acts for. */
async function unionIdOf(context: GraphContext, code: string): Promise<string> {
  return (await loadUnionByCode(context, code))?.id ?? NOBODY;
}

async function receiverOf(context: GraphContext, code: string | null): Promise<string | null> {
  return code === null ? null : unionIdOf(context, code);
}

/** Returns `undefined` if there is no union with the code. */
async function confirmationOf(context: GraphContext, { confirmation }: StepFilesInput) {
  if (confirmation === null || confirmation === undefined) return null;
  const centre = await loadUnionByCode(context, confirmation.union);
  return centre === null ? undefined : { unionId: centre.id, document: confirmation.document };
}

/** The files of a filter: those that the viewer may see, or those that are offered to a union for which they may act. */
async function chosenFiles(
  context: GraphContext,
  input: StepFilesInput,
  unionId: string,
): Promise<OrProblems<FileBatch['files']>> {
  const { database, today } = context.deps;
  const filter = filterTexts(NO_FILE_FILTER, input.files);
  const offeredTo = input.act === 'ACCEPT_TRANSFER' ? unionId : null;
  if (offeredTo === null) await requireUnion(context, filter.union, 'READ_HOUSEHOLD', 'input.files.union');
  const at = await readAt(context.deps, {});
  const listing = { viewer: requireViewer(context), filter, at, today, offeredTo };
  const files = await database.session((sql) => readChosenFiles(sql, listing, MOST_FILES + 1));
  if (files.length > MOST_FILES) return fail([problem('TOO_MANY_FILES', 'files')]);
  return files.length === 0 ? fail([problem('NO_FILES_CHOSEN', 'files')]) : succeed(files);
}

/** The same step of the same files that waits or runs is not submitted again. */
async function submit({ deps, jobs }: GraphContext, batch: FileBatch): Promise<OrProblems<Submitted>> {
  const key = digestContent({ ...batch, id: null }).toString('hex');
  const limit = { data: { actorId: batch.actorId }, waiting: MOST_WAITING };
  const job = await jobs.submit(
    stepFilesJob(() => deps),
    batch,
    { key, group: batch.unionId, limit },
  );
  if (!job.ok) return fail([problem('TOO_MANY_BATCHES', 'files')]);
  return succeed({ batchId: job.value, files: batch.files.length });
}

/** A batch, if the viewer started it; else `null`. */
export async function ownBatch(context: GraphContext, text: string): Promise<object | null> {
  const { jobs, deps } = context;
  const { staffId } = requireViewer(context);
  const kind = stepFilesJob(() => deps);
  const id = parsePlainId(text);
  const view = id === null ? null : await jobs.view<BatchAnswer>(kind, id);
  if (view === null || staffId === null || (view.request as FileBatch).actorId !== staffId) return null;
  const { state, done, total, failure, answer } = view;
  return { id, state, done, total, failure, ...answered(answer) };
}

function answered(answer: BatchAnswer | null): object {
  if (answer === null) return { faults: [] };
  const { stepped, faults } = answer;
  return { stepped, faultCount: faults.length, faults: faults.slice(0, MOST_LISTED) };
}
