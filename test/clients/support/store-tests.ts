import { deepStrictEqual, match, notDeepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Answer, dataOf, householdAt, plain } from './ask.ts';
import { type DocumentName, documents, PAGE } from './documents.ts';
import { platform, tokenOf } from './platform.ts';
import { openProxy, withoutTimes } from './proxy.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** A list of which further pages are asked. */
export interface List {
  readonly next: () => Promise<void>;
  /** The ids of all rows that are shown. */
  readonly ids: () => readonly string[];
}

/** A client with a normalised store. */
export interface Store {
  /** Asks the platform, puts the answer into the store and shows it from there. */
  readonly ask: (name: DocumentName, variables: Variables) => Promise<Answer>;
  /** What the store alone shows. */
  readonly shown: (name: DocumentName, variables: Variables) => Promise<unknown>;
  /** Sees what a question shows, whenever that changes. */
  readonly watch: (name: DocumentName, variables: Variables, see: (data: unknown) => void) => () => void;
  /** The first page of the list of households, three a page, as of a day or today. */
  readonly list: (asOf: string | null) => Promise<List>;
}

export type MakeStore = (url: string, token: string) => Store;

const DAYS = ['2023-06-30', '2026-06-30', null] as const;
const dayAt = (id: string, asOf: string | null) => ({ id, asOf });

interface Figures {
  readonly id: string;
  readonly asOf: string;
  readonly assets: { readonly savings: string };
  readonly totals: { readonly perCapitaMonthly: string };
}

/**
 * What the platform says without any client. The first day has figures of another survey, and every view names its own day, so
 * that a store that mixes the days is found out.
 */
async function figuresOf(id: string): Promise<Readonly<Record<'a' | 'b' | 'today', Figures>>> {
  const views = (await dataOf(documents.documentsViewsQuery, { id })) as Record<'a' | 'b' | 'today', Figures>;
  const shown = [views.a, views.b, views.today];
  strictEqual(new Set(shown.map(({ asOf }) => asOf)).size, 3);
  const [first, ...later] = shown.map(({ totals }) => totals.perCapitaMonthly);
  for (const figure of later) notDeepStrictEqual(figure, first);
  return views;
}

/** Tries a store with the household at a place of the sample, which no other store changes. */
export function testStore(name: string, place: number, make: MakeStore): void {
  const clerk = () => make(platform().url, tokenOf('clerk'));
  let id = '';

  describe(name, () => {
    before(async () => {
      id = await householdAt(place);
    });

    test('shows three days of a household in one document', async () => {
      const views = await figuresOf(id);
      const store = clerk();
      deepStrictEqual(plain(await store.ask('documentsViewsQuery', { id })), { data: views });
      deepStrictEqual(plain(await store.shown('documentsViewsQuery', { id })), views);
    });

    test('shows three days that were asked one after the other', async () => {
      const store = clerk();
      for (const asOf of DAYS) await store.ask('documentsDayQuery', dayAt(id, asOf));
      for (const asOf of DAYS) {
        const said = await dataOf(documents.documentsDayQuery, dayAt(id, asOf));
        deepStrictEqual(plain(await store.shown('documentsDayQuery', dayAt(id, asOf))), said);
      }
    });

    test('asks again for what an id names', async () => {
      const { a } = await figuresOf(id);
      const { data } = await clerk().ask('documentsNodeQuery', { id: a.id });
      deepStrictEqual(plain(data), { node: { id: a.id, asOf: a.asOf, assets: a.assets } });
    });

    test('shows what two questions asked of an object without an id', async () => {
      const store = clerk();
      await store.ask('documentsSavingsQuery', { id });
      await store.ask('documentsShopQuery', { id });
      const said = await dataOf(documents.documentsSavingsQuery, { id });
      deepStrictEqual(plain(await store.shown('documentsSavingsQuery', { id })), said);
    });

    test('shows two lists page by page, and neither in the other', async () => {
      const store = clerk();
      const days = [null, '2023-06-30'];
      const lists = await Promise.all(days.map(async (asOf) => store.list(asOf)));
      for (const list of lists) await list.next();
      for (const list of lists) await list.next();
      const said = await Promise.all(days.map(walk));
      deepStrictEqual(
        lists.map((list) => list.ids()),
        said,
      );
      match(said[1]?.[0] ?? '', /@2023-06-30$/);
    });

    testCount(clerk);
    testMissing(clerk);
    testTables(() => make(platform().url, tokenOf('finance')));
    testMutation(clerk, () => id);
    testPlanted(make, () => id);
    testRefusal(
      () => make(platform().url, tokenOf('finance')),
      () => id,
    );
  });
}

/** The ids of the first three pages. */
async function walk(asOf: string | null): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 3; page += 1) {
    const { households } = (await dataOf(PAGE, { asOf, after: cursor })) as { households: Page };
    ids.push(...households.edges.map(({ node }) => node.id));
    cursor = households.pageInfo.endCursor;
  }
  strictEqual(new Set(ids).size, 9);
  return ids;
}

/** A page of households. */
export interface Page {
  readonly edges: readonly { readonly node: { readonly id: string } }[];
  readonly pageInfo: { readonly endCursor: string };
}

