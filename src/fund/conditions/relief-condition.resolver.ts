import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { LevelEnum } from '../../registry/graph/codes.type.ts';
import type { AllocationNode } from '../sources/graph/relief-allocation.loader.ts';
import { ReliefAllocation, ReliefAllocationAnswer } from '../sources/graph/relief-allocation.type.ts';
import { ConditionInput } from './relief-condition.input.ts';
import { addConditionFromInput, loadConditions, loadPresetLevels } from './relief-condition.loader.ts';
import { ReliefCondition } from './relief-condition.type.ts';

@Resolver(() => ReliefAllocation)
export class ReliefConditionResolver {
  @FieldResolver(() => [ReliefCondition], {
    description:
      '使用条件（第二条）。The conditions of the allocation and of those that its money comes from, in the order of their days. Whoever is paid must meet all that count on the day.',
  })
  conditions(@Root() node: AllocationNode, @Ctx() context: GraphContext) {
    return loadConditions(context, node);
  }

  @FieldResolver(() => [LevelEnum], {
    description:
      '默认建档级别（第二条）。The levels of recorded files that the money reaches on days of which no condition of the allocation at the top speaks: central and provincial money the national level, other money the level of the union that got it from outside, and those above.',
  })
  presetLevels(@Root() node: AllocationNode, @Ctx() context: GraphContext) {
    return loadPresetLevels(context, node);
  }

  @Mutation(() => ReliefAllocationAnswer, {
    description:
      '登记使用条件（第二条）。Records what a document says of the money of an allocation, as the union that passes it down. A condition that does not admit what was held or paid is refused.',
  })
  @Requires('MANAGE_FUNDS')
  addReliefCondition(
    @Arg('input', () => ConditionInput, { description: '内容。The content of the command.' }) input: ConditionInput,
    @Ctx() context: GraphContext,
  ) {
    return addConditionFromInput(context, input);
  }
}
