import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Definitions } from './definitions.ts';
import { beyond, type Limit, LIMITS } from '../../graph/limits.ts';

/** The counts of a selection set with its fragments expanded. */
type Sums = Readonly<Record<(typeof COUNTED)[number], number>>;
type SumsByFragment = ReadonlyMap<string, Sums>;

const COUNTED = [
  'selections',
  'aliases',
  'directives',
  'arguments',
  'depth',
  'introspectionDepth',
] as const satisfies readonly Limit[];
const NOTHING: Sums = { selections: 0, aliases: 0, directives: 0, arguments: 0, depth: 0, introspectionDepth: 0 };

/** Finds the limit that an operation exceeds. A fragment is visited once, however often it is spread. */
export function sumsFault({ operations, fragments }: Definitions): GraphQLError | undefined {
  const known = new Map<string, Sums>();
  for (const [name, { selectionSet, directives }] of fragments) {
    known.set(name, plusDirectives(sumSelectionSet(selectionSet, known), directives));
  }
  for (const operation of operations) {
    const sums = sumOperation(operation, known);
    const limit = COUNTED.find((one) => sums[one] > LIMITS[one]);
    if (limit !== undefined) return beyond(limit);
  }
  return undefined;
}

function sumOperation(
  { selectionSet, directives, variableDefinitions }: OperationDefinitionNode,
  known: SumsByFragment,
): Sums {
  const variableDirectives = (variableDefinitions ?? []).flatMap((variable) => variable.directives ?? []);
  return plusDirectives(sumSelectionSet(selectionSet, known), [...(directives ?? []), ...variableDirectives]);
}

function sumSelectionSet({ selections }: SelectionSetNode, known: SumsByFragment): Sums {
  return selections.map((selection) => sumSelection(selection, known)).reduce(plus, NOTHING);
}

function sumSelection(selection: SelectionNode, known: SumsByFragment): Sums {
  switch (selection.kind) {
    case Kind.FIELD:
      return plusDirectives(sumField(selection, known), selection.directives);
    case Kind.INLINE_FRAGMENT:
      return plusDirectives(sumSelectionSet(selection.selectionSet, known), selection.directives);
    case Kind.FRAGMENT_SPREAD:
      return plusDirectives(known.get(selection.name.value) ?? NOTHING, selection.directives);
  }
}

function sumField({ name, alias, arguments: given, selectionSet }: FieldNode, known: SumsByFragment): Sums {
  const below = selectionSet === undefined ? NOTHING : sumSelectionSet(selectionSet, known);
  const introspects = name.value === '__schema' || name.value === '__type';
  return {
    selections: below.selections + 1,
    aliases: below.aliases + (alias === undefined ? 0 : 1),
    directives: below.directives,
    arguments: Math.max(below.arguments, given?.length ?? 0),
    depth: introspects ? 1 : below.depth + 1,
    introspectionDepth: introspects ? Math.max(below.depth, below.introspectionDepth) : below.introspectionDepth,
  };
}

function plusDirectives(sums: Sums, directives: readonly DirectiveNode[] | undefined): Sums {
  return directives === undefined || directives.length === 0
    ? sums
    : { ...sums, directives: sums.directives + directives.length };
}

function plus(one: Sums, other: Sums): Sums {
  return {
    selections: one.selections + other.selections,
    aliases: one.aliases + other.aliases,
    directives: one.directives + other.directives,
    arguments: Math.max(one.arguments, other.arguments),
    depth: Math.max(one.depth, other.depth),
    introspectionDepth: Math.max(one.introspectionDepth, other.introspectionDepth),
  };
}
