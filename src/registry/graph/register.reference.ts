import {
  each,
  type Reference,
  type ResolveReference,
  type ResolveReferences,
  textKey,
} from '../../graph/federation.ts';
import { isId } from '../../graph/arguments/ids.ts';
import { loadDisbursementNode } from '../payments/disbursement.loader.ts';
import { loadHouseholdNode } from './household.loader.ts';
import type { PersonKey } from '../reading/present-persons.ts';
import { householdByFile, loadPersonNodes } from './person.loader.ts';
import { personOfToken } from './person.resolver.ts';
import { readAt } from '../../graph/arguments/read-at.ts';

/** Loads the federation's entities of the register by their keys, through the same loaders as the queries. */

const household: ResolveReference = async (reference, context) => {
  const at = await readAt(context.deps, {});
  const id = parseId(reference);
  if (id !== null) return loadHouseholdNode(context, id, at);
  const number = textKey(reference, 'fileNumber');
  return number === null ? null : householdByFile(context, number, at);
};

const persons: ResolveReferences = async (references, context) => {
  const keys = references.map((reference): PersonKey | null => {
    const id = parseId(reference);
    if (id !== null) return { by: 'id', id };
    const token = textKey(reference, 'token');
    return token === null ? null : personOfToken(context, token);
  });
  return loadPersonNodes(context, keys, await readAt(context.deps, {}));
};

const disbursement: ResolveReference = async (reference, context) => {
  const id = parseId(reference);
  return id === null ? null : loadDisbursementNode(context, id, await readAt(context.deps, {}));
};

function parseId(reference: Reference): string | null {
  const id = textKey(reference, 'id');
  return id !== null && isId(id) ? id : null;
}

export const registerReferences = {
  Household: each(household),
  Person: persons,
  Disbursement: each(disbursement),
} as const;
