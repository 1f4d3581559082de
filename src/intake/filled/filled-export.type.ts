import { Int, ObjectType } from 'type-graphql';
import { Needs } from '../../graph/policy/policy.ts';
import { MomentScalar } from '../../graph/scalars.ts';
import { registerCodes } from '../../graph/dictionary.ts';
import { HasFields, inputType, maybe, needed } from '../../graph/values.ts';
import { WORKBOOK_ORDERS } from './national-order.ts';

const WorkbookOrderEnum = registerCodes('ArchiveWorkbookOrder', WORKBOOK_ORDERS, '登记工作簿列序');

export const WorkbookExportInput = inputType(
  'ArchiveWorkbookExportInput',
  '导出登记工作簿。The union whose households are exported, and the order of the columns.',
  {
    union: needed('工会。The id or code of the union; the households of unions under it are exported too.'),
    order: maybe('列的次序。The order of the columns; that of the template without one.', WorkbookOrderEnum),
  },
);

export type WorkbookExportInput = InstanceType<typeof WorkbookExportInput>;

@ObjectType('ArchiveWorkbookExport', {
  description:
    '登记工作簿的下载链接。A link to households in the workbook of the import, which the one who asked for it can use once within five minutes.',
  simpleResolvers: true,
})
@Needs('EXPORT_WORKBOOK')
@HasFields({
  url: needed(
    '下载地址。Relative to the address of the graph; GET it with the same `authorization` header. What is served is read under the rights of that moment, for the purpose that was stated with the mutation, and is on record.',
  ),
  expiresAt: needed('有效期至。When the link expires.', MomentScalar),
  fileName: needed('文件名。The name of the file.'),
  households: needed(
    '户数。How many households there are; those that you may not read whole are left out of the file.',
    Int,
  ),
})
export class WorkbookExport {}
