import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../../graph/context.ts';
import { Requires } from '../../graph/policy/policy.ts';
import { makeWorkbookExport } from './filled-export.loader.ts';
import { WorkbookExport, WorkbookExportInput } from './filled-export.type.ts';

@Resolver()
export class WorkbookExportResolver {
  @Mutation(() => WorkbookExport, {
    description:
      '导出登记工作簿。Makes a link to the households of a union in the workbook of the import. Importing it as it is changes nothing; what you may not see is masked, and refused at import.',
  })
  @Requires('EXPORT_WORKBOOK')
  exportWorkbook(
    @Arg('input', () => WorkbookExportInput, { description: '内容。The union.' }) input: WorkbookExportInput,
    @Ctx() context: GraphContext,
  ) {
    return makeWorkbookExport(context, input);
  }
}
