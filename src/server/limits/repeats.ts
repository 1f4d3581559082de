import { type FieldNode, type GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import type { Definitions } from './definitions.ts';
import { beyond, LIMITS } from '../../graph/limits.ts';

/**
 * Finds a response name that is selected too often in one object: validation compares such fields pair by pair. The
 * selection sets are merged as execution would merge them, so their number must be limited before.
 */
export function repeatsFault(definitions: Definitions): GraphQLError | undefined {
  const pending: (readonly SelectionSetNode[])[] = definitions.operations.map(({ selectionSet }) => [selectionSet]);
  for (let selectionSets = pending.pop(); selectionSets !== undefined; selectionSets = pending.pop()) {
    for (const fields of Map.groupBy(collectFields(selectionSets, definitions), responseName).values()) {
      if (fields.length > LIMITS.repeats) return beyond('repeats');
      const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (below.length > 0) pending.push(below);
    }
  }
  return undefined;
}

/** The fields of selection sets that apply to one object; a fragment counts once. */
function collectFields(selectionSets: readonly SelectionSetNode[], { fragments }: Definitions): readonly FieldNode[] {
  const spread = new Set<string>();
  const open = [...selectionSets];
  const fields: FieldNode[] = [];
  for (let set = open.pop(); set !== undefined; set = open.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet);
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment !== undefined) open.push(fragment.selectionSet);
      }
    }
  }
  return fields;
}

function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}
