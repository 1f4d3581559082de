import { idProblem, NOBODY } from '../../../graph/arguments/ids.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import { buildCommand, settleCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { requireDay } from '../../../kernel/calendar.ts';
import { fail } from '../../../kernel/result.ts';
import { loadUnionByCode } from '../../../organisation/union.loader.ts';
import type { Numbered } from '../../../usecase/execute.ts';
import type { OrProblems, Problem } from '../../../usecase/problem.ts';
import type { TakenStep } from '../batch.read.ts';
import { prepareBatch } from '../prepare-batch.ts';
import type { PreparedLine } from '../prepared-batch.ts';
import { strikeLines } from '../strike-lines.ts';
import { approveBatch, rejectBatch, releaseBatch, reviewBatch, submitReliefBatch } from '../take-batch-step.ts';
import type {
  BatchStepInput,
  PrepareBatchInput,
  RejectBatchInput,
  StrikeLinesInput,
  SubmitBatchInput,
} from './relief-batch.input.ts';
import { loadBatch } from './relief-batch.loader.ts';

type Taken = Promise<OrProblems<Numbered<TakenStep>>>;

export async function prepareFromInput(context: GraphContext, input: PrepareBatchInput): Promise<object> {
  const { union, aidType, on, amountDocument = null, twoPeopleDocument = null, lines, idempotencyKey } = input;
  const command = buildCommand(context, idempotencyKey, '编制发放批次');
  const wrong = lines.flatMap(idProblemsOfLine);
  if (wrong.length > 0) return answerStep(context, Promise.resolve(fail(wrong)));
  const unionId = await unionIdOf(context, union);
  const batch = { unionId, aidType, on: on ?? requireDay(context.deps.today), amountDocument, twoPeopleDocument };
  return answerStep(context, prepareBatch(context.deps, { ...command, ...batch, lines: lines.map(preparedLine) }));
}

type LineInput = PrepareBatchInput['lines'][number];

function idProblemsOfLine({ household, member = null, allocation }: LineInput, at: number): readonly Problem[] {
  return [
    idProblem(household, 'NO_SUCH_HOUSEHOLD', `lines.${at}.household`),
    member === null ? null : idProblem(member, 'NO_SUCH_MEMBER', `lines.${at}.member`),
    idProblem(allocation, 'NO_SUCH_ALLOCATION', `lines.${at}.allocation`),
  ].filter((fault) => fault !== null);
}

function preparedLine({
  household,
  member = null,
  allocation,
  amount,
  otherPayee = null,
  ...line
}: LineInput): PreparedLine {
  const { basisNumber = null, basisIssuer = null, accountNote = null } = line;
  return {
    ...{ ...line, basisNumber, basisIssuer, accountNote },
    ...{ householdId: household, memberId: member, allocationId: allocation, amountFen: amount },
    otherPayee: otherPayee === null ? null : { ...otherPayee, bank: otherPayee.bank ?? null },
  };
}

/** An unknown union is one that nobody acts for. */
async function unionIdOf(context: GraphContext, code: string): Promise<string> {
  return (await loadUnionByCode(context, code))?.id ?? NOBODY;
}

export async function submitFromInput(context: GraphContext, input: SubmitBatchInput): Promise<object> {
  const { minutesNumber, payBy, confirmation = null } = input;
  const unionId = confirmation === null ? null : await unionIdOf(context, confirmation.union);
  const confirmed = confirmation === null || unionId === null ? null : { unionId, document: confirmation.document };
  return step(context, input, '提交发放批次', (command) =>
    submitReliefBatch(context.deps, { ...command, minutesNumber, payBy, confirmation: confirmed }),
  );
}

export function reviewFromInput(context: GraphContext, input: BatchStepInput): Promise<object> {
  return step(context, input, '审核发放批次', (command) => reviewBatch(context.deps, command));
}

export function approveFromInput(context: GraphContext, input: BatchStepInput): Promise<object> {
  return step(context, input, '审批发放批次', (command) => approveBatch(context.deps, command));
}

export function releaseFromInput(context: GraphContext, input: BatchStepInput): Promise<object> {
  return step(context, input, '发放批次', (command) => releaseBatch(context.deps, command));
}

export function rejectFromInput(context: GraphContext, input: RejectBatchInput): Promise<object> {
  const { reason } = input;
  return step(context, input, '驳回发放批次', (command) => rejectBatch(context.deps, { ...command, reason }));
}

export function strikeFromInput(context: GraphContext, input: StrikeLinesInput): Promise<object> {
  const { lines, reason } = input;
  return step(context, input, '剔除批次明细', ({ on: _, ...command }) =>
    strikeLines(context.deps, { ...command, lines, reason }),
  );
}

function step(
  context: GraphContext,
  { batch: batchId, on, idempotencyKey }: Pick<BatchStepInput, 'batch' | 'idempotencyKey'> & Partial<BatchStepInput>,
  purpose: string,
  take: (command: Parameters<typeof reviewBatch>[1]) => Taken,
): Promise<object> {
  const command = buildCommand(context, idempotencyKey, purpose);
  const wrong = idProblem(batchId, 'NO_SUCH_BATCH', 'batch');
  const taken = { ...command, batchId, on: on ?? requireDay(context.deps.today) };
  return answerStep(context, wrong === null ? take(taken) : Promise.resolve(fail([wrong])));
}

/** The answer of an act on a batch, which is read again after it. */
async function answerStep(context: GraphContext, work: Taken): Promise<object> {
  const { value, problems } = await settleCommand(context, work);
  const at = await readAt(context.deps, {});
  const batch = value === null ? null : await loadBatch(context, { id: value.batchId, at });
  return { problems, batch, revision: value?.revision ?? null };
}
