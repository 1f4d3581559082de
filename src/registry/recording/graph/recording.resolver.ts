import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { settleCommand } from '../../../graph/command.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { loadHouseholdNode } from '../../graph/household.loader.ts';
import { ActAnswer, RecordSurveyAnswer } from './answers.type.ts';
import { enteredNotices, settleAct } from './acts.loader.ts';
import { enteredPath, surveyPath } from './entered-household.ts';
import { comparedNodes, recordEnteredHousehold, recordEnteredSurvey } from './recording.loader.ts';
import { RecordHouseholdInput } from './household-entry.input.ts';
import { RecordSurveyInput } from './survey.input.ts';

const RECORD_SURVEY =
  '登记入户调查（第七、十五、十六条）。Records a survey with its figures whole, or previews it. Writes all or none.';

@Resolver()
export class RecordingResolver {
  @Mutation(() => ActAnswer, {
    description: '登记新家庭（第九条）。Records a household that is not yet on record, all or nothing.',
  })
  @Requires('RECORD_HOUSEHOLD')
  recordHousehold(
    @Arg('input', () => RecordHouseholdInput, { description: '家庭。The household.' }) input: RecordHouseholdInput,
    @Ctx() context: GraphContext,
  ) {
    return settleAct(context, recordEnteredHousehold(context, input), enteredPath);
  }

  @Mutation(() => RecordSurveyAnswer, { description: RECORD_SURVEY })
  @Requires('RECORD_HOUSEHOLD')
  async recordSurvey(
    @Arg('input', () => RecordSurveyInput, { description: '调查。The survey.' }) input: RecordSurveyInput,
    @Ctx() context: GraphContext,
  ) {
    const { value, problems } = await settleCommand(context, recordEnteredSurvey(context, input), surveyPath);
    if (value === null) return { problems, notices: [], begins: [], changes: [], ends: [] };
    const household = await loadHouseholdNode(context, value.householdId, await readAt(context.deps, {}));
    const notices = enteredNotices(value, surveyPath);
    return { problems, notices, household, revision: value.revision, ...comparedNodes(value.compared) };
  }
}
