import { isDeepStrictEqual } from 'node:util';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import type { Action } from '../../../src/access/permissions.ts';
import type { Sensitivity } from '../../../src/fields/sensitivity.codes.ts';
import { factsShown } from './changed-facts.ts';
import { type Case, maskOf, may, type Scope, territoryOf } from './oracle.ts';
import { scopeOf, SUMS } from './owners.ts';
import { lineOf, UNION_KEYS, type UnionKey, type World } from './world.ts';
import { isListed, needsOf, objectOf, saysOf } from '../schema-walk.ts';

/** An object of an answer. */
export type Plain = Readonly<Record<string, unknown>>;

/** The inputs of the comparison of one viewer's answer with everything on record. */
export interface Compared {
  readonly world: World;
  readonly one: Case;
  /** The actions that the viewer needs to search rows by the arguments. */
  readonly search: readonly Action[];
  /** All ids on record, because a mutation creates other ids each time; `null` if nothing is created. */
  readonly known: ReadonlySet<string> | null;
  /** The answer of a viewer with all rights in the same territory, if there are sums over it. */
  readonly sums: Plain | null;
  /** The paths at which FORBIDDEN is expected. */
  readonly forbidden: Set<string>;
  readonly faults: string[];
  cells: number;
}

/** A field with its type. */
export interface Of {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** The complete value at a path of an answer, and the value that the viewer got. */
interface Values {
  readonly there: unknown;
  readonly value: unknown;
  /** The owner of the parent object; `null` at the root. */
  readonly scope: Scope | null;
  readonly path: string;
}

/** Compares the value of an edge or a root field: a list, a page, or one object. */
export function compareEdge(to: Compared, of: Of, values: Values): void {
  const type = objectOf(of);
  const { there, value, path } = values;
  if (type === null) return;
  if (isListed(of)) compareRows(to, type, values);
  else if (!isPlain(there)) expectSame(to, path, null, value);
  else if (isPage(type) && isPlain(value)) comparePage(to, type, { ...values, there, value });
  else compareOne(to, type, { ...values, there });
}

function compareOne(
  to: Compared,
  type: GraphQLObjectType,
  { there, value, scope, path }: Values & { readonly there: Plain },
): void {
  const own = scopeOf(to.world, type, there, scope);
  const found = scope !== null || to.search.every((action) => may(to.one, action, own));
  if (!found || !isVisible(to, type, own)) {
    expectSame(to, path, null, value);
  } else if (!isPlain(value)) {
    to.faults.push(`${path}: is ${short(value)}, although it is theirs to see`);
  } else {
    compareObject(to, type, SUMS.has(type.name) ? sumOf(to, path) : there, value, { scope: own, path });
  }
}

/** Whether a viewer may see an object at all. */
function isVisible({ one }: Compared, type: GraphQLObjectType, scope: Scope): boolean {
  if (scope.kind === 'staff') return one.staffCode === scope.staffCode;
  const needs = type.name === 'UnionStaffGrant' ? 'MANAGE_STAFF' : saysOf(type).policy;
  return needs === undefined || needs === 'INHERIT' || may(one, needs, scope);
}

/** Compares an object that the viewer may see, field by field. */
function compareObject(
  to: Compared,
  type: GraphQLObjectType,
  golden: Plain,
  actual: Plain,
  { scope, path }: { readonly scope: Scope; readonly path: string },
): void {
  for (const name of Object.keys(golden).filter((key) => key !== '__typename')) {
    const field = type.getFields()[name];
    if (field === undefined) throw new Error(`${type.name} has no ${name}`);
    const values = { there: golden[name], value: actual[name], scope, path: `${path}.${name}` };
    to.cells += 1;
    if (!isAllowed(to, { type, field }, scope)) expectForbidden(to, values);
    else if (name === 'withheld')
      expectSame(to, values.path, withheldOf(to, type, golden, scope), sorted(values.value));
    else if (isFacts(type, name)) compareFacts(to, values);
    else if (objectOf({ field }) === null) compareLeaf(to, sensitivityOf({ type, field }, golden), values);
    else compareEdge(to, { type, field }, values);
  }
}

function isFacts(type: GraphQLObjectType, name: string): boolean {
  return type.name === 'ArchiveChange' && name === 'facts';
}

/** What a change did to facts, where their fields are asked for. */
function compareFacts(to: Compared, { there, value, scope, path }: Values): void {
  const facts = there as readonly Plain[];
  if (scope === null || facts.some((fact) => !Array.isArray(fact['fields']))) return;
  const shown = factsShown(to.one, scope, facts);
  to.cells += facts.length;
  expectSame(to, `${path}.length`, shown.length, (value as readonly unknown[] | null)?.length);
  const actual = (value ?? []) as readonly unknown[];
  for (const [at, fact] of shown.entries()) expectSame(to, `${path}.${at}`, fact, actual[at]);
}

function isAllowed({ one }: Compared, of: Of, scope: Scope): boolean {
  const needs = needsOf(of);
  return needs === undefined || needs === 'INHERIT' || may(one, needs, scope);
}

function expectForbidden(to: Compared, { value, path }: Values): void {
  to.forbidden.add(path);
  expectSame(to, path, null, value);
}

/** The columns of locked tables whose cells are sensitive. */
const SENSITIVE_COLUMNS: Readonly<Record<string, Sensitivity>> = {
  IDENTITY_NUMBER: 'IDENTITY',
  ACCOUNT_NUMBER: 'ACCOUNT',
  TELEPHONE: 'CONTACT',
  BASIS: 'PAYMENT_NOTE',
  NOTE: 'PAYMENT_NOTE',
};

/** The sensitivity of a field; what is in a cell of a table is as sensitive as its column. */
function sensitivityOf({ type, field }: Of, golden: Plain): Sensitivity | undefined {
  const isCell = type.name === 'LockedTableCell' && field.name === 'text';
  return isCell ? SENSITIVE_COLUMNS[String(golden['column'])] : saysOf(field).sensitivity;
}

function compareLeaf(
  to: Compared,
  sensitivity: Sensitivity | undefined,
  values: Values & { readonly scope: Scope },
): void {
  const { there, value, scope, path } = values;
  if (sensitivity !== undefined && there !== null && !isUnmasked(to, sensitivity, scope)) {
    expectSame(to, path, maskOf(there, sensitivity), value);
  } else if (!(isNewId(to, there) && isNewId(to, value))) {
    expectSame(to, path, there, value);
  }
}

/** Whether an id may differ, because a mutation creates another id each time. */
function isNewId({ known }: Compared, value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value) && known?.has(value) === false;
}

