import { Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { ACTS } from '../../../database/time/act.codes.ts';
import { CLOSING_REASONS } from '../../household/household.codes.ts';
import { CLOSE_HOUSEHOLD } from '../lives/close-household.ts';
import { RECORD_DEATH, RETRACT_DEATH } from '../lives/death-acts.ts';
import { reopenHousehold } from '../lives/reopen-household.ts';
import { act, answer, enteredCommand } from './acts.loader.ts';
import { Given } from './acts.resolver.ts';
import { ActAnswer, MergeAnswer, SplitAnswer, UndoMergeAnswer } from './answers.type.ts';
import * as inputs from './lives.input.ts';
import { mergeEntered, setEnteredNumber, splitEntered, undoEntered } from './lives.loader.ts';

@Resolver()
export class LivesResolver {
  @Mutation(() => ActAnswer, {
    description: '登记或更正身份证号（第九条）。Says which identity number a member has, or that it was wrong.',
  })
  @Requires('RECORD_HOUSEHOLD')
  setIdentityNumber(
    @Given(inputs.SetIdentityNumberInput) input: InstanceType<typeof inputs.SetIdentityNumberInput>,
    @Ctx() context: GraphContext,
  ) {
    return setEnteredNumber(context, input);
  }

  @Mutation(() => ActAnswer, {
    description: '登记死亡（第十六条）。Says that a member has died. They are no member from that day on.',
  })
  @Requires('RECORD_HOUSEHOLD')
  recordDeath(
    @Given(inputs.RecordDeathInput) input: InstanceType<typeof inputs.RecordDeathInput>,
    @Ctx() context: GraphContext,
  ) {
    const { member, on, source, worker = null } = input;
    return act(context, input, RECORD_DEATH, { member, on, source, worker });
  }

  @Mutation(() => ActAnswer, { description: '撤销死亡登记。Says that somebody has not died.' })
  @Requires('RECORD_HOUSEHOLD')
  retractDeath(
    @Given(inputs.RetractDeathInput) input: InstanceType<typeof inputs.RetractDeathInput>,
    @Ctx() context: GraphContext,
  ) {
    return act(context, input, RETRACT_DEATH, { member: input.member });
  }

  @Mutation(() => ActAnswer, {
    description: '家庭销户（第十六条）。Closes a household from a day on; the answer shows its last day.',
  })
  @Requires('RECORD_HOUSEHOLD')
  closeHousehold(
    @Given(inputs.CloseHouseholdInput) input: InstanceType<typeof inputs.CloseHouseholdInput>,
    @Ctx() context: GraphContext,
  ) {
    const { on, reason } = input;
    return act(context, { ...input, reason: CLOSING_REASONS[reason] }, CLOSE_HOUSEHOLD, { on, reason });
  }

  @Mutation(() => ActAnswer, { description: '家庭恢复（第十六条）。Puts a closed household on record again.' })
  @Requires('RECORD_HOUSEHOLD')
  reopenHousehold(
    @Given(inputs.ReopenHouseholdInput) input: InstanceType<typeof inputs.ReopenHouseholdInput>,
    @Ctx() context: GraphContext,
  ) {
    const { from, worker, members } = input;
    const command = { ...enteredCommand(context, input, ACTS.REOPEN_HOUSEHOLD), from, worker, members };
    return answer(context, command, () => reopenHousehold(context.deps, command));
  }

  @Mutation(() => SplitAnswer, {
    description: '分户（第十六条）。Members leave a household and are one of their own, all or nothing.',
  })
  @Requires('RECORD_HOUSEHOLD')
  splitHousehold(
    @Given(inputs.SplitHouseholdInput) input: InstanceType<typeof inputs.SplitHouseholdInput>,
    @Ctx() context: GraphContext,
  ) {
    return splitEntered(context, input);
  }

  @Mutation(() => MergeAnswer, {
    description:
      '合并人员（第十四条）。Says that two persons are one, and were all along. You must be allowed to record all their households.',
  })
  @Requires('RECORD_HOUSEHOLD')
  mergePersons(
    @Given(inputs.MergePersonsInput) input: InstanceType<typeof inputs.MergePersonsInput>,
    @Ctx() context: GraphContext,
  ) {
    return mergeEntered(context, input);
  }

  @Mutation(() => UndoMergeAnswer, {
    description:
      '撤销人员合并。Says that two persons are two after all. It is refused, with the list, while facts recorded since are nobody’s.',
  })
  @Requires('RECORD_HOUSEHOLD')
  undoMerge(
    @Given(inputs.UndoMergeInput) input: InstanceType<typeof inputs.UndoMergeInput>,
    @Ctx() context: GraphContext,
  ) {
    return undoEntered(context, input);
  }
}
