import { Resolver, FieldResolver, Root, Ctx } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import type { HouseholdNode } from '../graph/household.loader.ts';
import { Household } from '../graph/household.type.ts';
import { loadUnion } from '../../organisation/union.loader.ts';
import type { UnionRow } from '../../organisation/union.read.ts';
import { TradeUnion } from '../../organisation/union.type.ts';

@Resolver(() => Household)
export class StewardResolver {
  @FieldResolver(() => TradeUnion, {
    nullable: true,
    description: '建档单位（第十一、十二、十七条）。The steward of the household on the day.',
  })
  steward(@Root() household: HouseholdNode, @Ctx() context: GraphContext): Promise<UnionRow | null> {
    return loadUnion(context, household.stewardId);
  }
}
