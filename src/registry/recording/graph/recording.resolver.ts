import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { outcomeOf } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { householdOf } from '../../graph/household.loader.ts';
import { RecordHouseholdAnswer } from './answers.type.ts';
import { enteredPath } from './entered-household.ts';
import { recordingOf } from './recording.loader.ts';
import { RecordHouseholdInput } from './household-entry.input.ts';

@Resolver()
export class RecordingResolver {
  @Mutation(() => RecordHouseholdAnswer, { description: '登记、变更或更正家庭（第九、十六条）。Writes all or none.' })
  @Requires('RECORD_HOUSEHOLD')
  async recordHousehold(
    @Arg('input', () => RecordHouseholdInput, { description: '家庭。The household.' }) input: RecordHouseholdInput,
    @Ctx() context: GraphContext,
  ) {
    const { value, problems } = await outcomeOf(context, recordingOf(context, input), enteredPath);
    if (value === null) return { problems, kept: [] };
    const household = await householdOf(context, value.householdId, { asOf: input.from, known: 'NOW' });
    return { problems, ...value, household };
  }
}
