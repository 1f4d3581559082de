import type { GraphContext } from '../../graph/context.ts';
import { type Page, walkPage } from '../../graph/page/walk-page.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { narrowingOf, overseenBy } from '../overseen.loader.ts';
import type { DaysArgs } from '../oversight.input.ts';
import {
  countOwnRefusals,
  countRefusals,
  type ListedRefusal,
  listOwnRefusals,
  listRefusals,
} from './refused-attempt.read.ts';
import type { RefusedAttemptsArgs } from './refused-attempt.type.ts';

const keyOf = ({ atKey, id }: ListedRefusal) => [atKey, id];

/** A page of the refused attempts of the viewer's territory. Errors: INVALID_ARGUMENT. */
export async function refusedAttemptPage(
  context: GraphContext,
  given: RefusedAttemptsArgs,
): Promise<Page<ListedRefusal>> {
  const { database } = context.deps;
  const overseen = overseenBy(context, 'READ_ACCESS_RECORD');
  const narrowing = { ...(await narrowingOf(context, given)), kind: given.kind ?? null };
  return walkPage(context, {
    list: 'refusedAttempts',
    of: narrowing,
    given,
    read: (_known, after, limit) => database.session((sql) => listRefusals(sql, overseen, narrowing, after, limit)),
    keyOf,
    nodesOf: (rows) => rows,
    count: () => database.session((sql) => countRefusals(sql, overseen, narrowing)),
  });
}

/** A page of what was refused to the viewer themselves. */
export async function ownRefusalPage(context: GraphContext, given: DaysArgs): Promise<Page<ListedRefusal>> {
  const { database } = context.deps;
  const viewer = requireViewer(context);
  const narrowing = { ...(await narrowingOf(context, given)), kind: null };
  return walkPage(context, {
    list: 'ownRefusals',
    of: narrowing,
    given,
    read: (_known, after, limit) => database.session((sql) => listOwnRefusals(sql, viewer, narrowing, after, limit)),
    keyOf,
    nodesOf: (rows) => rows,
    count: () => database.session((sql) => countOwnRefusals(sql, viewer, narrowing)),
  });
}
