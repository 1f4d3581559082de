import {
  each,
  type Reference,
  type ResolveReference,
  type ResolveReferences,
  textKey,
  viewOfReference,
} from '../../graph/federation.ts';
import type { GraphContext } from '../../graph/context.ts';
import { loadDisbursementNode } from '../payments/disbursement.loader.ts';
import { loadHouseholdNode, type PersonNode } from './household.loader.ts';
import type { PersonKey } from '../reading/present-persons.ts';
import { householdByFile, loadPersonNodes } from './person.loader.ts';
import { personOfToken } from './person.resolver.ts';
import { readAt, type View } from '../../graph/arguments/read-at.ts';

/** Loads the federation's entities of the register by their keys, through the same loaders as the queries. */

const household: ResolveReference = async (reference, context) => {
  const viewed = await viewOfReference(reference, context);
  if (viewed !== undefined) return viewed && loadHouseholdNode(context, viewed.id, viewed.at);
  const number = textKey(reference, 'fileNumber');
  return number === null ? null : householdByFile(context, number, await readAt(context.deps, {}));
};

/** Persons are loaded together if they are shown at the same times. */
const persons: ResolveReferences = async (references, context) => {
  const today = await readAt(context.deps, {});
  const found: (PersonNode | null)[] = references.map(() => null);
  const asked: PersonAt[] = [];
  for (const [index, reference] of references.entries()) {
    const one = await personAt(reference, context, today);
    if (one !== null) asked.push({ ...one, index });
  }
  for (const own of Map.groupBy(asked, ({ at }) => at.suffix).values()) {
    const nodes = await loadPersonNodes(
      context,
      own.map(({ key }) => key),
      own[0]?.at ?? today,
    );
    own.forEach(({ index }, at) => (found[index] = nodes[at] ?? null));
  }
  return found;
};

interface PersonAt {
  readonly key: PersonKey;
  readonly at: View;
  /** The place among the representations. */
  readonly index: number;
}

async function personAt(
  reference: Reference,
  context: GraphContext,
  today: View,
): Promise<Omit<PersonAt, 'index'> | null> {
  const viewed = await viewOfReference(reference, context);
  if (viewed !== undefined) return viewed && { key: { by: 'id', id: viewed.id }, at: viewed.at };
  const token = textKey(reference, 'token');
  const key = token === null ? null : personOfToken(context, token);
  return key && { key, at: today };
}

const disbursement: ResolveReference = async (reference, context) => {
  const viewed = await viewOfReference(reference, context);
  return viewed ? loadDisbursementNode(context, viewed.id, viewed.at) : null;
};

export const registerReferences = {
  Household: each(household),
  Person: persons,
  Disbursement: each(disbursement),
} as const;
