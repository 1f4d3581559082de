import type { GraphContext } from '../../graph/context.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { NOBODY } from '../../graph/arguments/ids.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { narrowingOf, overseenBy } from '../overseen.loader.ts';
import type { DaysArgs, OversightArgs } from '../oversight.input.ts';
import { countMaskedLists, countOwnMasked, type ListedMasked, listMasked, listOwnMasked } from './masked-list.read.ts';

const keyOf = ({ hourKey, viewerId }: ListedMasked) => [hourKey, viewerId];

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
    keyOf,
    nodesOf: (rows) => rows,
    count: () => database.session((sql) => countMaskedLists(sql, overseen, narrowing)),
  });
}

/** A page of what the viewer themselves saw masked; workers are not counted. Errors: INVALID_ARGUMENT. */
export async function ownMaskedPage(context: GraphContext, given: DaysArgs): Promise<Page<ListedMasked>> {
  const { database } = context.deps;
  const staffId = requireViewer(context).staffId ?? NOBODY;
  const narrowing = await narrowingOf(context, given);
  return walkPage(context, {
    list: 'ownMaskedLists',
    of: narrowing,
    given,
    read: (_known, after, limit) => database.session((sql) => listOwnMasked(sql, staffId, narrowing, after, limit)),
    keyOf,
    nodesOf: (rows) => rows,
    count: () => database.session((sql) => countOwnMasked(sql, staffId, narrowing)),
  });
}
