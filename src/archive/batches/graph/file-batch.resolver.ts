import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { settleCommand } from '../../../graph/command.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Needs, Requires } from '../../../graph/policy/policy.ts';
import type { Body } from '../../procedure/course/course.codes.ts';
import { ownBatch, submitBatch } from './file-batch.loader.ts';
import { ArchiveFileBatch, StepFilesAnswer, StepFilesInput } from './file-batch.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;
const EACH =
  'A job steps each file whole or not at all, by the guards of a single step, and names those that are refused.';

/** One mutation for each body, as for single files. */
@Resolver()
export class FileBatchResolver {
  @Query(() => ArchiveFileBatch, {
    nullable: true,
    description: '成批办理。Steps of many files that you submitted; `null` if there is no such job of yours.',
  })
  @Needs('READ_HISTORY')
  fileBatch(@Arg('id', () => ID, { description: '任务标识。Its id.' }) id: string, @Ctx() context: GraphContext) {
    return ownBatch(context, id);
  }

  @Mutation(() => StepFilesAnswer, {
    description: `建档工会成批办理档案步骤（第十五条）。Submits a step of many files for their filing union. ${EACH}`,
  })
  @Requires('OPEN_FILE')
  stepFilingFiles(@Arg('input', () => StepFilesInput, INPUT) input: StepFilesInput, @Ctx() context: GraphContext) {
    return answer(context, 'FILING', input);
  }

  @Mutation(() => StepFilesAnswer, {
    description: `上级工会成批办理档案步骤（第十五条）。Submits a step of many files for the superior union. ${EACH}`,
  })
  @Requires('REVIEW_FILE')
  stepReviewFiles(@Arg('input', () => StepFilesInput, INPUT) input: StepFilesInput, @Ctx() context: GraphContext) {
    return answer(context, 'SUPERIOR', input);
  }

  @Mutation(() => StepFilesAnswer, {
    description: `县级以上帮扶中心成批办理档案步骤（第十五条）。Submits a step of many files for the centre. ${EACH}`,
  })
  @Requires('KEEP_FILE')
  stepCentreFiles(@Arg('input', () => StepFilesInput, INPUT) input: StepFilesInput, @Ctx() context: GraphContext) {
    return answer(context, 'CENTRE', input);
  }
}

async function answer(context: GraphContext, body: Body, input: StepFilesInput) {
  const { value, problems } = await settleCommand(context, submitBatch(context, body, input));
  return { problems, batchId: value?.batchId, files: value?.files };
}