function isUnmasked({ one }: Compared, sensitivity: Sensitivity, scope: Scope): boolean {
  return one.purpose && may(one, `UNMASK_${sensitivity}`, scope);
}

/** Returns the sensitive fields of an object that the viewer may see whole, but stated no purpose for. */
function withheldOf(to: Compared, type: GraphQLObjectType, golden: Plain, scope: Scope): readonly string[] {
  const sensitive = Object.values(type.getFields()).filter((field) => {
    const { sensitivity } = saysOf(field);
    if (sensitivity === undefined || !isAllowed(to, { type, field }, scope)) return false;
    return !to.one.purpose && may(to.one, `UNMASK_${sensitivity}`, scope);
  });
  const held = sensitive.map(({ name }) => name).filter((name) => golden[name] !== null && golden[name] !== undefined);
  return held.toSorted();
}

function isPage({ name }: GraphQLObjectType): boolean {
  return name.endsWith('Connection');
}

/** Compares a page: only the viewer's rows, their total, and cursors that end with them. */
function comparePage(
  to: Compared,
  type: GraphQLObjectType,
  { there, value, scope, path }: Values & { readonly there: Plain; readonly value: Plain },
): void {
  const field = type.getFields()['nodes'];
  const node = field === undefined ? null : objectOf({ field });
  const rows = there['nodes'];
  // There is nothing to compare in pages of which only the type name is selected.
  if (node === null || !Array.isArray(rows)) return;
  const values = { there: rows, value: value['nodes'], scope };
  compareRows(to, node, { ...values, path: `${path}.nodes` });
  to.cells += 1;
  const unseen = rows.length - visibleRows(to, node, rows, scope).length;
  if (there['totalCount'] !== undefined) {
    expectSame(to, `${path}.totalCount`, Number(there['totalCount']) - unseen, value['totalCount']);
  }
  if (Array.isArray(there['edges'])) compareEdges(to, node, { there, value, scope, path });
}

