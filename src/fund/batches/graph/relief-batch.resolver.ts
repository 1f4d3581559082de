import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { PageArgs } from '../../../graph/arguments/args.input.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { loadUnion } from '../../../organisation/union.loader.ts';
import { TradeUnion } from '../../../organisation/union.type.ts';
import { loadAllocation } from '../../sources/graph/relief-allocation.loader.ts';
import { ReliefAllocation } from '../../sources/graph/relief-allocation.type.ts';
import {
  approveFromInput,
  prepareFromInput,
  rejectFromInput,
  releaseFromInput,
  reviewFromInput,
  strikeFromInput,
  submitFromInput,
} from './batch-acts.loader.ts';
import {
  BatchesArgs,
  BatchStepInput,
  PrepareBatchInput,
  RejectBatchInput,
  StrikeLinesInput,
  SubmitBatchInput,
} from './relief-batch.input.ts';
import { type BatchLineNode, type BatchNode, batchPage, linePage, loadSteps } from './relief-batch.loader.ts';
import {
  ReliefBatch,
  ReliefBatchAnswer,
  ReliefBatchConnection,
  ReliefBatchLine,
  ReliefBatchLineConnection,
  ReliefBatchStep,
} from './relief-batch.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;

@Resolver(() => ReliefBatch)
export class ReliefBatchResolver {
  @Query(() => ReliefBatchConnection, {
    description: '发放批次（第二、九条）。The batches of payments of unions, the newest first.',
  })
  @Requires('READ_FUNDS')
  reliefBatches(@Args(() => BatchesArgs) given: BatchesArgs, @Ctx() context: GraphContext) {
    return batchPage(context, given);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: '工会。The union whose money it is.' })
  union(@Root() { unionId }: BatchNode, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }

  @FieldResolver(() => [ReliefBatchStep], { description: '步骤。Its steps by the day of the view, in their order.' })
  steps(@Root() node: BatchNode, @Ctx() context: GraphContext) {
    return loadSteps(context, node);
  }

  @FieldResolver(() => ReliefBatchLineConnection, {
    description: '明细。Its lines in the order of their numbers, those that were struck out too.',
  })
  lines(@Root() node: BatchNode, @Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return linePage(context, node, given);
  }
}

@Resolver(() => ReliefBatchLine)
export class ReliefBatchLineResolver {
  @FieldResolver(() => ReliefAllocation, {
    nullable: true,
    description: '资金分配。The allocation whose money it is; `null` if you may not see it.',
  })
  allocation(@Root() { allocationId, at }: BatchLineNode, @Ctx() context: GraphContext) {
    return loadAllocation(context, { id: allocationId, at });
  }
}

@Resolver()
export class ReliefBatchActsResolver {
  @Mutation(() => ReliefBatchAnswer, {
    description:
      '编制批次（第二、九条）。Prepares a batch of payments. Names and accounts are kept as they are on the day; whether the lines can be paid is judged when it is submitted.',
  })
  @Requires('MANAGE_FUNDS')
  prepareReliefBatch(
    @Arg('input', () => PrepareBatchInput, INPUT) input: PrepareBatchInput,
    @Ctx() context: GraphContext,
  ) {
    return prepareFromInput(context, input);
  }

  @Mutation(() => ReliefBatchAnswer, {
    description: '剔除批次明细。Strikes lines out of a batch while it is prepared, in one act with a reason.',
  })
  @Requires('MANAGE_FUNDS')
  strikeReliefLines(
    @Arg('input', () => StrikeLinesInput, INPUT) input: StrikeLinesInput,
    @Ctx() context: GraphContext,
  ) {
    return strikeFromInput(context, input);
  }

  @Mutation(() => ReliefBatchAnswer, {
    description:
      '提交批次（第二、七、九条）。Submits a batch: judges all of its lines as of the day and holds its money. One bad line refuses it; every bad line is named with all of its reasons.',
  })
  @Requires('MANAGE_FUNDS')
  submitReliefBatch(
    @Arg('input', () => SubmitBatchInput, INPUT) input: SubmitBatchInput,
    @Ctx() context: GraphContext,
  ) {
    return submitFromInput(context, input);
  }

  @Mutation(() => ReliefBatchAnswer, {
    description: '审核批次。Reviews a batch, by another person than who prepared it.',
  })
  @Requires('MANAGE_FUNDS')
  reviewReliefBatch(@Arg('input', () => BatchStepInput, INPUT) input: BatchStepInput, @Ctx() context: GraphContext) {
    return reviewFromInput(context, input);
  }

  @Mutation(() => ReliefBatchAnswer, { description: '审批批次。Approves a batch, by a third person.' })
  @Requires('MANAGE_FUNDS')
  approveReliefBatch(@Arg('input', () => BatchStepInput, INPUT) input: BatchStepInput, @Ctx() context: GraphContext) {
    return approveFromInput(context, input);
  }

  @Mutation(() => ReliefBatchAnswer, {
    description:
      '发放批次（第二、七、九条）。Releases a batch, by a fourth person: judges all lines again as of the day, which is the pay day, and pays all of them.',
  })
  @Requires('MANAGE_FUNDS')
  releaseReliefBatch(@Arg('input', () => BatchStepInput, INPUT) input: BatchStepInput, @Ctx() context: GraphContext) {
    return releaseFromInput(context, input);
  }

  @Mutation(() => ReliefBatchAnswer, {
    description: '驳回批次。Rejects a batch that is not released yet: what is held for it is released.',
  })
  @Requires('MANAGE_FUNDS')
  rejectReliefBatch(
    @Arg('input', () => RejectBatchInput, INPUT) input: RejectBatchInput,
    @Ctx() context: GraphContext,
  ) {
    return rejectFromInput(context, input);
  }
}
