import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { loadUnion } from '../../organisation/union.loader.ts';
import { TradeUnion } from '../../organisation/union.type.ts';
import { type FilingAnswerNode, filingAnswer } from './filing-question.loader.ts';
import { FilingAnswerType, FilingQuestionInput } from './filing-question.type.ts';

const SAYS = {
  question:
    '由谁建档（第十一、十二条）。Says, before anything is entered, which union files for the worker of a household and why, and whether `openFile` would refuse it, by the same rules; `null` if there is no such household, or none for which you may open a file.',
  input: '内容。What is asked.',
  union: '建档单位。The union that files; `null` while that is open.',
};

@Resolver(() => FilingAnswerType)
export class FilingQuestionResolver {
  @Query(() => FilingAnswerType, { nullable: true, description: SAYS.question })
  @Requires('OPEN_FILE')
  filingUnion(
    @Arg('input', () => FilingQuestionInput, { description: SAYS.input }) input: FilingQuestionInput,
    @Ctx() context: GraphContext,
  ) {
    return filingAnswer(context, input);
  }

  @FieldResolver(() => TradeUnion, { nullable: true, description: SAYS.union })
  union(@Root() { unionId }: FilingAnswerNode, @Ctx() context: GraphContext) {
    return loadUnion(context, unionId);
  }
}
