import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { settleCommand } from '../../../graph/command.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { loadHouseholdNode } from '../../graph/household.loader.ts';
import { RecordHouseholdAnswer } from './answers.type.ts';
import { enteredPath } from './entered-household.ts';
import { recordEnteredHousehold } from './recording.loader.ts';
import { RecordHouseholdInput } from './household-entry.input.ts';

@Resolver()
export class RecordingResolver {
  @Mutation(() => RecordHouseholdAnswer, { description: '登记、变更或更正家庭（第九、十六条）。Writes all or none.' })
  @Requires('RECORD_HOUSEHOLD')
  async recordHousehold(
    @Arg('input', () => RecordHouseholdInput, { description: '家庭。The household.' }) input: RecordHouseholdInput,
    @Ctx() context: GraphContext,
  ) {
    const { value, problems } = await settleCommand(context, recordEnteredHousehold(context, input), enteredPath);
    if (value === null) return { problems, kept: [] };
    const household = await loadHouseholdNode(context, value.householdId, await readAt(context.deps, {}));
    return { problems, ...value, household };
  }
}
