import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { settleCommand } from '../../../graph/command.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { loadArchiveFile } from '../../reading/archive-file.loader.ts';
import type { Body } from '../course/course.codes.ts';
import { TakeFileStepInput } from './file-step.input.ts';
import { TakeFileStepAnswer } from './file-step.type.ts';
import { takeStepFromInput } from './procedure.loader.ts';

const INPUT = { description: '内容。The content of the command.' } as const;
const GUARDS = 'The guards of the procedure run in their order, and the first that refuses the step is named.';

/** One mutation for each body, because each is allowed to other people. */
@Resolver()
export class TakeStepResolver {
  @Mutation(() => TakeFileStepAnswer, {
    description: `建档工会办理档案步骤（第十五条）。Takes a step of a file for its filing union. ${GUARDS}`,
  })
  @Requires('OPEN_FILE')
  takeFilingStep(@Arg('input', () => TakeFileStepInput, INPUT) input: TakeFileStepInput, @Ctx() context: GraphContext) {
    return answer(context, 'FILING', input);
  }

  @Mutation(() => TakeFileStepAnswer, {
    description: `上级工会办理档案步骤（第十五条）。Takes a step of a file for the superior union. ${GUARDS}`,
  })
  @Requires('REVIEW_FILE')
  takeReviewStep(@Arg('input', () => TakeFileStepInput, INPUT) input: TakeFileStepInput, @Ctx() context: GraphContext) {
    return answer(context, 'SUPERIOR', input);
  }

  @Mutation(() => TakeFileStepAnswer, {
    description: `县级以上帮扶中心办理档案步骤（第十五条）。Takes a step of a file for the centre. ${GUARDS}`,
  })
  @Requires('KEEP_FILE')
  takeCentreStep(@Arg('input', () => TakeFileStepInput, INPUT) input: TakeFileStepInput, @Ctx() context: GraphContext) {
    return answer(context, 'CENTRE', input);
  }
}

async function answer(context: GraphContext, body: Body, input: TakeFileStepInput) {
  const { value, problems } = await settleCommand(context, takeStepFromInput(context, body, input));
  const at = await readAt(context.deps, {});
  return { problems, ...value, file: value && (await loadArchiveFile(context, 'id', value.fileId, at)) };
}
