import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Watermark } from '../../../src/database/time/change-log.ts';
import type { KnownAt } from '../../../src/database/time/known-at.ts';
import type { PageArgs } from '../../../src/graph/arguments/args.input.ts';
import type { GraphContext } from '../../../src/graph/context.ts';
import { type Keyset, type Page, walkPage } from '../../../src/graph/page/walk-page.ts';
import { runs } from '../../support/runs.ts';
import { testSecrets } from '../../support/test-secrets.ts';

interface Row extends Watermark {
  readonly name: string;
}

const viewer = { staffId: 'a', personId: null, grants: [], purpose: null };
const secrets = testSecrets(1);

/** The context of a register whose last revision is told. */
function contextAt(revision: () => number): GraphContext {
  const query = () => Promise.resolve([{ revision: String(revision()), pending: false }]);
  const database = { session: (work: (sql: object) => unknown) => work({ query }) };
  return { viewer, deps: { secrets, database }, reads: { current: {} } } as unknown as GraphContext;
}

const pageArgs = (given: unknown) => given as PageArgs;

/** A list whose rows come and go: the names of each revision, the last one being now. */
function growingList(
  history: readonly (readonly string[])[],
  options: { readonly pending?: boolean; readonly hidden?: string } = {},
) {
  const reads: { known: KnownAt; after: Keyset | null; limit: number }[] = [];
  const counts: KnownAt[] = [];
  let now = 1;
  const context = contextAt(() => now);
  return {
    reads,
    counts,
    goOn: () => (now = Math.min(now + 1, history.length)),
    page: (
      given: { first?: number | null; after?: string | null },
      of: unknown = null,
      known?: KnownAt,
    ): Promise<Page<string>> =>
      walkPage<Row, string>(context, {
        ...(known === undefined ? {} : { known }),
        ...{ list: 'Query.names', of, given: pageArgs(given), keyOf: ({ name }) => [name] },
        read: (at, after, limit) => {
          reads.push({ known: at, after, limit });
          const names = [...(history[(at === 'NOW' ? now : at) - 1] ?? [])].sort();
          const [last = null] = after ?? [];
          const rows = names.filter((name) => last === null || name > last).slice(0, limit);
          const pending = options.pending ?? false;
          return Promise.resolve(rows.map((name) => ({ name, revision: String(now), pending })));
        },
        nodesOf: (rows) => rows.map(({ name }) => (name === options.hidden ? null : name)),
        count: (at) => {
          counts.push(at);
          return Promise.resolve((history[(at === 'NOW' ? now : at) - 1] ?? []).length);
        },
      }),
  };
}

/** The pages of a walk, of these sizes in turn; something happens between them. */
async function walk(list: ReturnType<typeof growingList>, sizes: readonly number[], between: () => void) {
  const counted = async (page: Page<string>) => ({ ...page, count: await page.totalCount() });
  const pages = [await counted(await list.page({ first: sizes[0] ?? 1 }))];
  for (let last = pages.at(-1); last?.pageInfo.hasNextPage === true; last = pages.at(-1)) {
    between();
    const first = sizes[pages.length % sizes.length] ?? 1;
    pages.push(await counted(await list.page({ first, after: last.pageInfo.endCursor() })));
  }
  return pages;
}

const names = fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 }));

