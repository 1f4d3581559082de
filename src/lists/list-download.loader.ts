import { execute, type GraphQLSchema } from 'graphql';
import { writeCsvRows } from '../export/csv.ts';
import { CONTENT_TYPES } from '../export/formats.ts';
import { followLink } from '../export/link/link.loader.ts';
import { requireSameRights } from '../export/link/same-rights.loader.ts';
import type { PrintedRow } from '../export/printed-table.ts';
import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import type { DownloadRoute, RecordReads } from '../graph/feature.ts';
import { invariant } from '../kernel/invariant.ts';
import { HotDocuments } from '../server/execution/hot-documents.ts';
import { LIST_ROUTE } from './list-export.loader.ts';
import { listFile, type ListPlan, planList } from './plan-list.loader.ts';
import { refuseList } from './refuse-list.loader.ts';

/** A file of more rows is refused; a spreadsheet could not open it either. */
const MOST_ROWS = 1_000_000;

/** The downloads of lists, to which `exportConnection` makes links. The first page is read before anything is sent. */
export const listDownloads: DownloadRoute = {
  path: LIST_ROUTE,
  send: async (asked, parameters, record, schema) => {
    const { file, context } = await followLink(asked, LIST_ROUTE, parameters);
    const plan = planList(schema, listFile.parse(file));
    const walk: Walk = { schema, plan, context, record, hot: new HotDocuments(schema) };
    const first = await readPage(walk, null);
    if ((first.total ?? 0) > MOST_ROWS) throw graphError('TOO_LARGE', { argument: 'rows', most: MOST_ROWS });
    const body = writeCsvRows(plan.columns, walkRows(walk, first));
    return { fileName: plan.fileName, contentType: CONTENT_TYPES.CSV, body };
  },
};

interface Walk {
  readonly schema: GraphQLSchema;
  readonly plan: ListPlan;
  readonly context: GraphContext;
  readonly record: RecordReads;
  readonly hot: HotDocuments;
}

interface ListPage {
  readonly rows: readonly PrintedRow[];
  /** The cursor of the next page; `null` after the last one. */
  readonly next: string | null;
  readonly total: number | undefined;
}

/** A connection as the query of a page selects it. */
interface Answered {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount?: number;
}

/** Reads pages as they are sent. One that cannot be read breaks the file off, also when the rights of its reader have changed. */
async function* walkRows(walk: Walk, first: ListPage): AsyncGenerator<PrintedRow> {
  yield* first.rows;
  for (let { next } = first; next !== null;) {
    await requireSameRights(walk.context);
    const page = await readPage(walk, next);
    yield* page.rows;
    next = page.next;
  }
}

/** Reads a page, an answer of its own, whose sensitive reads are on record before it is handed over. */
async function readPage({ schema, plan, context, record, hot }: Walk, cursor: string | null): Promise<ListPage> {
  const { document, operationName, path, rowPath, columns, variablesAfter } = plan;
  const contextValue: GraphContext = { ...context, reads: { current: {} }, selectedFields: hot.note(document) };
  const variableValues = variablesAfter(cursor);
  const { data, errors } = await execute({ schema, document, operationName, variableValues, contextValue });
  const [fault] = errors ?? [];
  if (fault !== undefined) throw fault;
  const list = valueAt(data, path) as Answered | null;
  if (list === null) refuseList(path, 'GONE');
  await record(contextValue);
  const { hasNextPage, endCursor } = list.pageInfo;
  invariant(!hasNextPage || endCursor !== null, 'a page that others follow ends in a cursor');
  const rows = rowsOf(list, rowPath).map((row) => columns.map(({ read }) => read(row)));
  return { rows, next: hasNextPage ? endCursor : null, total: list.totalCount };
}

function rowsOf(list: Answered, [rows = '', ...inner]: readonly string[]): readonly unknown[] {
  return (valueAt(list, [rows]) as readonly unknown[]).map((row) => valueAt(row, inner));
}

/** What is at the end of a path; `null` if there is nothing. */
function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) found = (found as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return found ?? null;
}
