import type { Action } from '../access/permissions.ts';
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
  return listedPage(context, { list: 'staff', action: 'MANAGE_STAFF', keyOf: ({ code }) => code }, STAFF_LIST, given);
}

/** A page of the proposals that wait, the oldest first. */
export function proposalPage(context: GraphContext, given: PageArgs): Promise<Page<Proposal & WithRights>> {
  const named = { list: 'grantProposals', action: 'MANAGE_STAFF', keyOf: ({ id }: Proposal) => id } as const;
  return listedPage(context, named, PROPOSAL_LIST, given);
}

/** The name of a list in the graph, the action that its readers need, and the key by which it is sorted. */
interface NamedList<T> {
  readonly list: string;
  readonly action: Action;
  readonly keyOf: (row: T) => string;
}

/** A page of a list of what belongs to the unions where the viewer is allowed its action. */
export function listedPage<T>(
  context: GraphContext,
  { list, action, keyOf }: NamedList<T>,
  query: ListQuery<T>,
  given: PageArgs,
): Promise<Page<T & WithRights>> {
  const { database, today } = context.deps;
  const administered = { unions: authorisedUnions(requireViewer(context), action), today };
  const rights = new Set([action]);
  return walkPage(context, {
    list,
    of: null,
    given,
    read: (known, after, limit) =>
      database.session((sql) => readList(sql, query, administered, known, after?.[0] ?? null, limit)),
    keyOf: (row) => [keyOf(row)],
    nodesOf: (rows) => rows.map((row) => ({ ...row, rights })),
    count: (known) => database.session((sql) => countList(sql, query, administered, known)),
  });
}