/** Compares edges; each belongs to the node at the same index, which determines its owner. */
function compareEdges(
  to: Compared,
  node: GraphQLObjectType,
  { there, value, scope, path }: Values & { readonly there: Plain; readonly value: Plain },
): void {
  const [rows = [], edges = []] = [there['nodes'], there['edges']] as (readonly Plain[])[];
  const shown = (value['edges'] ?? []) as readonly Plain[];
  const seen = visibleRows(to, node, rows, scope);
  expectSame(to, `${path}.edges`, seen.length, shown.length);
  seen.slice(0, shown.length).forEach((row, at) => {
    const [golden, actual] = [edges[rows.indexOf(row)], shown[at]].map((edge) => edge?.['node'] as Plain);
    if (golden === undefined || actual === undefined) return;
    const place = { scope: scopeOf(to.world, node, row, scope), path: `${path}.edges.${at}.node` };
    compareObject(to, node, golden, actual, place);
  });
  to.cells += 1;
  const last = (value['pageInfo'] as Plain | undefined)?.['endCursor'];
  expectSame(to, `${path}.pageInfo.endCursor`, shown.at(-1)?.['cursor'] ?? null, last);
}

/** Compares a list: only the viewer's rows, in the same order. */
function compareRows(to: Compared, type: GraphQLObjectType, { there, value, scope, path }: Values): void {
  if (!Array.isArray(there)) {
    expectSame(to, path, null, value);
    return;
  }
  const seen = visibleRows(to, type, there as readonly Plain[], scope);
  const shown: readonly unknown[] = Array.isArray(value) ? value : [];
  expectSame(to, path, `${seen.length} rows`, Array.isArray(value) ? `${shown.length} rows` : value);
  seen.slice(0, shown.length).forEach((row, at) => {
    const own = scopeOf(to.world, type, row, scope);
    compareObject(to, type, shownAs(to, type, row, at), shown[at] as Plain, { scope: own, path: `${path}.${at}` });
  });
}

/** A row as the viewer is shown it: 序号 counts only the rows that are shown, and small cells are hidden. */
function shownAs({ one }: Compared, { name }: GraphQLObjectType, row: Plain, at: number): Plain {
  if (name === 'RealNameRow' && 'number' in row) return { ...row, number: at + 1 };
  const [key] = (row['keys'] ?? []) as readonly Plain[];
  return name === 'ArchiveStatisticsRow' && key !== undefined
    ? { ...row, figures: (row['figures'] as readonly Plain[]).map((figure) => figureShown(one, key['key'], figure)) }
    : row;
}

/** A figure of the households of a union; all cells of this register are of fewer than five. */
function figureShown(one: Case, union: unknown, figure: Plain): Plain {
  const of = UNION_KEYS.find((key) => key.toUpperCase() === union) ?? 'city';
  const isHidden =
    Number(figure['count'] ?? figure['amount']) !== 0 && !hasAll(one, of, ['READ_HOUSEHOLD', 'READ_PAYMENTS']);
  const { count, amount } = isHidden ? { count: null, amount: null } : figure;
  const cell = !isHidden && opensCells(one) ? figure['cell'] : null;
  return { ...figure, isHidden, count, amount, cell };
}

/** Whether the viewer may count all households that they see, and see their payments. */
function opensCells(one: Case): boolean {
  const mine = territoryOf(one, 'READ_HOUSEHOLD');
  return mine.length > 0 && mine.every((root) => hasAll(one, root, ['READ_STATISTICS', 'READ_PAYMENTS']));
}

function hasAll(one: Case, union: UnionKey, actions: readonly Action[]): boolean {
  return actions.every((action) => lineOf(union).some((above) => territoryOf(one, action).includes(above)));
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

function sumOf({ sums }: Compared, path: string): Plain {
  const found = path
    .split('.')
    .reduce<unknown>((one, key) => (isPlain(one) || Array.isArray(one) ? (one as Plain)[key] : undefined), sums);
  if (!isPlain(found)) throw new Error(`the matrix has no sum at ${path}`);
  return found;
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.map(String).toSorted() : value;
}

function expectSame(to: Compared, path: string, expected: unknown, actual: unknown): void {
  if (isDeepStrictEqual(expected, actual)) return;
  to.faults.push(`${path}: should be ${short(expected)}, is ${short(actual)}`);
}

/** Prints a value for a fault, also `undefined`, which has no JSON. */
function short(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 120);
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
