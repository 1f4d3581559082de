import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { PageArgs } from '../../graph/arguments/args.input.ts';
import { idProblem } from '../../graph/arguments/ids.ts';
import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { refusedAnswer, staffAnswer } from '../staff-answer.loader.ts';
import { listedPage } from '../staff.loader.ts';
import { StaffAnswer } from '../staff.type.ts';
import { declareRelative } from './declare-relative.ts';
import { type ListedRelative, RELATIVE_LIST } from './relative-list.read.ts';
import { DeclareRelativeInput, RelativeConnection } from './relative.type.ts';
import { withdrawRelative } from './withdraw-relative.ts';

const INPUT = { description: '内容。The content of the command.' } as const;
const SAYS = {
  list: '申报的亲属。The relatives that staff of your unions have declared, and which declarations were withdrawn.',
  declare:
    '申报本人亲属，此后不得办理其家庭的档案（第十五条）。Declares a relative of yours: you do not act on the file of their household any more.',
  withdraw:
    '撤销亲属申报，须由县级以上帮扶中心的他人办理。Withdraws the declaration of another member of staff, for a centre of county level or above over them.',
};
const LIST = { list: 'declaredRelatives', action: 'READ_RELATIVES', keyOf: ({ id }: ListedRelative) => id } as const;

@Resolver()
export class RelativeResolver {
  @Query(() => RelativeConnection, { description: SAYS.list })
  @Requires('READ_RELATIVES')
  declaredRelatives(@Args(() => PageArgs) given: PageArgs, @Ctx() context: GraphContext) {
    return listedPage(context, LIST, RELATIVE_LIST, given);
  }

  @Mutation(() => StaffAnswer, { description: SAYS.declare })
  @Requires('DECLARE_RELATIVE')
  async declareRelative(
    @Arg('input', () => DeclareRelativeInput, INPUT) input: DeclareRelativeInput,
    @Ctx() context: GraphContext,
  ) {
    const { idempotencyKey, personId = null, idNumber = null, from = null, relation } = input;
    const wrong = personId === null ? null : idProblem(personId, 'NO_SUCH_PERSON', 'personId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = { ...buildCommand(context, idempotencyKey, '申报亲属'), personId, idNumber, from, relation };
    return staffAnswer(context, declareRelative(context.deps, command), ({ relativeId }) => relativeId);
  }

  @Mutation(() => StaffAnswer, { description: SAYS.withdraw })
  @Requires('WITHDRAW_RELATIVE')
  async withdrawRelative(
    @Arg('relativeId', () => ID, { description: '标识。The id of the declaration.' }) relativeId: string,
    @Arg('reason', () => String, { description: '理由。The reason.' }) reason: string,
    @Ctx() context: GraphContext,
  ) {
    const wrong = idProblem(relativeId, 'NO_SUCH_RELATIVE', 'relativeId');
    if (wrong !== null) return refusedAnswer(wrong);
    const command = { ...buildCommand(context, null, '撤销亲属申报'), relativeId, reason };
    return staffAnswer(context, withdrawRelative(context.deps, command), () => relativeId);
  }
}
