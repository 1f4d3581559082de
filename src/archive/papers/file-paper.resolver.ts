import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { makePaperExport } from './file-paper.loader.ts';
import { FilePaperExport, FilePaperInput } from './file-paper.type.ts';

@Resolver()
export class FilePaperResolver {
  // A mutation, although nothing is written yet: a link that works once must not come from a client's cache.
  @Mutation(() => FilePaperExport, {
    nullable: true,
    description:
      '打印档案文书（公示、公示结果证明、不予建档通知、注销通知、脱困撤档通知）。Makes a link to the paper of a step; `null` if there is no such file or step, or none that you may see. The notice of a refusal has the findings, so it is for who may see them, for a purpose.',
  })
  @Requires('READ_HISTORY')
  exportFilePaper(
    @Arg('input', () => FilePaperInput, { description: '内容。The file and the step.' }) input: FilePaperInput,
    @Ctx() context: GraphContext,
  ) {
    return makePaperExport(context, input);
  }
}
