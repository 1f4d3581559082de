import { buildCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { idProblem, NOBODY } from '../../../graph/arguments/ids.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import { type Problem, problem } from '../../../usecase/problem.ts';
import { loadUnionByCode } from '../../../organisation/union.loader.ts';
import { openFile } from '../../open-file.ts';
import type { FormerFile, OpenFile } from '../../opening/judge-opening.ts';
import { statedWork } from '../../opening/stated-work.loader.ts';
import { recordAssessment } from '../../record-assessment.ts';
import type { Body } from '../course/course.codes.ts';
import { NO_WORDS } from '../steps/draft-step.ts';
import { takeFileStep } from '../steps/take-file-step.ts';
import type { TakeFileStepInput } from './file-step.input.ts';
import type {
  ConfirmationInput,
  FilingWorkInput,
  FormerFileInput,
  OpenFileInput,
  RecordAssessmentInput,
} from './procedure.input.ts';

/** Opens a file from an input, which names unions by their codes. */
export async function openFileFromInput(context: GraphContext, input: OpenFileInput): ReturnType<typeof openFile> {
  const { householdId, union, on, work, former, expectedRevision = null, idempotencyKey, ...given } = input;
  const command = buildCommand(context, idempotencyKey, '建立档案');
  const steward = await loadUnionByCode(context, union);
  const wrong = idProblem(householdId, 'NO_SUCH_HOUSEHOLD', 'householdId');
  if (wrong !== null) return fail([wrong]);
  if (steward === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  const named = await namedInOpening(context, work ?? {}, former ?? null);
  if (!named.ok) return fail([named.error]);
  const state = { category: null, hardshipClass: null, reason: null, ...given };
  return openFile(context.deps, {
    ...{ ...command, householdId, stewardId: steward.id, on, expectedRevision, state },
    ...named.value,
  });
}

/** What is stated of the work, and the file that is closed, with the ids of the unions that both name. */
async function namedInOpening(
  context: GraphContext,
  work: FilingWorkInput,
  former: FormerFileInput | null,
): Promise<Result<Pick<OpenFile, 'work' | 'former'>, Problem>> {
  const stated = await statedWork(context, work);
  if (!stated.ok) return stated;
  const left = await formerFile(context, former);
  if (!left.ok) return left;
  return succeed({ work: stated.value, ...(left.value !== null && { former: left.value }) });
}

async function formerFile(
  context: GraphContext,
  given: FormerFileInput | null,
): Promise<Result<FormerFile | null, Problem>> {
  if (given === null) return succeed(null);
  const { union, note = null, ...former } = given;
  const wrong = idProblem(former.fileId, 'NO_SUCH_ARCHIVE_FILE', 'former.fileId');
  return wrong === null ? succeed({ ...former, note, unionId: await unionIdOf(context, union) }) : fail(wrong);
}

export async function recordAssessmentFromInput(
  context: GraphContext,
  input: RecordAssessmentInput,
): ReturnType<typeof recordAssessment> {
  const { householdId, asOf, level, expectedRevision = null, idempotencyKey } = input;
  const command = buildCommand(context, idempotencyKey, '记录认定');
  const wrong = idProblem(householdId, 'NO_SUCH_HOUSEHOLD', 'householdId');
  if (wrong !== null) return fail([wrong]);
  const confirmation = await resolveConfirmation(context, input.confirmation ?? null);
  if (confirmation === undefined) return fail([problem('NO_SUCH_UNION', 'confirmation', 'union')]);
  return recordAssessment(context.deps, { ...command, householdId, asOf, level, expectedRevision, confirmation });
}

export async function takeStepFromInput(
  context: GraphContext,
  body: Body,
  input: TakeFileStepInput,
): ReturnType<typeof takeFileStep> {
  const { fileId, union, act, on, afterStep, idempotencyKey, document = null, note = null, ...given } = input;
  const command = buildCommand(context, idempotencyKey, '办理档案步骤');
  const unionId = await unionIdOf(context, union);
  const confirmation = await resolveConfirmation(context, given.confirmation ?? null);
  const wrong = wrongId(input);
  if (wrong !== null) return fail([wrong]);
  if (confirmation === undefined) return fail([problem('NO_SUCH_UNION', 'confirmation', 'union')]);
  const to = await receiverOf(context, given.to ?? null);
  const words = { ...NO_WORDS, ...given, confirmation, to };
  return takeFileStep(context.deps, { ...command, fileId, act, body, unionId, on, afterStep, document, note, words });
}

/** The union to which a file is offered. */
async function receiverOf(context: GraphContext, code: string | null): Promise<string | null> {
  return code === null ? null : unionIdOf(context, code);
}

/** An unknown union is one that nobody acts for. */
async function unionIdOf(context: GraphContext, code: string): Promise<string> {
  return (await loadUnionByCode(context, code))?.id ?? NOBODY;
}

function wrongId({ fileId, objectionId }: TakeFileStepInput): Problem | null {
  const file = idProblem(fileId, 'NO_SUCH_ARCHIVE_FILE', 'fileId');
  if (file !== null || objectionId === null || objectionId === undefined) return file;
  return idProblem(objectionId, 'NO_SUCH_OBJECTION', 'objectionId');
}

/** Returns `undefined` if there is no union with the code. */
async function resolveConfirmation(context: GraphContext, given: ConfirmationInput | null) {
  if (given === null) return null;
  const centre = await loadUnionByCode(context, given.union);
  return centre === null ? undefined : { unionId: centre.id, document: given.document };
}
