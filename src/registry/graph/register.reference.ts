import { type Reference, type ResolveReference, textKey } from '../../graph/federation.ts';
import { isId } from '../../graph/ids.ts';
import { disbursementOf } from '../payments/disbursement.loader.ts';
import { householdOf } from './household.loader.ts';
import { householdByFile, personOf } from './person.loader.ts';
import { personOfToken } from './person.resolver.ts';
import { readAt } from './read-at.ts';

/** The entities of the register, reloaded by their keys through the same loaders as every other door. */

const household: ResolveReference = async (reference, context) => {
  const at = await readAt(context.deps, {});
  const id = idOf(reference);
  if (id !== null) return householdOf(context, id, at);
  const number = textKey(reference, 'fileNumber');
  return number === null ? null : householdByFile(context, number, at);
};

const person: ResolveReference = async (reference, context) => {
  const at = await readAt(context.deps, {});
  const id = idOf(reference);
  if (id !== null) return personOf(context, id, at);
  const token = textKey(reference, 'token');
  return token === null ? null : personOfToken(context, token, at);
};

const disbursement: ResolveReference = async (reference, context) => {
  const id = idOf(reference);
  return id === null ? null : disbursementOf(context, id, await readAt(context.deps, {}));
};

function idOf(reference: Reference): string | null {
  const id = textKey(reference, 'id');
  return id !== null && isId(id) ? id : null;
}

export const registerReferences = { Household: household, Person: person, Disbursement: disbursement } as const;
