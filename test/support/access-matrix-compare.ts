import { isDeepStrictEqual } from 'node:util';
import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Action } from '../../src/access/permissions.ts';
import { type Case, maskOf, may, type Scope } from './access-matrix-oracle.ts';
import { scopeOf, SUMS } from './access-matrix-owners.ts';
import type { World } from './access-matrix-world.ts';
import { isListed, needsOf, objectOf, saysOf } from './schema-walk.ts';

/** An object as an answer has it. */
export type Plain = Readonly<Record<string, unknown>>;

/** What one viewer got through one door, held against what there is. */
export interface Compared {
  readonly world: World;
  /** The schema as it should be, whatever is asked. */
  readonly schema: GraphQLSchema;
  readonly one: Case;
  /** What rows are searched by, all of which one must be allowed to read. */
  readonly search: readonly Action[];
  /** Every id on record; of what a mutation makes the ids differ each time. `null`: nothing is made. */
  readonly known: ReadonlySet<string> | null;
  /** The answer of whoever may do everything in the same territory, where there are sums over it. */
  readonly sums: Plain | null;
  /** Paths that must have answered FORBIDDEN. */
  readonly forbidden: Set<string>;
  readonly faults: string[];
  cells: number;
}

/** Whether a viewer may see an object at all. */
export function isVisible({ one }: Pick<Compared, 'one'>, type: GraphQLObjectType, scope: Scope): boolean {
  if (scope.kind === 'staff') return one.staffCode === scope.staffCode;
  const needs = type.name === 'Grant' ? 'MANAGE_STAFF' : saysOf(type).policy;
  return needs === undefined || needs === 'INHERIT' || may(one, needs, scope);
}

/** Compares an object that the viewer may see, field by field. */
export function compareObject(
  to: Compared,
  type: GraphQLObjectType,
  golden: Plain,
  actual: Plain,
  scope: Scope | null,
  path: string,
): void {
  if (type.name.endsWith('Connection')) {
    comparePage(to, type, golden, actual, scope, path);
    return;
  }
  if (scope === null) throw new Error(`the matrix does not know whose a ${type.name} is`);
  for (const name of Object.keys(golden).filter((key) => key !== '__typename')) {
    const field = type.getFields()[name];
    if (field === undefined) throw new Error(`${type.name} has no ${name}`);
    compareField(to, { type, field }, { golden, actual, scope, path: `${path}.${name}` });
  }
}

interface Place {
  readonly golden: Plain;
  readonly actual: Plain;
  readonly scope: Scope;
  readonly path: string;
}

