import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { idProblem } from '../../graph/arguments/ids.ts';
import { fail } from '../../kernel/result.ts';
import { problem } from '../../usecase/problem.ts';
import { loadUnionByCode } from '../../organisation/union.loader.ts';
import { openFile } from '../open-file.ts';
import { recordAssessment } from '../record-assessment.ts';
import type { ConfirmationInput, OpenFileInput, RecordAssessmentInput } from './procedure.input.ts';

/** Opens a file from an input, which names unions by their codes. */
export async function openFileFromInput(context: GraphContext, input: OpenFileInput): ReturnType<typeof openFile> {
  const { householdId, union, on, expectedRevision = null, idempotencyKey, ...given } = input;
  const command = buildCommand(context, idempotencyKey, '建立档案');
  const steward = await loadUnionByCode(context, union);
  const wrong = idProblem(householdId, 'NO_SUCH_HOUSEHOLD', 'householdId');
  if (wrong !== null) return fail([wrong]);
  if (steward === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  const state = { category: null, hardshipClass: null, reason: null, ...given };
  return openFile(context.deps, { ...command, householdId, stewardId: steward.id, on, expectedRevision, state });
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

/** Returns `undefined` if there is no union with the code. */
async function resolveConfirmation(context: GraphContext, given: ConfirmationInput | null) {
  if (given === null) return null;
  const centre = await loadUnionByCode(context, given.union);
  return centre === null ? undefined : { unionId: centre.id, document: given.document };
}
