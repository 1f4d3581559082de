import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { readAt } from '../../graph/arguments/read-at.ts';
import { settleCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { type ArchiveFileNode, loadArchiveFile } from '../reading/archive-file.loader.ts';
import { ArchiveFile } from '../reading/archive-file.type.ts';
import { enterNationalFromInput, loadNationalDue, loadNationalEntries } from './national-entry.loader.ts';
import { EnterNationalAnswer, EnterNationalInput, NationalEntry } from './national-entry.type.ts';
import { NationalMatterEnum } from './national-matter.type.ts';

@Resolver(() => ArchiveFile)
export class NationalEntryResolver {
  @FieldResolver(() => [NationalEntry], {
    description:
      '全国系统录入情况（第九条）。The days on which the file, its changes and its way out were entered in the national system.',
  })
  nationalEntries(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadNationalEntries(context, file);
  }

  @FieldResolver(() => NationalMatterEnum, {
    nullable: true,
    description:
      '全国系统未录入事项（第九条）。What is not entered in the national system yet: a recorded file, a change after the last entry, or the end of a file; `null` if all is.',
  })
  nationalDue(@Root() file: ArchiveFileNode, @Ctx() context: GraphContext) {
    return loadNationalDue(context, file);
  }

  @Mutation(() => EnterNationalAnswer, {
    description:
      '登记全国系统录入（第九条）。Marks on a file what was entered of it in the national system, and on which day.',
  })
  @Requires('OPEN_FILE')
  enterNational(
    @Arg('input', () => EnterNationalInput, { description: '内容。The content of the command.' })
    input: EnterNationalInput,
    @Ctx() context: GraphContext,
  ) {
    return answer(context, input);
  }
}

async function answer(context: GraphContext, input: EnterNationalInput) {
  const { value, problems } = await settleCommand(context, enterNationalFromInput(context, input));
  const at = await readAt(context.deps, {});
  return { problems, ...value, file: value && (await loadArchiveFile(context, 'id', value.fileId, at)) };
}
