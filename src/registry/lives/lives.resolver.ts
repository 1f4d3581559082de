import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Needs } from '../../graph/policy/policy.ts';
import type { HouseholdNode, PersonNode } from '../graph/household.loader.ts';
import { Household, Person } from '../graph/household.type.ts';
import { loadClosings, loadDeath } from './lives.loader.ts';
import { Closing, Death } from './lives.type.ts';

@Resolver(() => Person)
export class DeathResolver {
  @FieldResolver(() => Death, {
    nullable: true,
    description: '死亡（第十六条）。Their death; `null` if none is known, and as of the days before it.',
  })
  @Needs('READ_FACTS')
  death(@Root() person: PersonNode, @Ctx() context: GraphContext) {
    return loadDeath(context, person);
  }
}

@Resolver(() => Household)
export class ClosingResolver {
  @FieldResolver(() => [Closing], {
    nullable: true,
    description: '历次销户（第十六条）。The days on which it is closed, on whatever day it is shown.',
  })
  @Needs('READ_HISTORY')
  closings(@Root() household: HouseholdNode, @Ctx() context: GraphContext) {
    return loadClosings(context, household);
  }
}
