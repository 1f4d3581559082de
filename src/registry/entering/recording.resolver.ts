import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { commandOf, outcomeOf } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { isId } from '../../graph/ids.ts';
import { Requires } from '../../graph/policy.ts';
import { fail } from '../../kernel/result.ts';
import { householdOf } from '../graph/household.loader.ts';
import { problem } from '../problem.ts';
import { recordHousehold } from '../recording/record-household.ts';
import { unionOfCode } from '../union/union.loader.ts';
import { RecordHouseholdAnswer } from './answers.type.ts';
import { registerHouseholdOf } from './entered-household.ts';
import { RecordHouseholdInput } from './household-entry.input.ts';

@Resolver()
export class RecordingResolver {
  @Mutation(() => RecordHouseholdAnswer, {
    description:
      '登记、变更或更正家庭（第九、十六条）。Records a household, changes it from a day on, or corrects it: all or nothing.',
  })
  @Requires('RECORD_HOUSEHOLD')
  async recordHousehold(
    @Arg('input', () => RecordHouseholdInput, { description: '家庭。The household.' }) input: RecordHouseholdInput,
    @Ctx() context: GraphContext,
  ) {
    const { value, problems } = await outcomeOf(context, record(context, input));
    const at = { asOf: input.from, known: 'NOW' } as const;
    const household = value === null ? null : await householdOf(context, value.householdId, at);
    return { problems, household, revision: value?.revision ?? null, kept: value?.kept ?? [] };
  }
}

async function record(context: GraphContext, input: RecordHouseholdInput): ReturnType<typeof recordHousehold> {
  const { householdId = null, union, from, correction, keepMissing, expectedRevision, idempotencyKey } = input;
  const command = commandOf(context, idempotencyKey, '登记家庭');
  if (householdId !== null && !isId(householdId)) return fail([problem('NO_SUCH_HOUSEHOLD', 'householdId')]);
  const recorder = await unionOfCode(context, union ?? '');
  if (householdId === null && recorder === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  return recordHousehold(context.deps, {
    ...command,
    householdId,
    unionId: recorder?.id ?? null,
    from,
    correction: correction ?? false,
    keepMissing: keepMissing ?? false,
    expectedRevision: expectedRevision ?? null,
    household: registerHouseholdOf(input.household),
  });
}
