import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { loadUnion } from '../../../organisation/union.loader.ts';
import { TradeUnion } from '../../../organisation/union.type.ts';
import { allocateFromInput, receiveFromInput, remitFromInput } from './relief-acts.loader.ts';
import { AllocateReliefInput, AllocationsArgs, MoveReliefInput } from './relief-allocation.input.ts';
import { allocationPage, type AllocationNode, loadActs, loadAllocation } from './relief-allocation.loader.ts';
import {
  ReliefAllocation,
  ReliefAllocationAct,
  ReliefAllocationAnswer,
  ReliefAllocationConnection,
} from './relief-allocation.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;
const DOUBLE = 'Only a part may be; the parts together are never more than the whole.';

@Resolver(() => ReliefAllocation)
export class ReliefAllocationResolver {
  @Query(() => ReliefAllocationConnection, {
    description:
      '资金分配（第二条）。The allocations of relief money to unions, the newest fund year first, then the newest allocation.',
  })
  @Requires('READ_FUNDS')
  reliefAllocations(@Args(() => AllocationsArgs) given: AllocationsArgs, @Ctx() context: GraphContext) {
    return allocationPage(context, given);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: '工会。The union that it was allocated to.' })
  union(@Root() { unionId }: AllocationNode, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }

  @FieldResolver(() => ReliefAllocation, {
    nullable: true,
    description:
      '上级分配。The allocation whose money it is; `null` if the money came from outside the platform, or if you may not see it.',
  })
  from(@Root() { fromId, at }: AllocationNode, @Ctx() context: GraphContext) {
    return loadAllocation(context, { id: fromId, at });
  }

  @FieldResolver(() => [ReliefAllocationAct], {
    description: '下达、拨付、到账记录。The acts by which its money came, in the order of their days.',
  })
  acts(@Root() node: AllocationNode, @Ctx() context: GraphContext) {
    return loadActs(context, node);
  }
}

@Resolver()
export class ReliefActsResolver {
  @Mutation(() => ReliefAllocationAnswer, {
    description:
      '下达资金（第二条）。Allocates money to a union. What comes from outside the platform is recorded by the union that gets it, what is passed down by the union that passes it down.',
  })
  @Requires('MANAGE_FUNDS')
  allocateRelief(
    @Arg('input', () => AllocateReliefInput, INPUT) input: AllocateReliefInput,
    @Ctx() context: GraphContext,
  ) {
    return allocateFromInput(context, input);
  }

  @Mutation(() => ReliefAllocationAnswer, {
    description: `拨付资金。Remits money of an allocation, as the union that passes it down. ${DOUBLE}`,
  })
  @Requires('MANAGE_FUNDS')
  remitRelief(@Arg('input', () => MoveReliefInput, INPUT) input: MoveReliefInput, @Ctx() context: GraphContext) {
    return remitFromInput(context, input);
  }

  @Mutation(() => ReliefAllocationAnswer, {
    description: `登记资金到账。Records that money of an allocation has arrived, as the union that gets it. ${DOUBLE}`,
  })
  @Requires('MANAGE_FUNDS')
  receiveRelief(@Arg('input', () => MoveReliefInput, INPUT) input: MoveReliefInput, @Ctx() context: GraphContext) {
    return receiveFromInput(context, input);
  }
}
