import type { GraphContext } from '../graph/context.ts';
import { graphError } from '../graph/error.ts';
import { type Page, makePage, pageSize, openCursor, type Walk } from '../graph/page.ts';
import type { Sql } from '../database/database.ts';
import { authorisedUnions } from '../access/viewer.ts';
import type { Proposal } from './grants/proposal.ts';
import { grantProposals, type ListedStaff, type ListRange, staffList } from './staff-list.read.ts';

interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/** Far more than the staff of an office. */
const ALL = 100_000;

/** Returns a page of the staff that an administrator sees, in the order of their codes. */
export function staffPage(context: GraphContext, given: PageArguments): Promise<Page<ListedStaff>> {
  return page(context, 'staff', given, staffList, ({ code }) => code);
}

/** Returns a page of the proposals that wait for confirmation, the oldest first. */
export function proposalPage(context: GraphContext, given: PageArguments): Promise<Page<Proposal>> {
  return page(context, 'grantProposals', given, grantProposals, ({ id }) => id);
}

async function page<T>(
  { deps, viewer }: GraphContext,
  list: string,
  { first, after }: PageArguments,
  read: (sql: Sql, part: ListRange) => Promise<readonly T[]>,
  sortKey: (row: T) => string,
): Promise<Page<T & { readonly rights: ReadonlySet<string> }>> {
  const { database, secrets, today } = deps;
  if (viewer === null) throw graphError('UNAUTHENTICATED');
  const walk: Walk = { list, of: null, viewer };
  const size = pageSize(first);
  const position = openCursor(secrets, walk, after);
  const unions = authorisedUnions(viewer, 'MANAGE_STAFF');
  const part = (from: string | null, most: number) =>
    database.session((sql) => read(sql, { unions, today, after: from, first: most }));
  const rows = await part(position?.after[0] ?? null, size + 1);
  const keyed = rows.map((row) => ({ node: { ...row, rights: RIGHTS }, key: [sortKey(row)] }));
  return makePage(secrets, walk, size, { rows: keyed, revision: 0 }, async () => (await part(null, ALL)).length);
}

const RIGHTS: ReadonlySet<string> = new Set(['MANAGE_STAFF']);
