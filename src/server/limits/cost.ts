import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLArgument,
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
  type ValueNode,
} from 'graphql';
import type { PolicyExtensions } from '../../graph/policy/policy.ts';
import type { Definitions } from './definitions.ts';
import { LIMITS } from '../../graph/limits.ts';

/** The cost of a selection, with the values of the variables. */
interface Cost {
  readonly cost: number;
  /** How many objects are requested of `_entities`. */
  readonly representations: number;
  /** Whether every page has an allowed size. */
  readonly pages: boolean;
}

type Variables = Readonly<Record<string, unknown>>;

/** The assumed length of a list that is no page: such lists are short by nature. */
const LIST = 10;
const COUNT_OF_ALL = 10;
const PAGE = 20;
const MOST = Number.MAX_SAFE_INTEGER;
const NOTHING: Cost = { cost: 0, representations: 0, pages: true };

interface Costing {
  readonly schema: GraphQLSchema;
  /** The connection types. The lists within them are not multiplied again: `first` of their field counts. */
  readonly connections: ReadonlySet<GraphQLNamedType>;
  readonly variables: Variables;
  readonly presets: ReadonlyMap<string, ValueNode>;
  readonly fragments: Map<string, Cost>;
}

/**
 * The cost of an operation of a valid document: one for a field, a connection `first` times what is below it. Linear in
 * the text, since a fragment is counted once.
 */
export function costing(
  schema: GraphQLSchema,
): (definitions: Definitions, operation: OperationDefinitionNode, variables: Variables) => Cost {
  const connections = connectionTypes(schema);
  return ({ fragments }, operation, variables) => {
    const presets = (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, defaultValue] as const],
    );
    const setting: Costing = { schema, connections, variables, presets: new Map(presets), fragments: new Map() };
    for (const [name, { selectionSet, typeCondition }] of fragments) {
      setting.fragments.set(name, selectionSetCost(selectionSet, schema.getType(typeCondition.name.value), setting));
    }
    return selectionSetCost(operation.selectionSet, schema.getRootType(operation.operation) ?? undefined, setting);
  };
}

function connectionTypes(schema: GraphQLSchema): ReadonlySet<GraphQLNamedType> {
  const fields = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [],
  );
  return new Set(fields.filter((field) => firstArgument(field) !== undefined).map(({ type }) => getNamedType(type)));
}

function selectionSetCost(
  { selections }: SelectionSetNode,
  parent: GraphQLNamedType | undefined,
  setting: Costing,
): Cost {
  return selections.map((selection) => selectionCost(selection, parent, setting)).reduce(plus, NOTHING);
}

function selectionCost(selection: SelectionNode, parent: GraphQLNamedType | undefined, setting: Costing): Cost {
  if (selection.kind === Kind.FIELD) return fieldCost(selection, parent, setting);
  if (selection.kind === Kind.FRAGMENT_SPREAD) return setting.fragments.get(selection.name.value) ?? NOTHING;
  const { typeCondition, selectionSet } = selection;
  const type = typeCondition === undefined ? parent : setting.schema.getType(typeCondition.name.value);
  return selectionSetCost(selectionSet, type, setting);
}

function fieldCost(node: FieldNode, parent: GraphQLNamedType | undefined, setting: Costing): Cost {
  const { name, selectionSet } = node;
  const field = findField(parent, name.value);
  const own = name.value === 'totalCount' ? COUNT_OF_ALL : ownCost(field);
  const below =
    selectionSet === undefined ? NOTHING : selectionSetCost(selectionSet, field && getNamedType(field.type), setting);
  const representations = name.value === '_entities' ? countRepresentations(node, setting) : 0;
  const size = field === undefined ? 1 : listSize(field, node, parent, setting);
  const pages = field === undefined || isAllowedSize(field, size);
  const times = Math.max(1, representations, size);
  return plus({ cost: own, representations, pages }, { ...below, cost: Math.min(times * below.cost, MOST) });
}

/** Whether a page may have this size; fields that are no pages always may. */
function isAllowedSize(field: GraphQLField<unknown, unknown>, size: number): boolean {
  return firstArgument(field) === undefined || (size >= 1 && size <= LIMITS.first);
}

function findField(parent: GraphQLNamedType | undefined, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

/** The cost of a field itself, as the schema states it. */
function ownCost(field: GraphQLField<unknown, unknown> | undefined): number {
  const { cost = 1 }: PolicyExtensions = field?.extensions ?? {};
  return cost;
}

/** How many objects a field is assumed to return. */
function listSize(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  parent: GraphQLNamedType | undefined,
  setting: Costing,
): number {
  const first = firstArgument(field);
  if (first !== undefined) return requestedPageSize(first, node, setting);
  const isCountedAbove = parent !== undefined && (setting.connections.has(parent) || parent.name.startsWith('__'));
  return isListType(getNullableType(field.type)) && !isCountedAbove && field.name !== '_entities' ? LIST : 1;
}

function requestedPageSize({ defaultValue }: GraphQLArgument, node: FieldNode, setting: Costing): number {
  const given = argumentValue(node, 'first', setting);
  if (typeof given === 'number') return given;
  return typeof defaultValue === 'number' ? defaultValue : PAGE;
}

function countRepresentations(node: FieldNode, setting: Costing): number {
  const given = argumentValue(node, 'representations', setting);
  return Array.isArray(given) ? given.length : 1;
}

/** The value of an argument, if it is a number or a list; the elements of a list may be unevaluated. */
function argumentValue({ arguments: given }: FieldNode, name: string, { variables, presets }: Costing): unknown {
  const value = given?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind !== Kind.VARIABLE) return literalValue(value);
  const variable = value.name.value;
  return Object.hasOwn(variables, variable) ? variables[variable] : literalValue(presets.get(variable));
}

function literalValue(value: ValueNode | undefined): unknown {
  if (value?.kind === Kind.INT) return Number(value.value);
  return value?.kind === Kind.LIST ? value.values : undefined;
}

/** The argument of a field that is a page. */
function firstArgument({ args, extensions }: GraphQLField<unknown, unknown>): GraphQLArgument | undefined {
  const { isTable = false }: PolicyExtensions = extensions;
  return isTable ? undefined : args.find(({ name }) => name === 'first');
}

function plus(one: Cost, other: Cost): Cost {
  return {
    cost: Math.min(one.cost + other.cost, MOST),
    representations: one.representations + other.representations,
    pages: one.pages && other.pages,
  };
}
