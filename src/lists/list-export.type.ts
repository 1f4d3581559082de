import { ObjectType } from 'type-graphql';
import { Needs } from '../graph/policy/policy.ts';
import { JsonScalar, MomentScalar } from '../graph/scalars.ts';
import { HasFields, inputType, maybe, needed } from '../graph/values.ts';

export const ListExportInput = inputType('ArchiveListExportInput', '导出列表。The query whose list is exported.', {
  document: needed(
    '查询。A GraphQL query that leads to one list with pages, such as `{ households { nodes { fileNumber worker { person { name } } } } }`. Its columns are what is selected of the rows, in that order. `first` and `after` are left out: the file has all pages.',
  ),
  variables: maybe<unknown>('变量。The values of the variables of the query, as an object.', JsonScalar),
  operationName: maybe('操作名称。The operation, if the document has several.'),
});

export type ListExportInput = InstanceType<typeof ListExportInput>;

@ObjectType('ArchiveListExport', {
  description:
    '列表的下载链接。A link to a list as CSV, which the one who asked for it can use once within five minutes.',
  simpleResolvers: true,
})
@Needs('EXPORT_LIST')
@HasFields({
  url: needed(
    '下载地址。Relative to the address of the graph; GET it with the same `authorization` header. What is served is read under the rights of that moment, for the purpose that was stated with the mutation, and is on record.',
  ),
  expiresAt: needed('有效期至。When the link expires.', MomentScalar),
  fileName: needed('文件名。The name of the file.'),
  columns: needed('各列。The headings of the columns, in their order.', [String]),
})
export class ListExport {}