/** Stores that merge pages have lost a list of which only the number was asked before. */
function testCount(make: () => Store): void {
  test('shows a list of which only the number was known', async () => {
    const store = make();
    const said = await dataOf(documents.documentsCountQuery);
    deepStrictEqual(plain((await store.ask('documentsCountQuery', {})).data), said);
    const list = await store.list(null);
    await list.next();
    strictEqual(list.ids().length, 6);
    deepStrictEqual(plain(await store.shown('documentsCountQuery', {})), said);
  });
}

/** Two facts of one household are missing. */
function testMissing(make: () => Store): void {
  test('shows everything that a decision lacks of one record', async () => {
    const said = (await dataOf(documents.documentsMissingQuery)) as { household: Lacking };
    const { id, eligibility } = said.household;
    deepStrictEqual(
      eligibility.missing.map(({ path, recordId }) => [path, recordId]),
      [
        ['assets.commercialProperty', id],
        ['assets.employsOthers', id],
      ],
    );
    const store = make();
    await store.ask('documentsMissingQuery', {});
    deepStrictEqual(plain(await store.shown('documentsMissingQuery', {})), said);
  });
}

interface Lacking {
  readonly id: string;
  readonly eligibility: { readonly missing: readonly { readonly path: string; readonly recordId: string }[] };
}

/** A payment has another number in the table of its source than in that of all sources. */
function testTables(make: () => Store): void {
  test('shows two tables that have rows in common', async () => {
    const said = await dataOf(documents.documentsTablesQuery, {}, 'finance');
    const { all, central } = said as Readonly<Record<'all' | 'central', Table>>;
    const numbers = new Map(all.rows.nodes.map(({ disbursementId, number }) => [disbursementId, number]));
    ok(central.rows.nodes.some(({ disbursementId, number }) => numbers.get(disbursementId) !== number));
    const store = make();
    await store.ask('documentsTablesQuery', {});
    deepStrictEqual(plain(await store.shown('documentsTablesQuery', {})), said);
  });
}

interface Table {
  readonly rows: { readonly nodes: readonly { readonly disbursementId: string; readonly number: number }[] };
}

function testMutation(make: () => Store, idOf: () => string): void {
  test('shows what a mutation answers in the view of today, and not in that of a past day', async () => {
    const id = idOf();
    const store = make();
    const { a, today } = await figuresOf(id);
    await store.ask('documentsDayQuery', dayAt(id, '2023-06-30'));
    await store.ask('documentsDayQuery', dayAt(id, null));
    const seen: unknown[] = [];
    const stop = store.watch('documentsDayQuery', dayAt(id, null), (data) => seen.push(data));
    const savings = today.assets.savings === '4321.00' ? '1234.00' : '4321.00';
    const { data } = await store.ask('documentsRecordMutation', { input: inputOf(id, today.asOf, savings) });
    const { changeHousehold } = data as { changeHousehold: { problems: unknown } };
    deepStrictEqual(changeHousehold.problems, []);
    await new Promise((resolve) => setTimeout(resolve, 100));
    stop();
    const savingsIn = (shown: unknown) => (shown as { household: Figures }).household.assets.savings;
    strictEqual(savingsIn(seen.at(-1)), savings);
    strictEqual(savingsIn(await store.shown('documentsDayQuery', dayAt(id, null))), savings);
    strictEqual(savingsIn(await store.shown('documentsDayQuery', dayAt(id, '2023-06-30'))), a.assets.savings);
    notDeepStrictEqual(a.assets.savings, savings);
  });
}

function inputOf(householdId: string, from: string, savings: string) {
  return { householdId, from, state: { savings } };
}

/** That the tests above can fail. */
function testPlanted(make: MakeStore, idOf: () => string): void {
  test('would mix the days if ids had no times', async (context) => {
    // Relay says what it overwrites.
    context.mock.method(console, 'error', () => undefined);
    const proxy = await openProxy(withoutTimes);
    after(proxy.close);
    const views = await figuresOf(idOf());
    const store = make(proxy.url, tokenOf('clerk'));
    await store.ask('documentsViewsQuery', { id: idOf() });
    const shown = (await store.shown('documentsViewsQuery', { id: idOf() })) as typeof views;
    strictEqual(shown.a.asOf, shown.b.asOf);
    strictEqual(shown.a.totals.perCapitaMonthly, shown.b.totals.perCapitaMonthly);
    notDeepStrictEqual(shown.a.totals.perCapitaMonthly, views.a.totals.perCapitaMonthly);
  });
}

function testRefusal(make: () => Store, idOf: () => string): void {
  test('shows the rest of an answer of which one field is refused, and says so', async () => {
    const { data, errors = [] } = await make().ask('documentsPartialQuery', { id: idOf() });
    const { regions, household } = data as {
      regions: readonly unknown[];
      household: Readonly<Record<string, unknown>>;
    };
    ok(regions.length > 0);
    deepStrictEqual(plain(household), { id: idOf(), region: '410502', totals: null });
    deepStrictEqual(
      errors.map(({ extensions }) => extensions?.['code']),
      ['FORBIDDEN'],
    );
  });
}
