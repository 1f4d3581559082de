import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Info, Mutation, Resolver } from 'type-graphql';
import type { GraphContext } from '../graph/context.ts';
import { Requires } from '../graph/policy/policy.ts';
import { makeListExport } from './list-export.loader.ts';
import { ListExport, ListExportInput } from './list-export.type.ts';

@Resolver()
export class ListExportResolver {
  // Whoever may read a list may have it as a file: the fields of the query check their own policies.
  @Mutation(() => ListExport, {
    description: '导出列表。Makes a link to any list with pages as CSV, with all its rows and the columns of a query.',
  })
  @Requires('EXPORT_LIST')
  exportConnection(
    @Arg('input', () => ListExportInput, { description: '内容。The query whose list is exported.' })
    input: ListExportInput,
    @Ctx() context: GraphContext,
    @Info() { schema }: GraphQLResolveInfo,
  ) {
    return makeListExport(context, schema, input);
  }
}
