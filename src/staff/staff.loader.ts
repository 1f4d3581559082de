import { authorisedUnions } from '../access/viewer.ts';
import type { PageArgs } from '../graph/arguments/args.input.ts';
import type { GraphContext } from '../graph/context.ts';
import { type Page, walkPage } from '../graph/page/walk-page.ts';
import { requireViewer } from '../graph/policy/require-viewer.ts';
import type { Proposal } from './grants/proposal.ts';
import { countList, type ListedStaff, type ListQuery, PROPOSAL_LIST, readList, STAFF_LIST } from './staff-list.read.ts';

interface WithRights {
  readonly rights: ReadonlySet<string>;
}

export function staffPage(context: GraphContext, given: PageArgs): Promise<Page<ListedStaff & WithRights>> {
  return page(context, 'staff', STAFF_LIST, given, ({ code }) => code);
}

/** A page of the proposals that wait, the oldest first. */
export function proposalPage(context: GraphContext, given: PageArgs): Promise<Page<Proposal & WithRights>> {
  return page(context, 'grantProposals', PROPOSAL_LIST, given, ({ id }) => id);
}

function page<T>(
  context: GraphContext,
  list: string,
  query: ListQuery<T>,
  given: PageArgs,
  sortKey: (row: T) => string,
): Promise<Page<T & WithRights>> {
  const { database, today } = context.deps;
  const administered = { unions: authorisedUnions(requireViewer(context), 'MANAGE_STAFF'), today };
  return walkPage(context, {
    list,
    of: null,
    given,
    read: (known, after, limit) =>
      database.session((sql) => readList(sql, query, administered, known, after?.[0] ?? null, limit)),
    keyOf: (row) => [sortKey(row)],
    nodesOf: (rows) => rows.map((row) => ({ ...row, rights: RIGHTS })),
    count: (known) => database.session((sql) => countList(sql, query, administered, known)),
  });
}

const RIGHTS: ReadonlySet<string> = new Set(['MANAGE_STAFF']);
