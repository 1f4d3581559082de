import { Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../graph/context.ts';
import { Costs, Requires, TALLY } from '../graph/policy/policy.ts';
import { loadUnionByKey } from '../organisation/union.loader.ts';
import { TradeUnion } from '../organisation/union.type.ts';
import {
  householdsByCategory,
  householdsByCause,
  householdsByLevel,
  householdsByOutcome,
  householdsByRegion,
} from './households-by.ts';
import { moneyBy } from './money.ts';
import { householdsIn, moneyNodes, type StatisticsNode, statisticsNode } from './statistics.loader.ts';
import { HouseholdCount, MoneySum, Statistics, StatisticsArgs } from './statistics.type.ts';

@Resolver(() => Statistics)
export class StatisticsResolver {
  @Query(() => Statistics, {
    description: '统计（第二、三、五条）。Counts and sums over the households in your territory.',
  })
  @Requires('READ_STATISTICS')
  statistics(@Args(() => StatisticsArgs) given: StatisticsArgs, @Ctx() context: GraphContext): Promise<StatisticsNode> {
    return statisticsNode(context, given);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: '工会。The union that was requested.' })
  union(@Root() { scope }: StatisticsNode, @Ctx() context: GraphContext) {
    return scope.union === null ? null : loadUnionByKey(context, scope.union);
  }

  @FieldResolver(() => Int, { description: '总户数。The number of households on record on the day.' })
  households(@Root() node: StatisticsNode, @Ctx() context: GraphContext) {
    return householdsIn(context, node);
  }

  @FieldResolver(() => [HouseholdCount], {
    description: '认定结果（第三至七条）。Households by the outcome of the assessment at this level.',
  })
  @Costs(TALLY)
  householdsByOutcome(@Root() { scope, level }: StatisticsNode, @Ctx() { deps }: GraphContext) {
    return householdsByOutcome(deps.database, scope, level);
  }

  @FieldResolver(() => [HouseholdCount], {
    description:
      '困难情形（第三、五条）。The eligible households by their first category, the others by their outcome.',
  })
  @Costs(TALLY)
  householdsByCategory(@Root() { scope, level }: StatisticsNode, @Ctx() { deps }: GraphContext) {
    return householdsByCategory(deps.database, scope, level);
  }

  @FieldResolver(() => [HouseholdCount], { description: '主要致困原因（第五条）。Households by their main cause.' })
  householdsByCause(@Root() { scope }: StatisticsNode, @Ctx() { deps }: GraphContext) {
    return householdsByCause(deps.database, scope);
  }

  @FieldResolver(() => [HouseholdCount], {
    description: '建档标准（第二条）。Households by the level of their live file.',
  })
  householdsByLevel(@Root() { scope }: StatisticsNode, @Ctx() { deps }: GraphContext) {
    return householdsByLevel(deps.database, scope);
  }

  @FieldResolver(() => [HouseholdCount], { description: '行政区划。Households by the division whose standards apply.' })
  householdsByRegion(@Root() { scope }: StatisticsNode, @Ctx() { deps }: GraphContext) {
    return householdsByRegion(deps.database, scope);
  }

  @FieldResolver(() => [MoneySum], { description: '资金来源（第二条）。The payments of the year by fund source.' })
  moneyBySource(@Root() { scope, year }: StatisticsNode, @Ctx() { deps }: GraphContext) {
    return moneyNodes(moneyBy('source', deps.database, scope, year));
  }

  @FieldResolver(() => [MoneySum], { description: '帮扶项目（第二条）。The payments of the year by aid type.' })
  moneyByAidType(@Root() { scope, year }: StatisticsNode, @Ctx() { deps }: GraphContext) {
    return moneyNodes(moneyBy('aid_type', deps.database, scope, year));
  }
}
