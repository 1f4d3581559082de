import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { makeExport } from './real-name-export.loader.ts';
import { RealNameExport, RealNameExportInput } from './real-name-export.type.ts';

@Resolver()
export class RealNameExportResolver {
  // A mutation, although nothing is written yet: a link that works once must not come from a client's cache.
  @Mutation(() => RealNameExport, {
    description: '导出实名制汇总表（第二、九条）。Makes a link to the real-name summary table as XLSX, CSV or PDF.',
  })
  @Requires('READ_REAL_NAME_TABLE')
  exportRealNameTable(
    @Arg('input', () => RealNameExportInput, { description: '内容。The table, the format and the columns.' })
    input: RealNameExportInput,
    @Ctx() context: GraphContext,
  ) {
    return makeExport(context, input);
  }
}