interface Of {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

function compareField(to: Compared, of: Of, { golden, actual, scope, path }: Place): void {
  const { type, field } = of;
  to.cells += 1;
  const value = actual[field.name];
  const there = golden[field.name];
  const needs = needsOf(of);
  if (needs !== undefined && needs !== 'INHERIT' && !may(to.one, needs, scope)) {
    to.forbidden.add(path);
    expectSame(to, path, null, value);
  } else if (field.name === 'withheld') {
    expectSame(to, path, withheldOf(to, type, golden, scope), sorted(value));
  } else if (objectOf(of) === null) {
    compareLeaf(to, of, { there, value, scope, path });
  } else {
    compareEdge(to, of, { there, value, scope, path });
  }
}

interface Values {
  readonly there: unknown;
  readonly value: unknown;
  /** Where the edge was reached from; `null` at the root. */
  readonly scope: Scope | null;
  readonly path: string;
}

function compareLeaf(
  to: Compared,
  { field }: Of,
  { there, value, scope, path }: Values & { readonly scope: Scope },
): void {
  const { sensitivity } = saysOf(field);
  if (sensitivity !== undefined && there !== null && !isUnmasked(to, sensitivity, scope)) {
    expectSame(to, path, maskOf(there, sensitivity), value);
  } else if (['cursor', 'endCursor'].includes(field.name)) {
    expectSame(to, path, typeof there, typeof value);
  } else if (!isNew(to, there, value)) {
    expectSame(to, path, there, value);
  }
}

/** What a mutation made has another id each time. */
function isNew({ known }: Compared, there: unknown, value: unknown): boolean {
  const isUnknownId = (one: unknown) =>
    typeof one === 'string' && /^[0-9a-f-]{36}$/.test(one) && known?.has(one) === false;
  return isUnknownId(there) && isUnknownId(value);
}

/** Compares what an edge or a root field leads to: a list, a page, or one object. */
export function compareEdge(to: Compared, of: Of, { there, value, scope, path }: Values): void {
  const type = objectOf(of);
  if (type === null) return;
  if (isListed(of)) {
    compareRows(to, type, { there: there as readonly Plain[] | null, value, scope, path });
    return;
  }
  if (there === null || there === undefined) {
    expectSame(to, path, null, value);
    return;
  }
  if (type.name.endsWith('Connection') && isPlain(value)) {
    comparePage(to, type, there as Plain, value, scope, path);
    return;
  }
  const own = scopeOf(to.world, type, there as Plain, scope);
  const found = scope !== null || to.search.every((action) => may(to.one, action, own));
  if (!found || !isVisible(to, type, own)) expectSame(to, path, null, value);
  else if (isPlain(value))
    compareObject(to, type, SUMS.has(type.name) ? sumOf(to, path) : (there as Plain), value, own, path);
  else to.faults.push(`${path}: is ${JSON.stringify(value)}, although it is theirs to see`);
}

function sumOf({ sums }: Compared, path: string): Plain {
  const found = path.split('.').reduce<unknown>((one, key) => (isPlain(one) ? one[key] : undefined), sums);
  if (!isPlain(found)) throw new Error(`the matrix has no sum at ${path}`);
  return found;
}

function compareRows(
  to: Compared,
  type: GraphQLObjectType,
  { there, value, scope, path }: Values & { readonly there: readonly Plain[] | null },
): void {
  const seen = visibleRows(to, type, there ?? [], scope);
  if (there === null || !Array.isArray(value) || value.length !== seen.length) {
    expectSame(
      to,
      path,
      there === null ? null : `${seen.length} rows`,
      Array.isArray(value) ? `${value.length} rows` : value,
    );
    return;
  }
  seen.forEach((each, at) => {
    // 序号 runs through the rows that are shown.
    const row = type.name === 'RealNameRow' && 'number' in each ? { ...each, number: at + 1 } : each;
    const own = scopeOf(to.world, type, row, scope);
    compareObject(
      to,
      type,
      row,
      value[at] as Plain,
      own,
      path.includes('#') ? path.replace('#', String(at)) : `${path}.${at}`,
    );
  });
}

function visibleRows(
  to: Compared,
  type: GraphQLObjectType,
  rows: readonly Plain[],
  scope: Scope | null,
): readonly Plain[] {
  return rows.filter((row) => {
    const own = scopeOf(to.world, type, row, scope);
    return isVisible(to, type, own) && to.search.every((action) => may(to.one, action, own));
  });
}

/** A page: the rows that are theirs, and a total of just those. */
function comparePage(
  to: Compared,
  type: GraphQLObjectType,
  golden: Plain,
  actual: Plain,
  scope: Scope | null,
  path: string,
): void {
  const field = type.getFields()['nodes'];
  const node = field === undefined ? null : objectOf({ field });
  const rows = golden['nodes'] as readonly Plain[] | undefined;
  if (node === null || field === undefined || rows === undefined) return;
  const seen = visibleRows(to, node, rows, scope);
  compareRows(to, node, { there: rows, value: actual['nodes'], scope, path: `${path}.nodes` });
  to.cells += 3;
  if (golden['totalCount'] !== undefined) {
    const unseen = rows.length - seen.length;
    expectSame(to, `${path}.totalCount`, Number(golden['totalCount']) - unseen, actual['totalCount']);
  }
  const edges = golden['edges'] as readonly Plain[] | undefined;
  if (edges === undefined) return;
  const shown = (actual['edges'] ?? []) as readonly Plain[];
  compareRows(to, node, {
    ...{ there: edges.map((edge) => edge['node'] as Plain), value: shown.map((edge) => edge['node']) },
    ...{ scope, path: `${path}.edges.#.node` },
  });
  const end = (actual['pageInfo'] as Plain | undefined)?.['endCursor'];
  expectSame(to, `${path}.pageInfo.endCursor`, seen.length === 0 ? null : shown.at(-1)?.['cursor'], end);
}

function isUnmasked(
  { one }: Compared,
  sensitivity: NonNullable<ReturnType<typeof saysOf>['sensitivity']>,
  scope: Scope,
) {
  return one.purpose && may(one, `UNMASK_${sensitivity}`, scope);
}

/** What an object has that is sensitive, may be asked for, and is not shown whole. */
function withheldOf(to: Compared, type: GraphQLObjectType, golden: Plain, scope: Scope): readonly string[] {
  return Object.values(type.getFields())
    .filter((field) => {
      const { sensitivity } = saysOf(field);
      const needs = needsOf({ type, field });
      const allowed = needs === undefined || needs === 'INHERIT' || may(to.one, needs, scope);
      if (sensitivity === undefined || !allowed || isUnmasked(to, sensitivity, scope)) return false;
      return golden[field.name] !== null && golden[field.name] !== undefined;
    })
    .map(({ name }) => name)
    .sort();
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).sort() : value;
}

function expectSame(to: Compared, path: string, expected: unknown, actual: unknown): void {
  if (isDeepStrictEqual(expected, actual)) return;
  to.faults.push(`${path}: should be ${short(expected)}, is ${short(actual)}`);
}

function short(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 120);
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null;
}
