import { idProblem, NOBODY } from '../../../graph/arguments/ids.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import { buildCommand, settleCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { fail } from '../../../kernel/result.ts';
import { loadUnionByCode } from '../../../organisation/union.loader.ts';
import type { Numbered } from '../../../usecase/execute.ts';
import type { OrProblems } from '../../../usecase/problem.ts';
import { allocateRelief } from '../allocate-relief.ts';
import { receiveRelief, remitRelief } from '../move-relief.ts';
import type { PostedAct } from '../posted-act.read.ts';
import type { AllocateReliefInput, MoveReliefInput } from './relief-allocation.input.ts';
import { loadAllocation } from './relief-allocation.loader.ts';

type Posted = Promise<OrProblems<Numbered<PostedAct>>>;

export function allocateFromInput(context: GraphContext, input: AllocateReliefInput): Promise<object> {
  return answer(context, allocate(context, input));
}

async function allocate(
  context: GraphContext,
  {
    union,
    from = null,
    idempotencyKey,
    amount: amountFen,
    source,
    subFund,
    fundYear,
    aidType,
    ...act
  }: AllocateReliefInput,
): Posted {
  const command = buildCommand(context, idempotencyKey, '下达帮扶资金');
  const wrong = from === null ? null : idProblem(from, 'NO_SUCH_ALLOCATION', 'from');
  if (wrong !== null) return fail([wrong]);
  const unionId = await unionIdOf(context, union);
  const money = moneyFrom({ source, subFund, fundYear, aidType });
  return allocateRelief(context.deps, { ...command, ...act, amountFen, unionId, fromId: from, money });
}

/** An unknown union is one that nobody acts for, and that is under no other. */
async function unionIdOf(context: GraphContext, code: string): Promise<string> {
  return (await loadUnionByCode(context, code))?.id ?? NOBODY;
}

type Money = { readonly [K in 'source' | 'subFund' | 'fundYear' | 'aidType']: AllocateReliefInput[K] | undefined };

function moneyFrom({ source = null, subFund = null, fundYear = null, aidType = null }: Money) {
  return { source, subFund, fundYear, aidType };
}

export function remitFromInput(context: GraphContext, input: MoveReliefInput): Promise<object> {
  return answer(context, move(context, input, '拨付帮扶资金', remitRelief));
}

export function receiveFromInput(context: GraphContext, input: MoveReliefInput): Promise<object> {
  return answer(context, move(context, input, '登记帮扶资金到账', receiveRelief));
}

async function move(
  context: GraphContext,
  { allocation: allocationId, idempotencyKey, amount: amountFen, ...act }: MoveReliefInput,
  purpose: string,
  useCase: typeof remitRelief,
): Posted {
  const command = buildCommand(context, idempotencyKey, purpose);
  const wrong = idProblem(allocationId, 'NO_SUCH_ALLOCATION', 'allocation');
  if (wrong !== null) return fail([wrong]);
  return useCase(context.deps, { ...command, ...act, amountFen, allocationId });
}

async function answer(context: GraphContext, work: Posted): Promise<object> {
  const { value, problems } = await settleCommand(context, work);
  const at = await readAt(context.deps, {});
  const allocation = value === null ? null : await loadAllocation(context, { id: value.allocationId, at });
  return { problems, allocation, revision: value?.revision ?? null };
}
