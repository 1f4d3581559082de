import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { invariant } from '../kernel/invariant.ts';
import { refuseList } from './refuse-list.loader.ts';

/** The selections of objects of one type. */
export interface Selected {
  readonly type: GraphQLNamedType;
  readonly set: SelectionSetNode;
}

/** The list of a query. Its paths are of response names. */
export interface FoundList {
  readonly node: FieldNode;
  /** The path from the root to the list. */
  readonly path: readonly string[];
  /** The path from the list to its rows. */
  readonly rowPath: readonly string[];
  readonly rows: Selected;
  /** The terms of the fields that lead to it. */
  readonly terms: readonly string[];
}

/** Finds the list with pages to which a query leads on a path of single fields; refuses every other query. */
export function findList(schema: GraphQLSchema, { selectionSet }: OperationDefinitionNode): FoundList {
  const path: string[] = [];
  const terms: string[] = [];
  let at = single({ type: schema.getQueryType() as GraphQLNamedType, set: selectionSet }, schema, path);
  for (;;) {
    const { field, node } = at;
    path.push(responseName(node));
    terms.push(termOf(field.description));
    const type = getNamedType(field.type);
    if (isConnection(type)) return { node, path, terms, ...findRows(schema, { type, node }, path) };
    if (isListType(getNullableType(field.type))) refuseList(path, 'PLAIN');
    if (node.selectionSet === undefined) refuseList(path, 'NO_LIST');
    at = single({ type, set: node.selectionSet }, schema, path);
  }
}

/** The only field of a selection set, whatever type it is narrowed to on the way. */
function single({ type, set }: Selected, schema: GraphQLSchema, path: readonly string[]) {
  const [only, ...others] = set.selections.filter(isWanted);
  if (only === undefined || others.length > 0) refuseList(path, 'PATH');
  if (only.kind === Kind.FRAGMENT_SPREAD) refuseList([...path, `...${only.name.value}`], 'SPREAD');
  if (only.kind === Kind.FIELD) return { node: only, field: fieldNamed(type, only.name.value) };
  return single(narrowed(schema, type, only), schema, path);
}

interface Connection {
  readonly type: GraphQLNamedType;
  readonly node: FieldNode;
}

function findRows(schema: GraphQLSchema, { type, node }: Connection, path: readonly string[]) {
  const paging = node.arguments?.find(({ name }) => name.value === 'first' || name.value === 'after');
  if (paging !== undefined) refuseList([...path, paging.name.value], 'PAGING');
  const rowPath: string[] = [];
  let rows = rowsWithin({ type, set: requireSet(node) }, path);
  rowPath.push(responseName(rows.node));
  if (rows.node.name.value === 'edges') {
    rows = rowsWithin({ type: rows.type, set: requireSet(rows.node) }, [...path, ...rowPath]);
    rowPath.push(responseName(rows.node));
  }
  return { rowPath, rows: { type: rows.type, set: requireSet(rows.node) } };
}

/** The field of a connection or of its edges that leads to its rows. */
function rowsWithin({ type, set }: Selected, path: readonly string[]): Connection {
  const [only, ...others] = set.selections.filter(isWanted);
  if (only?.kind !== Kind.FIELD || others.length > 0) refuseList(path, 'ROWS');
  if (!['nodes', 'edges', 'node'].includes(only.name.value)) refuseList([...path, responseName(only)], 'ROWS');
  return { node: only, type: getNamedType(fieldNamed(type, only.name.value).type) };
}

/** The selections of a fragment with the type to which it narrows objects of a type. */
export function narrowed(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  { typeCondition, selectionSet: set }: FragmentParts,
): Selected {
  const narrow = typeCondition === undefined ? type : schema.getType(typeCondition.name.value);
  invariant(narrow !== undefined, 'a fragment of a valid document is of a type of the schema');
  return { type: narrow, set };
}

interface FragmentParts {
  readonly typeCondition?: { readonly name: { readonly value: string } } | undefined;
  readonly selectionSet: SelectionSetNode;
}

/** Whether a selection asks for something; clients add `__typename` by themselves. */
export function isWanted(selection: SelectionNode): boolean {
  return selection.kind !== Kind.FIELD || selection.name.value !== '__typename';
}

export function isConnection(type: GraphQLNamedType): boolean {
  if (!isObjectType(type)) return false;
  const fields = type.getFields();
  return ['nodes', 'edges', 'pageInfo'].every((name) => fields[name] !== undefined);
}

export function fieldNamed(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  invariant(field !== undefined, 'a field of a valid document is one of its type');
  return field;
}

export function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/** The Chinese term with which a description begins. */
export function termOf(description: string | null | undefined): string {
  return /^[^。（]*/.exec(description ?? '')?.[0] ?? '';
}

function requireSet({ selectionSet }: FieldNode): SelectionSetNode {
  invariant(selectionSet !== undefined, 'an object of a valid document has selections');
  return selectionSet;
}
