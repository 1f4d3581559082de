import { sharedTextLoader } from '../graph/batch/batch.ts';
import type { GraphContext } from '../graph/context.ts';
import { parsePlainId } from '../graph/arguments/ids.ts';
import { type Page, walkPage } from '../graph/page/walk-page.ts';
import type { PageArgs } from '../graph/arguments/args.input.ts';
import { type DivisionNameRow, listDivisionNames } from './divisions/division-name.read.ts';
import {
  ANY_UNION,
  countUnions,
  listRegions,
  listUnions,
  type RegionRow,
  type UnionFilter,
  type UnionRow,
} from './union.read.ts';

const ALL = { known: 'NOW', after: null, limit: null } as const;

const unionsById = unionsBy('ids', ({ id }) => id);
const unionsByCode = unionsBy('codes', ({ code }) => code);
const unionsByParent = unionsBy('parents', ({ parentId }) => parentId ?? '');

function unionsBy(by: 'ids' | 'codes' | 'parents', rowKey: (row: UnionRow) => string) {
  return sharedTextLoader(async (sql, keys, { today }) =>
    Map.groupBy(await listUnions(sql, { ...ANY_UNION, [by]: keys }, { ...ALL, today }), rowKey),
  );
}

const namesByDivision = sharedTextLoader(async (sql, codes) =>
  Map.groupBy(await listDivisionNames(sql, codes), ({ code }) => code),
);

/** The names of a division, the first one first. */
export async function loadDivisionNames(context: GraphContext, code: string): Promise<readonly DivisionNameRow[]> {
  return (await namesByDivision(context).load(code)) ?? [];
}

const regions = sharedTextLoader(async (sql, codes, { today }) => {
  const rows = await listRegions(sql, codes, today);
  return new Map(rows.map((row) => [row.code, row]));
});

export async function loadUnion(context: GraphContext, id: string | null): Promise<UnionRow | null> {
  return id === null ? null : ((await unionsById(context).load(id))?.[0] ?? null);
}

export async function loadUnionByCode(context: GraphContext, code: string): Promise<UnionRow | null> {
  return (await unionsByCode(context).load(code))?.[0] ?? null;
}

export function loadUnionByKey(context: GraphContext, key: string): Promise<UnionRow | null> {
  const id = parsePlainId(key);
  return id === null ? loadUnionByCode(context, key) : loadUnion(context, id);
}

/** The unions directly under one. They are not paged: there are a few hundred at most. */
export async function loadChildUnions(context: GraphContext, id: string): Promise<readonly UnionRow[]> {
  return (await unionsByParent(context).load(id)) ?? [];
}

export function loadRegion(context: GraphContext, code: string | null): Promise<RegionRow | null> {
  return code === null ? Promise.resolve(null) : regions(context).load(code);
}

export function allRegions({ deps }: GraphContext): Promise<readonly RegionRow[]> {
  return deps.database.session((sql) => listRegions(sql, null, deps.today));
}

export function unionPage(context: GraphContext, filter: UnionFilter, given: PageArgs): Promise<Page<UnionRow>> {
  const { database, today } = context.deps;
  return walkPage(context, {
    list: 'tradeUnions',
    of: filter,
    given,
    read: (known, after, limit) =>
      database.session((sql) => listUnions(sql, filter, { known, today, after: after?.[0] ?? null, limit })),
    keyOf: ({ code }) => [code],
    nodesOf: (rows) => rows,
    count: (known) => database.session((sql) => countUnions(sql, filter, known, today)),
  });
}
