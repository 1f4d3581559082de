import { ObjectType } from 'type-graphql';
import { registerSentences } from '../../graph/dictionary.ts';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { makeConnectionType } from '../../graph/page/connection.type.ts';
import { Needs } from '../../graph/policy/policy.ts';
import { DayScalar } from '../../graph/scalars.ts';
import { argumentsType, HasFields, maybe, needed } from '../../graph/values.ts';
import { Household } from '../graph/household.type.ts';
import { SURVEY_DUE, type SurveyDue as Reason } from './survey-due.ts';

const ReasonEnum = registerSentences('ArchiveSurveyDueReason', SURVEY_DUE, '应调查的原因');

export const SurveysDueArgs = argumentsType(PageArgs, {
  union: maybe('工会（含下级）：标识或代码。The id or code of the steward on the day, or of a union above it then.'),
  dueReason: maybe<Reason>('原因。Only households that are to be surveyed for this reason.', ReasonEnum),
  on: maybe('日期。The day on which the households are to be looked at; today by default.', DayScalar),
});

export type SurveysDueArgs = InstanceType<typeof SurveysDueArgs>;

@ObjectType('ArchiveSurveyDue', {
  description: '应入户调查的家庭（第七、十五、十六条）。A household that is to be surveyed, and why.',
  simpleResolvers: true,
})
@Needs('READ_FACTS')
@HasFields({
  household: needed('家庭。The household, as of the day that was asked for.', Household),
  surveyedOn: maybe('上次入户调查日期。The day of its last survey; `null` if there is none.', DayScalar),
  dueReason: needed<Reason>('原因。Why it is to be surveyed.', ReasonEnum),
  zh: needed('中文说明。The reason in Chinese.'),
  en: needed('英文说明。The reason in English.'),
  changedOn: maybe('情况变化日期。The first day on which something has changed since the survey.', DayScalar),
  servesUntil: maybe('调查有效至。The last day that its survey serves; `null` if there is none.', DayScalar),
})
export class SurveyDue {}

export const SurveyDueConnection = makeConnectionType('ArchiveSurveyDue', '应入户调查的家庭', () => SurveyDue);
