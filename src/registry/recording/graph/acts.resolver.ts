import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import type { Class } from '../../../graph/dictionary.ts';
import { ACTS } from '../../../database/time/act.codes.ts';
import { addMember } from '../acts/add-member.ts';
import { RETRACT_MEMBERSHIP } from '../acts/membership-acts.ts';
import {
  ADD_AS_CORRECTION,
  ADD_RECORDS,
  CHANGE_RECORDS,
  CORRECT_RECORDS,
  END_RECORDS,
  RETRACT_RECORDS,
  REVERSE_PAYMENT,
} from '../acts/record-acts.ts';
import {
  CHANGE_HOUSEHOLD,
  CHANGE_MEMBER,
  CHANGE_PERSON,
  CORRECT_HOUSEHOLD,
  CORRECT_MEMBER,
  CORRECT_PERSON,
  HAND_OVER,
} from '../acts/state-acts.ts';
import { act, addedRecords, answer, endEntered, enteredCommand, namedRecords } from './acts.loader.ts';
import * as inputs from './acts.input.ts';
import { ActAnswer } from './answers.type.ts';
import { toMember, toStateChanges } from './entered-household.ts';

/** The argument of an act. */
export function Given(type: Class): ReturnType<typeof Arg> {
  return Arg('input', () => type, { description: '内容。What is done.' });
}

@Resolver()
export class ActsResolver {
  @Mutation(() => ActAnswer, {
    description: '变更或更正家庭情况（第十六条）。Changes or corrects facts about a household as a whole.',
  })
  @Requires('RECORD_HOUSEHOLD')
  changeHousehold(
    @Given(inputs.ChangeHouseholdInput) input: InstanceType<typeof inputs.ChangeHouseholdInput>,
    @Ctx() context: GraphContext,
  ) {
    const { from, correction, state } = input;
    const own = { from, correction: correction === true, state: toStateChanges('household', state) };
    return act(context, input, own.correction ? CORRECT_HOUSEHOLD : CHANGE_HOUSEHOLD, own);
  }

  @Mutation(() => ActAnswer, {
    description: '变更或更正成员情况（第十六条）。Changes or corrects facts about a membership.',
  })
  @Requires('RECORD_HOUSEHOLD')
  changeMember(
    @Given(inputs.ChangeMemberInput) input: InstanceType<typeof inputs.ChangeMemberInput>,
    @Ctx() context: GraphContext,
  ) {
    const { from, correction, member, state } = input;
    const own = { from, correction: correction === true, member, state: toStateChanges('member', state) };
    return act(context, input, own.correction ? CORRECT_MEMBER : CHANGE_MEMBER, own);
  }

  @Mutation(() => ActAnswer, {
    description: '变更或更正人员（第十六条）。Changes or corrects facts about the person of a member.',
  })
  @Requires('RECORD_HOUSEHOLD')
  changePerson(
    @Given(inputs.ChangePersonInput) input: InstanceType<typeof inputs.ChangePersonInput>,
    @Ctx() context: GraphContext,
  ) {
    const { from, correction, member, person } = input;
    const own = { from, correction: correction === true, member, state: toStateChanges('person', person) };
    return act(context, input, own.correction ? CORRECT_PERSON : CHANGE_PERSON, own);
  }

  @Mutation(() => ActAnswer, { description: '成员加入（第十六条）。Adds a member to a household from a day on.' })
  @Requires('RECORD_HOUSEHOLD')
  addMember(
    @Given(inputs.AddMemberInput) input: InstanceType<typeof inputs.AddMemberInput>,
    @Ctx() context: GraphContext,
  ) {
    const { from, member } = input;
    const command = { ...enteredCommand(context, input, ACTS.ADD_MEMBER), from, member: toMember(member) };
    return answer(context, command, () => addMember(context.deps, command));
  }

  @Mutation(() => ActAnswer, {
    description:
      '成员离开（第十六条）。Ends a membership. The records of who leaves stay. Who is said to have died is recorded as dead.',
  })
  @Requires('RECORD_HOUSEHOLD')
  endMembership(
    @Given(inputs.EndMembershipInput) input: InstanceType<typeof inputs.EndMembershipInput>,
    @Ctx() context: GraphContext,
  ) {
    return endEntered(context, input);
  }

