import type { GraphContext } from '../../graph/context.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { narrowingOf, overseenBy } from '../overseen.loader.ts';
import type { OversightArgs } from '../oversight.input.ts';
import { countMaskedLists, type ListedMasked, listMasked } from './masked-list.read.ts';

/** A page of what staff of the viewer's territory saw masked. Errors: INVALID_ARGUMENT. */
export async function maskedListPage(context: GraphContext, given: OversightArgs): Promise<Page<ListedMasked>> {
  const { database } = context.deps;
  const overseen = overseenBy(context, 'READ_ACCESS_RECORD');
  const narrowing = await narrowingOf(context, given);
  return walkPage(context, {
    list: 'maskedLists',
    of: narrowing,
    given,
    read: (_known, after, limit) => database.session((sql) => listMasked(sql, overseen, narrowing, after, limit)),
    keyOf: ({ hourKey, viewerId }) => [hourKey, viewerId],
    nodesOf: (rows) => rows,
    count: () => database.session((sql) => countMaskedLists(sql, overseen, narrowing)),
  });
}
