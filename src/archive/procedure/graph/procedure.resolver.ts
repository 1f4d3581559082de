import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { settleCommand } from '../../../graph/command.ts';
import { readAt } from '../../../graph/arguments/read-at.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { Requires } from '../../../graph/policy/policy.ts';
import { loadHouseholdNode } from '../../../registry/graph/household.loader.ts';
import { loadArchiveFile } from '../../reading/archive-file.loader.ts';
import { recordAssessmentFromInput, openFileFromInput } from './procedure.loader.ts';
import { OpenFileInput, RecordAssessmentInput } from './procedure.input.ts';
import { OpenFileAnswer, RecordAssessmentAnswer } from './procedure.type.ts';

const INPUT = { description: '内容。The content of the command.' } as const;

@Resolver()
export class ProcedureResolver {
  @Mutation(() => OpenFileAnswer, {
    description: '建立档案（第十、十五条）。Opens a file for a household that has no live file.',
  })
  @Requires('OPEN_FILE')
  async openFile(@Arg('input', () => OpenFileInput, INPUT) input: OpenFileInput, @Ctx() context: GraphContext) {
    const { value, problems } = await settleCommand(context, openFileFromInput(context, input));
    const at = await readAt(context.deps, {});
    return { problems, ...value, file: value && (await loadArchiveFile(context, 'id', value.fileId, at)) };
  }

  @Mutation(() => RecordAssessmentAnswer, {
    description: '记录认定（第十五条）。Assesses the household as it is on record, and records the decision.',
  })
  @Requires('RECORD_ASSESSMENT')
  async recordAssessment(
    @Arg('input', () => RecordAssessmentInput, INPUT) input: RecordAssessmentInput,
    @Ctx() context: GraphContext,
  ) {
    const { value, problems } = await settleCommand(context, recordAssessmentFromInput(context, input));
    const at = await readAt(context.deps, {});
    return { problems, ...value, household: value && (await loadHouseholdNode(context, input.householdId, at)) };
  }
}