describe('a walk', () => {
  test('by pages of any sizes meets each row of its first page’s revision once, in order, while others change it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(names, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
        fc.infiniteStream(fc.boolean()),
        async (history, sizes, moves) => {
          const [first = []] = history;
          const list = growingList(history);
          const pages = await walk(list, sizes, () => {
            if (moves.next().value === true) list.goOn();
          });
          expect(pages.flatMap(({ nodes }) => nodes)).toEqual([...first].sort());
          for (const { edges, nodes, pageInfo, count } of pages) {
            expect(edges.map(({ node }) => node)).toEqual(nodes);
            expect(pageInfo.endCursor()).toBe(edges.at(-1)?.cursor() ?? null);
            expect(count).toBe(first.length);
          }
        },
      ),
      runs(60, 5000),
    );
  });

  test('goes on from any of its rows', async () => {
    const list = growingList([['a', 'b', 'c', 'd']]);
    const { edges } = await list.page({ first: 3 });
    const rest = await Promise.all(edges.map(async ({ cursor }) => (await list.page({ after: cursor() })).nodes));
    expect(rest).toEqual([['b', 'c', 'd'], ['c', 'd'], ['d']]);
  });

  test('reads one row more than it shows, and once if nothing has changed', async () => {
    const list = growingList([
      ['a', 'b'],
      ['a', 'b', 'c'],
    ]);
    const { pageInfo } = await list.page({ first: 1 });
    expect(list.reads).toEqual([{ known: 'NOW', after: null, limit: 2 }]);
    await list.page({ first: 1, after: pageInfo.endCursor() });
    list.goOn();
    await list.page({ first: 1, after: pageInfo.endCursor() });
    expect(list.reads.slice(1)).toEqual([
      { known: 'NOW', after: ['a'], limit: 2 },
      { known: 'NOW', after: ['a'], limit: 2 },
      { known: 1, after: ['a'], limit: 2 },
    ]);
  });

  test('reads again at its revision while a change has no number yet', async () => {
    const list = growingList([['a']], { pending: true });
    expect((await list.page({})).nodes).toEqual(['a']);
    expect(list.reads.map(({ known }) => known)).toEqual(['NOW', 1]);
  });

  test('counts at its revision, whatever is written before it counts', async () => {
    const list = growingList([['a'], ['a', 'b']]);
    const page = await list.page({});
    expect([await page.totalCount(), list.counts]).toEqual([1, ['NOW']]);
    list.goOn();
    expect([await page.totalCount(), list.counts]).toEqual([1, ['NOW', 'NOW', 1]]);
    const past = await list.page({}, null, 1);
    expect([await past.totalCount(), list.counts.slice(3)]).toEqual([1, [1]]);
  });

  test('of as many rows as a page has ends with it', async () => {
    const { pageInfo } = await growingList([['a', 'b']]).page({ first: 2 });
    expect(pageInfo.hasNextPage).toBe(false);
  });

  test('begins at the revision that is asked for', async () => {
    const list = growingList([['a'], ['a', 'b']]);
    list.goOn();
    const page = await list.page({}, null, 1);
    expect([page.nodes, await page.totalCount()]).toEqual([['a'], 1]);
  });

  test('leaves out rows that the viewer may not see, and goes on after them', async () => {
    const list = growingList([['a', 'b', 'c']], { hidden: 'b' });
    const first = await list.page({ first: 2 });
    expect([first.nodes, first.edges.length, first.pageInfo.hasNextPage]).toEqual([['a'], 1, true]);
    expect(first.pageInfo.startCursor()).toBe(first.edges[0]?.cursor());
    expect(first.pageInfo.hasPreviousPage).toBe(false);
    const second = await list.page({ after: first.pageInfo.endCursor() });
    expect([second.nodes, second.pageInfo.hasNextPage, second.pageInfo.hasPreviousPage]).toEqual([['c'], false, true]);
  });

  test('of no row ends at once, without a cursor', async () => {
    const list = growingList([[]]);
    const { edges, nodes, pageInfo } = await list.page({});
    expect([edges, nodes, pageInfo.hasNextPage, pageInfo.endCursor()]).toEqual([[], [], false, null]);
    expect(pageInfo.startCursor()).toBeNull();
    expect(list.reads).toHaveLength(1);
  });
});

describe('a page', () => {
  test('has 20 rows unless it says how many, at least one and at most 200', async () => {
    const list = growingList([Array.from({ length: 300 }, (_, at) => String(at).padStart(3, '0'))]);
    const size = async (first?: number | null) => (await list.page(first === undefined ? {} : { first })).nodes.length;
    expect([await size(), await size(null), await size(1), await size(200)]).toEqual([20, 20, 1, 200]);
    for (const wrong of [0, -1, 201]) {
      await expect(size(wrong)).rejects.toMatchObject({ extensions: { code: 'INVALID_ARGUMENT', argument: 'first' } });
    }
  });

  test('is refused with a cursor of other arguments or another list, and to nobody', async () => {
    const list = growingList([['a', 'b']]);
    const { pageInfo } = await list.page({ first: 1 }, { filter: 1 });
    const after = pageInfo.endCursor();
    await expect(list.page({ after }, { filter: 2 })).rejects.toMatchObject({ extensions: { code: 'INVALID_CURSOR' } });
    await expect(list.page({ after }, { filter: 1 })).resolves.toMatchObject({ nodes: ['b'] });
    const nobody = { ...contextAt(() => 1), viewer: null };
    const none = { list: '', of: null, given: {} as never, read: () => Promise.resolve([]), keyOf: () => [] };
    const more = { nodesOf: () => [], count: () => Promise.resolve(0) };
    await expect(walkPage(nobody, { ...none, ...more })).rejects.toThrow('nobody');
  });
});
