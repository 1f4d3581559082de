import { contractToken } from '../../access/gateway/contract-token.ts';
import { sharedLoader } from '../../graph/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { NOBODY } from '../../graph/ids.ts';
import { sensitiveReads } from '../../graph/sensitive-reads.ts';
import { findPersons } from '../person/person.store.ts';
import { householdsOfFiles, householdsOfPersons } from '../reading/find.store.ts';
import type { ReadAt } from '../reading/nodes.ts';
import { type HouseholdNode, householdOf, personIn, type PersonNode, rightsOnPerson } from './household.loader.ts';

const householdIds = sharedLoader<string, string>({
  idOf: (id) => id,
  groupOf: () => '',
  load: (deps, ids) => deps.database.session((sql) => householdsOfPersons(sql, ids, deps.today)),
});

const personIds = sharedLoader<string, string>({
  idOf: (number) => number,
  groupOf: () => '',
  load: (deps, numbers) => deps.database.session((sql) => findPersons(sql, deps.secrets, numbers)),
});

const fileHouseholds = sharedLoader<string, string>({
  idOf: (number) => number,
  groupOf: () => '',
  load: (deps, numbers) => deps.database.session((sql) => householdsOfFiles(sql, numbers)),
});

/** The household that a person belongs to today, or else last did, if the viewer may see it. */
export async function householdOfPerson(
  context: GraphContext,
  personId: string,
  at: ReadAt,
): Promise<HouseholdNode | null> {
  const householdId = await householdIds(context).load(personId);
  return householdOf(context, householdId ?? NOBODY, at);
}

/** A person, if the viewer may see the household that they belong to. */
export async function personOf(context: GraphContext, personId: string, at: ReadAt): Promise<PersonNode | null> {
  const household = await householdOfPerson(context, personId, at);
  return household === null ? null : personIn(context, household, personId);
}

/** A person by the identity number: only for whoever may read it, since a search tells it. */
export async function personByNumber(context: GraphContext, number: string, at: ReadAt): Promise<PersonNode | null> {
  const id = (await personIds(context).load(number)) ?? NOBODY;
  const household = await householdOfPerson(context, id, at);
  if (household === null || !rightsOnPerson(context, household.rights, id).has('UNMASK_IDENTITY')) return null;
  return personIn(context, household, id);
}

/** A person by the number that a partner's token opens to: the contract allows the search. */
export async function personByToken(context: GraphContext, number: string, at: ReadAt): Promise<PersonNode | null> {
  const id = await personIds(context).load(number);
  return personOf(context, id ?? NOBODY, at);
}

/** A person's token under the contract of the gateway: who has its key can open it, so that it goes on record as read. */
export function tokenOf(context: GraphContext, { secret, subject }: PersonNode): string | null {
  const number = context.gateway === null ? null : secret('identityNumber');
  if (context.gateway === null || typeof number !== 'string') return null;
  sensitiveReads(context).noteShown(subject, 'IDENTITY');
  return contractToken(context.gateway.contractKey, number);
}

/** The household of one of its members' identity numbers. */
export async function householdByNumber(
  context: GraphContext,
  number: string,
  at: ReadAt,
): Promise<HouseholdNode | null> {
  const person = await personByNumber(context, number, at);
  return person === null ? null : householdOfPerson(context, person.id, at);
}

/** The household of one of its files' numbers. */
export async function householdByFile(
  context: GraphContext,
  number: string,
  at: ReadAt,
): Promise<HouseholdNode | null> {
  const id = await fileHouseholds(context).load(number);
  return householdOf(context, id ?? NOBODY, at);
}
