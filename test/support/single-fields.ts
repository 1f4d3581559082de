import {
  type FieldNode,
  getNamedType,
  GraphQLObjectType,
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

const NAME: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

/**
 * The documents that select one field of an object alone, by its coordinate: each is what is left of a document when all is
 * taken away that does not lead to the field. A field that takes months is given some.
 */
export function singleFieldDocuments(schema: GraphQLSchema, source: string): ReadonlyMap<Coordinate, string> {
  const document = parse(source);
  const operation = document.definitions.find((one): one is OperationDefinitionNode => 'operation' in one);
  const root = operation && schema.getRootType(operation.operation);
  if (operation === undefined || !root) throw new Error('a document has an operation');
  const found = new Map<Coordinate, string>();
  for (const coordinate of coordinatesIn(schema, root, operation.selectionSet)) {
    const selectionSet = prune(schema, root, operation.selectionSet, coordinate);
    if (selectionSet !== null) found.set(coordinate, print({ ...operation, selectionSet }));
  }
  return found;
}

function coordinatesIn(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  { selections }: SelectionSetNode,
): ReadonlySet<Coordinate> {
  const found = new Set<Coordinate>();
  for (const one of selections) {
    const next = behind(schema, type, one);
    if (one.kind === Kind.FIELD && !one.name.value.startsWith('__')) found.add(`${type.name}.${one.name.value}`);
    if (next !== null) for (const deeper of coordinatesIn(schema, next.type, next.selectionSet)) found.add(deeper);
  }
  return found;
}

function prune(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  { selections, ...node }: SelectionSetNode,
  target: Coordinate,
): SelectionSetNode | null {
  const kept = selections.flatMap((one): SelectionNode[] => {
    if (one.kind === Kind.FIELD && `${type.name}.${one.name.value}` === target) return [alone(type, one)];
    const next = behind(schema, type, one);
    const selectionSet = next && prune(schema, next.type, next.selectionSet, target);
    return selectionSet === null ? [] : [{ ...one, selectionSet } as SelectionNode];
  });
  return kept.length === 0 ? null : { ...node, selections: kept };
}

/** The object type behind a selection and what is selected of it; `null` behind a leaf. */
function behind(schema: GraphQLSchema, type: GraphQLObjectType, one: SelectionNode) {
  if (one.kind === Kind.FRAGMENT_SPREAD || one.selectionSet === undefined) return null;
  const next =
    one.kind === Kind.FIELD
      ? getNamedType(type.getFields()[one.name.value]?.type)
      : schema.getType(one.typeCondition?.name.value ?? type.name);
  return isObjectType(next) ? { type: next, selectionSet: one.selectionSet } : null;
}

function alone(type: GraphQLObjectType, field: FieldNode): FieldNode {
  const months = type.getFields()[field.name.value]?.args.filter((arg) => String(arg.type) === 'Month') ?? [];
  const args = months.map(({ name }) => parse(`{ f(${name}: "2026-03") }`).definitions[0] as OperationDefinitionNode);
  const given = args.flatMap(({ selectionSet }) => (selectionSet.selections[0] as FieldNode).arguments ?? []);
  return {
    ...field,
    arguments: [...(field.arguments ?? []), ...given],
    ...(field.selectionSet === undefined ? {} : { selectionSet: NAME }),
  };
}
