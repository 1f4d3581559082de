import { momentInChina } from '../export/link/moment-in-china.ts';
import { type GraphQLSchema, stripIgnoredCharacters } from 'graphql';
import { makeLink } from '../export/link/link.loader.ts';
import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { bilingual } from '../kernel/bilingual.ts';
import type { ListExportInput } from './list-export.type.ts';
import { type ListFile, listFile, planList } from './plan-list.loader.ts';

/** The route by which lists are downloaded. */
export const LIST_ROUTE = '/exports/list';

/** The link holds the query, and proxies refuse URLs of more than 8 KB. */
const MOST_BYTES = 4096;
const TOO_LONG = `查询与变量去掉空白后至多 ${MOST_BYTES} 字节 / query and variables may have ${MOST_BYTES} bytes without white space`;

/** Makes a link to the list of a query. Nothing is read yet. Errors: those of `planList`, INVALID_ARGUMENT, TOO_LARGE. */
export function makeListExport(context: GraphContext, schema: GraphQLSchema, input: ListExportInput): object {
  const { document, operationName = null } = input;
  const variables = listFile.shape.variables.safeParse(input.variables ?? {});
  if (!variables.success) throw graphError('INVALID_ARGUMENT', { argument: 'input.variables' });
  const given = { document, variables: variables.data, operationName };
  const { fileName, columns } = planList(schema, given);
  const file: ListFile = { ...given, document: stripIgnoredCharacters(document) };
  if (Buffer.byteLength(JSON.stringify(file)) > MOST_BYTES) {
    throw graphError('TOO_LARGE', { argument: 'input', ...bilingual(TOO_LONG) });
  }
  const { url, expiresAt } = makeLink(context, LIST_ROUTE, file);
  return { url, expiresAt: momentInChina(expiresAt), fileName, columns: columns.map(({ heading }) => heading) };
}
