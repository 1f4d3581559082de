import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Costs, Requires, TALLY } from '../../graph/policy/policy.ts';
import { StatisticsArgs } from './statistics.input.ts';
import { answerQuestion } from './statistics.loader.ts';
import { Statistics } from './statistics.type.ts';

@Resolver(() => Statistics)
export class StatisticsResolver {
  @Query(() => Statistics, {
    description:
      '统计（第二、三、五条）。Any measures by any dimensions, on a day or over periods, over the households in your territory.',
  })
  @Requires('READ_STATISTICS')
  @Costs(TALLY)
  statistics(@Args(() => StatisticsArgs) given: StatisticsArgs, @Ctx() context: GraphContext) {
    return answerQuestion(context, given);
  }
}
