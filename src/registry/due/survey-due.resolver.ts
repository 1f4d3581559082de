import { Args, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Costs, Requires, TALLY } from '../../graph/policy/policy.ts';
import { surveyDuePage } from './survey-due.loader.ts';
import { SurveyDue, SurveyDueConnection, SurveysDueArgs } from './survey-due.type.ts';

@Resolver(() => SurveyDue)
export class SurveyDueResolver {
  @Query(() => SurveyDueConnection, {
    description:
      '应入户调查的家庭（第七、十五、十六条）。The households that are to be surveyed, those without a survey first, then those ' +
      'with the oldest: on record on the day, and with a live file unless none was opened yet.',
  })
  @Requires('READ_FACTS')
  @Costs(TALLY)
  surveysDue(@Args(() => SurveysDueArgs) given: SurveysDueArgs, @Ctx() context: GraphContext) {
    return surveyDuePage(context, given);
  }
}
