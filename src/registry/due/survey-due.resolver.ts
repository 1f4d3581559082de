import { Args, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { surveyDuePage, withoutSurvey } from './survey-due.loader.ts';
import { SurveyDue, SurveyDueConnection, SurveysDueArgs, UnionArgs } from './survey-due.type.ts';

@Resolver(() => SurveyDue)
export class SurveyDueResolver {
  @Query(() => SurveyDueConnection, {
    description:
      '应入户调查的家庭（第七、十五、十六条）。The households that are to be surveyed, those without a survey first, then those ' +
      'with the oldest: on record on the day, and with a live file unless none was opened yet.',
  })
  @Requires('READ_FACTS')
  surveysDue(@Args(() => SurveysDueArgs) given: SurveysDueArgs, @Ctx() context: GraphContext) {
    return surveyDuePage(context, given);
  }

  @Query(() => Int, {
    description:
      '尚无入户调查的户数（第七条）。The number of households of `surveysDue` today that have no survey: none is eligible.',
  })
  @Requires('READ_FACTS')
  householdsWithoutSurvey(@Args(() => UnionArgs) given: UnionArgs, @Ctx() context: GraphContext) {
    return withoutSurvey(context, given);
  }
}
