import { readWatermark, type Watermark } from '../../database/time/change-log.ts';
import DataLoader from 'dataloader';
import type { KnownAt } from '../../database/time/known-at.ts';
import { readAtOneRevision } from '../../database/time/one-revision.ts';
import type { PageArgs } from '../arguments/args.input.ts';
import type { GraphContext } from '../context.ts';
import { perRequest } from '../batch/per-request.ts';
import { graphError } from '../error.ts';
import { LIMITS } from '../limits.ts';
import { requireViewer } from '../policy/require-viewer.ts';
import { openCursor, signCursor } from './cursor.ts';

const FIRST = 20;

/** The values by which a row is sorted, which tell it from every other row of its list. */
export type Keyset = readonly (string | null)[];

/** A page of the graph; a cursor is signed when its field is resolved. */
export interface Page<Node> {
  readonly edges: readonly { readonly node: Node; readonly cursor: () => string }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: () => string | null;
    readonly endCursor: () => string | null;
  };
  readonly totalCount: () => Promise<number>;
}

/** A list that is shown in pages (forward Relay connections). All pages of a walk are of one revision (DESIGN, section 3). */
interface List<Row, Node> {
  /** The coordinate of the field. A cursor is valid for this list, `of` and the viewer only. */
  readonly list: string;
  /** The filter, order and other arguments that determine the rows, as JSON. */
  readonly of: unknown;
  readonly given: PageArgs;
  /** The revision that the first page asks for; now when left out. */
  readonly known?: KnownAt;
  /** Reads at most `limit` rows that follow a keyset, at a revision; `walk` is that of the first page, or what it asks for. */
  readonly read: (known: KnownAt, after: Keyset | null, limit: number, walk: KnownAt) => Promise<readonly Row[]>;
  readonly keyOf: (row: Row) => Keyset;
  /** Loads the nodes of rows, in their order, through the loaders that authorise them; `null` is left out of the page. */
  readonly nodesOf: (
    rows: readonly Row[],
    known: KnownAt,
  ) => readonly (Node | null)[] | Promise<readonly (Node | null)[]>;
  readonly count: (known: KnownAt, walk: number) => Promise<number>;
}

/** Reads a page of a list. Errors: UNAUTHENTICATED, INVALID_ARGUMENT (`first`), INVALID_CURSOR. */
export async function walkPage<Row extends Watermark, Node>(
  context: GraphContext,
  { list, of, given, known: asked = 'NOW', read, keyOf, nodesOf, count }: List<Row, Node>,
): Promise<Page<Node>> {
  const { secrets } = context.deps;
  const walk = { list, of, viewer: requireViewer(context) };
  const size = pageSize(given.first);
  const position = openCursor(secrets, walk, given.after);
  const begun = position?.revision ?? asked;
  const { rows, revision, known } = await readAtOneRevision(begun, (at) =>
    read(at, position?.after ?? null, size + 1, begun),
  );
  const shown = rows.slice(0, size);
  const cursor = (row: Row) => signCursor(secrets, walk, { after: keyOf(row), revision });
  const cursorOf = (row: Row | undefined) => (row === undefined ? null : cursor(row));
  const nodes = await nodesOf(shown, known);
  const edges = shown.flatMap((row, at) => {
    const node = nodes[at] ?? null;
    return node === null ? [] : [{ node, cursor: () => cursor(row) }];
  });
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: position !== null,
      startCursor: () => cursorOf(shown.at(0)),
      endCursor: () => cursorOf(shown.at(-1)),
    },
    totalCount: () => countAt(context, count, { known, revision }),
  };
}

/** Whether a revision is still the last one: one statement for all who ask at the same moment, whose answer is not kept. */
const stillAt = perRequest(({ deps }) => {
  const answerAll = async (revisions: readonly number[]) => {
    const { revision, pending } = await deps.database.session(readWatermark);
    return revisions.map((one) => !pending && one === revision);
  };
  return new DataLoader<number, boolean>(answerAll, { cache: false });
});

/** Counts the rows at the revision of the page, although others may have written since it was read. */
async function countAt(
  context: GraphContext,
  count: (known: KnownAt, walk: number) => Promise<number>,
  { known, revision }: { readonly known: KnownAt; readonly revision: number },
): Promise<number> {
  const total = await count(known, revision);
  if (known !== 'NOW' || (await stillAt(context).load(revision))) return total;
  return count(revision, revision);
}

/** The number of rows of a page, from the argument `first`. */
function pageSize(first: number | null | undefined): number {
  const size = first ?? FIRST;
  if (size < 1 || size > LIMITS.first) throw graphError('INVALID_ARGUMENT', { argument: 'first' });
  return size;
}