  @Mutation(() => ActAnswer, { description: '撤销成员。Says that somebody never was a member.' })
  @Requires('RECORD_HOUSEHOLD')
  retractMembership(
    @Given(inputs.RetractMembershipInput) input: InstanceType<typeof inputs.RetractMembershipInput>,
    @Ctx() context: GraphContext,
  ) {
    const { member, on } = input;
    return act(context, input, RETRACT_MEMBERSHIP, { member, on });
  }

  @Mutation(() => ActAnswer, { description: '移交家庭。Makes another member the worker of a household from a day on.' })
  @Requires('RECORD_HOUSEHOLD')
  handOverHousehold(
    @Given(inputs.HandOverHouseholdInput) input: InstanceType<typeof inputs.HandOverHouseholdInput>,
    @Ctx() context: GraphContext,
  ) {
    const { from, worker } = input;
    return act(context, input, HAND_OVER, { from, worker });
  }

  @Mutation(() => ActAnswer, { description: '补登记录（第十六条）。Adds records to a household.' })
  @Requires('RECORD_HOUSEHOLD')
  addRecords(
    @Given(inputs.AddRecordsInput) input: InstanceType<typeof inputs.AddRecordsInput>,
    @Ctx() context: GraphContext,
  ) {
    const { on, correction, records } = input;
    const own = { on, correction: correction === true, records: addedRecords(records) };
    return act(context, input, own.correction ? ADD_AS_CORRECTION : ADD_RECORDS, own);
  }

  @Mutation(() => ActAnswer, { description: '变更记录（第十六条）。Changes records that last from a day on.' })
  @Requires('RECORD_HOUSEHOLD')
  changeRecords(
    @Given(inputs.ChangeRecordsInput) input: InstanceType<typeof inputs.ChangeRecordsInput>,
    @Ctx() context: GraphContext,
  ) {
    const { from, records } = input;
    return act(context, input, CHANGE_RECORDS, { from, records: namedRecords(records) });
  }

  @Mutation(() => ActAnswer, { description: '更正记录。Corrects records, which were otherwise all along.' })
  @Requires('RECORD_HOUSEHOLD')
  correctRecords(
    @Given(inputs.CorrectRecordsInput) input: InstanceType<typeof inputs.CorrectRecordsInput>,
    @Ctx() context: GraphContext,
  ) {
    return act(context, input, CORRECT_RECORDS, { records: namedRecords(input.records) });
  }

  @Mutation(() => ActAnswer, { description: '终止记录（第十六条）。Ends records that last, or spells of employment.' })
  @Requires('RECORD_HOUSEHOLD')
  endRecords(
    @Given(inputs.EndRecordsInput) input: InstanceType<typeof inputs.EndRecordsInput>,
    @Ctx() context: GraphContext,
  ) {
    const { on, ids } = input;
    return act(context, input, END_RECORDS, { on, ids });
  }

  @Mutation(() => ActAnswer, { description: '撤销记录。Says that records never were.' })
  @Requires('RECORD_HOUSEHOLD')
  retractRecords(
    @Given(inputs.RetractRecordsInput) input: InstanceType<typeof inputs.RetractRecordsInput>,
    @Ctx() context: GraphContext,
  ) {
    return act(context, input, RETRACT_RECORDS, { ids: input.ids });
  }

  @Mutation(() => ActAnswer, {
    description:
      '冲销发放（第二、九条）。Reverses a payment by a negative entry of its own day; the payment itself is never altered.',
  })
  @Requires('RECORD_HOUSEHOLD')
  reversePayment(
    @Given(inputs.ReversePaymentInput) input: InstanceType<typeof inputs.ReversePaymentInput>,
    @Ctx() context: GraphContext,
  ) {
    const { id, on, reason } = input;
    return act(context, input, REVERSE_PAYMENT, { id, on, reason });
  }
}
