import {
  type FieldNode,
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
  const head = operationHead(operation);
  const found = new Map<Coordinate, string>();
  for (const coordinate of coordinatesIn(schema, root.name, operation.selectionSet)) {
    const selected = prune(schema, root.name, operation.selectionSet, coordinate);
    if (selected !== null) found.set(coordinate, `${head} ${selected}`);
  }
  return found;
}

function operationHead({ operation, variableDefinitions = [] }: OperationDefinitionNode): string {
  const variables = variableDefinitions.map(print).join(', ');
  return variables === '' ? operation : `${operation} (${variables})`;
}

function coordinatesIn(schema: GraphQLSchema, type: string, { selections }: SelectionSetNode): ReadonlySet<Coordinate> {
  const found = new Set<Coordinate>();
  for (const one of selections) {
    if (one.kind === Kind.FRAGMENT_SPREAD) continue;
    if (one.kind === Kind.FIELD && !one.name.value.startsWith('__')) found.add(`${type}.${one.name.value}`);
    const next = typeBehind(schema, type, one);
    if (next === null || one.selectionSet === undefined) continue;
    for (const deeper of coordinatesIn(schema, next, one.selectionSet)) found.add(deeper);
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
    const next = typeBehind(schema, type, one);
    if (next === null || one.kind === Kind.FRAGMENT_SPREAD || one.selectionSet === undefined) return [];
    const selected = prune(schema, next, one.selectionSet, target);
    if (selected === null) return [];
    return [`${one.kind === Kind.FIELD ? fieldHead(one) : `... on ${next}`} ${selected}`];
  });
  return kept.length === 0 ? null : `{ ${kept.join(' ')} }`;
}

/** The name of the object type behind a selection; `null` behind a leaf. */
function typeBehind(schema: GraphQLSchema, type: string, one: SelectionNode): string | null {
  if (one.kind === Kind.FRAGMENT_SPREAD) return null;
  const next =
    one.kind === Kind.FIELD
      ? String(fieldOf(schema, type, one)?.type).replace(/[[\]!]/g, '')
      : (one.typeCondition?.name.value ?? type);
  return isObjectType(schema.getType(next)) ? next : null;
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
