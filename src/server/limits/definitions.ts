import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import { beyond, type Fault, invalid, LIMITS } from '../../graph/limits.ts';

/** The operations and fragments of a document; each fragment comes after those that it spreads. */
export interface Definitions {
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Sorts the definitions of a document; refuses cycles of fragments, so that following spreads always ends. */
export function indexDefinitions(document: DocumentNode): Result<Definitions, GraphQLError> {
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  if (operations.length > LIMITS.operations) return fail(beyond('operations'));
  if (fragments.length > LIMITS.fragments) return fail(beyond('fragments'));
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const ordered = sortTopologically(byName);
  const fault = findFault(document, operations, fragments, byName) ?? findCycle(byName, ordered);
  return fault === undefined ? succeed({ operations, fragments: ordered }) : fail(invalid([fault]));
}

function findFault(
  document: DocumentNode,
  operations: readonly OperationDefinitionNode[],
  fragments: readonly FragmentDefinitionNode[],
  byName: ReadonlyMap<string, FragmentDefinitionNode>,
): Fault | undefined {
  const others = document.definitions.length - operations.length - fragments.length;
  if (others > 0 || operations.length === 0) return { rule: 'ExecutableDefinitions', nodes: [document] };
  const twice = fragments.find((fragment) => byName.get(fragment.name.value) !== fragment);
  if (twice !== undefined) return { rule: 'UniqueFragmentNames', nodes: [twice] };
  const spreads = new Set([...operations, ...fragments].flatMap(({ selectionSet }) => listSpreads(selectionSet)));
  const owners = [...operations, ...fragments].filter(({ selectionSet }) =>
    listSpreads(selectionSet).some((name) => !byName.has(name)),
  );
  if (owners.length > 0) return { rule: 'KnownFragmentNames', nodes: owners };
  const unused = fragments.filter(({ name }) => !spreads.has(name.value));
  return unused.length > 0 ? { rule: 'NoUnusedFragments', nodes: unused } : undefined;
}

function findCycle(
  byName: ReadonlyMap<string, FragmentDefinitionNode>,
  ordered: ReadonlyMap<string, FragmentDefinitionNode>,
): Fault | undefined {
  const circling = [...byName.values()].filter(({ name }) => !ordered.has(name.value));
  return circling.length > 0 ? { rule: 'NoFragmentCycles', nodes: circling } : undefined;
}

/** Sorts fragments topologically. Fragments in a cycle, and those that spread them, are left out. */
function sortTopologically(byName: ReadonlyMap<string, FragmentDefinitionNode>): Map<string, FragmentDefinitionNode> {
  const waiting = new Map([...byName].map(([name, { selectionSet }]) => [name, listSpreads(selectionSet)]));
  const ordered = new Map<string, FragmentDefinitionNode>();
  for (let found = true; found;) {
    found = false;
    for (const [name, spreads] of waiting) {
      const fragment = byName.get(name);
      if (fragment === undefined || spreads.some((other) => waiting.has(other))) continue;
      ordered.set(name, fragment);
      waiting.delete(name);
      found = true;
    }
  }
  return ordered;
}

/** The names of the fragments that a selection set spreads directly. */
function listSpreads(set: SelectionSetNode): readonly string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection.name.value];
    return selection.selectionSet === undefined ? [] : listSpreads(selection.selectionSet);
  });
}
