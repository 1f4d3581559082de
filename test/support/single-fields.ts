import {
  type FieldNode,
  getNamedType,
  type GraphQLField,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** A field of an object type: `Household.region`. */
type Coordinate = string;

/**
 * The documents that select one field of an object alone, by its coordinate: each is what is left of a document when all is
 * taken away that does not lead to the field. A field that takes months is given some.
 */
export function singleFieldDocuments(schema: GraphQLSchema, source: string): ReadonlyMap<Coordinate, string> {
  const operation = parse(source).definitions.find((one): one is OperationDefinitionNode => 'operation' in one);
  const root = operation && schema.getRootType(operation.operation);
  if (operation === undefined || !root) throw new Error('a document has an operation');
  const variables = operation.variableDefinitions?.map(print).join(', ') ?? '';
  const head = `${operation.operation} ${variables === '' ? '' : `(${variables})`}`;
  const found = new Map<Coordinate, string>();
  for (const coordinate of coordinatesIn(schema, root.name, operation.selectionSet)) {
    const selected = prune(schema, root.name, operation.selectionSet, coordinate);
    if (selected !== null) found.set(coordinate, `${head} ${selected}`);
  }
  return found;
}

function coordinatesIn(schema: GraphQLSchema, type: string, { selections }: SelectionSetNode): ReadonlySet<Coordinate> {
  const found = new Set<Coordinate>();
  for (const one of selections) {
    const next = behind(schema, type, one);
    if (one.kind === Kind.FIELD && !one.name.value.startsWith('__')) found.add(`${type}.${one.name.value}`);
    if (next !== null) for (const deeper of coordinatesIn(schema, next.type, next.selectionSet)) found.add(deeper);
  }
  return found;
}

/** The text of the selections that lead to a field; `null` where none does. */
function prune(
  schema: GraphQLSchema,
  type: string,
  { selections }: SelectionSetNode,
  target: Coordinate,
): string | null {
  const kept = selections.flatMap((one) => {
    if (one.kind === Kind.FIELD && `${type}.${one.name.value}` === target) return [alone(schema, type, one)];
    const next = behind(schema, type, one);
    const selected = next && prune(schema, next.type, next.selectionSet, target);
    if (selected === null) return [];
    return [`${one.kind === Kind.FIELD ? fieldHead(one) : `... on ${next?.type ?? ''}`} ${selected}`];
  });
  return kept.length === 0 ? null : `{ ${kept.join(' ')} }`;
}

/** The object type behind a selection, by its name, and what is selected of it; `null` behind a leaf. */
function behind(
  schema: GraphQLSchema,
  type: string,
  one: SelectionNode,
): { readonly type: string; readonly selectionSet: SelectionSetNode } | null {
  if (one.kind === Kind.FRAGMENT_SPREAD || one.selectionSet === undefined) return null;
  const next =
    one.kind === Kind.FIELD
      ? getNamedType(fieldOf(schema, type, one)?.type)?.name
      : (one.typeCondition?.name.value ?? type);
  return isObjectType(schema.getType(next ?? '')) ? { type: next ?? '', selectionSet: one.selectionSet } : null;
}

function fieldOf(schema: GraphQLSchema, type: string, { name }: FieldNode): GraphQLField<unknown, unknown> | undefined {
  const parent = schema.getType(type);
  return isObjectType(parent) ? parent.getFields()[name.value] : undefined;
}

function fieldHead({ alias, name, arguments: given = [] }: FieldNode, more: readonly string[] = []): string {
  const all = [...given.map(print), ...more];
  return `${alias === undefined ? '' : `${alias.value}: `}${name.value}${all.length === 0 ? '' : `(${all.join(', ')})`}`;
}

function alone(schema: GraphQLSchema, type: string, field: FieldNode): string {
  const months = fieldOf(schema, type, field)?.args.filter((arg) => String(arg.type) === 'Month') ?? [];
  const head = fieldHead(
    field,
    months.map(({ name }) => `${name}: "2026-03"`),
  );
  return field.selectionSet === undefined ? head : `${head} { __typename }`;
}
