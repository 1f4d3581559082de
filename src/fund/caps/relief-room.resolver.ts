import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Times } from '../../graph/arguments/args.input.ts';
import { readAt } from '../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Needs } from '../../graph/policy/policy.ts';
import type { HouseholdNode } from '../../registry/graph/household.loader.ts';
import { Household, Member } from '../../registry/graph/household.type.ts';
import { loadReliefRoom, type ProjectRoomNode } from './relief-room.loader.ts';
import { HardshipReliefRoom, ReliefProjectRoom } from './relief-room.type.ts';

@Resolver(() => Household)
export class ReliefRoomResolver {
  @FieldResolver(() => HardshipReliefRoom, {
    nullable: true,
    description:
      '剩余可帮扶额度（第二、九条）。What may still be paid to it on a day: by the facts of that day, and what was paid in the whole period of each cap.',
  })
  @Needs('READ_PAYMENTS')
  async reliefRoom(@Root() household: HouseholdNode, @Args(() => Times) given: Times, @Ctx() context: GraphContext) {
    return loadReliefRoom(context, household, await readAt(context.deps, given, household.at));
  }
}

@Resolver(() => ReliefProjectRoom)
export class ReliefProjectRoomResolver {
  @FieldResolver(() => Member, { nullable: true, description: '家庭成员。The member; `null`: it is the household’s.' })
  member(@Root() { member }: ProjectRoomNode) {
    return member;
  }
}
