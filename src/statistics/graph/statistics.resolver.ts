import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Costs, CountsRows, QUESTION, Requires } from '../../graph/policy/policy.ts';
import { StatisticsArgs } from './statistics.input.ts';
import { answerQuestion } from './statistics.loader.ts';
import type { FileFormat } from '../export/file-formats.ts';
import { makeStatisticsLink } from '../export/statistics-link.loader.ts';
import { FileFormatEnum, Statistics, StatisticsLink } from './statistics.type.ts';

@Resolver(() => Statistics)
export class StatisticsResolver {
  @Query(() => Statistics, {
    description:
      '统计（第二、三、五条）。Any measures by any dimensions, on a day or over periods, over the households in your territory.',
  })
  @Requires('READ_STATISTICS')
  @Costs(QUESTION)
  @CountsRows()
  statistics(@Args(() => StatisticsArgs) given: StatisticsArgs, @Ctx() context: GraphContext) {
    return answerQuestion(context, given);
  }

  @FieldResolver(() => StatisticsLink, {
    description:
      '文件链接。A link to all rows as a file, for programs that draw charts; it shows no cell of fewer than 5 households.',
  })
  link(
    @Root() { given }: { readonly given: StatisticsArgs },
    @Arg('format', () => FileFormatEnum, { defaultValue: 'CSV', description: '格式。The form of the file.' })
    format: FileFormat,
    @Ctx() context: GraphContext,
  ) {
    return makeStatisticsLink(context, given, format);
  }
}
