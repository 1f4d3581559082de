import { authorise, rightsOf } from '../../access/viewer.ts';
import { contractToken } from '../../access/gateway/contract-token.ts';
import type { ReadAt } from '../../database/time/known-at.ts';
import { sharedLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { NOBODY } from '../../graph/arguments/ids.ts';
import { printDay } from '../../kernel/calendar.ts';
import { sensitiveReads } from '../../graph/policy/sensitive-reads.ts';
import { viewerOf } from '../../graph/policy/viewer-of.ts';
import { findPersons } from '../person/person.read.ts';
import { householdsOfFiles, householdsOfPersons } from '../reading/find.read.ts';
import { identityNumberIn, type PersonKey, personKeyId, presentPersons } from '../reading/present-persons.ts';
import {
  type HouseholdNode,
  householdOf,
  personIn,
  type PersonNode,
  rightsOnPerson,
  territoryUnder,
} from './household.loader.ts';

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
export async function personOf(context: GraphContext, key: PersonKey | null, at: ReadAt): Promise<PersonNode | null> {
  const [person = null] = await personsOf(context, [key], at);
  return person;
}

/**
 * Persons by ids or tokens, if the viewer may see the households that they belong to; a token finds whom its contract
 * allows to be searched for. Those who are of one today are read in one statement; who is not found so, or is not theirs to
 * see, as on any other day.
 */
export async function personsOf(
  context: GraphContext,
  keys: readonly (PersonKey | null)[],
  at: ReadAt,
): Promise<readonly (PersonNode | null)[]> {
  const named = keys.filter((key) => key !== null);
  const present = isOfToday(context, at) ? await presentOf(context, named, at) : NOBODY_YET;
  return Promise.all(
    keys.map((key) => Promise.resolve(key && (present.get(personKeyId(key)) ?? personByVersions(context, key, at)))),
  );
}

const NOBODY_YET: ReadonlyMap<string, PersonNode> = new Map();

/** Whether staff ask of what is so now. */
function isOfToday(context: GraphContext, { known, asOf }: ReadAt): boolean {
  return viewerOf(context).personId === null && known === 'NOW' && printDay(asOf) === context.deps.today;
}

async function personByVersions(context: GraphContext, key: PersonKey, at: ReadAt): Promise<PersonNode | null> {
  const number = identityNumberIn(key);
  if (key.by === 'token' && number === null) return null;
  const id = key.by === 'id' ? key.id : ((await personIds(context).load(number ?? '')) ?? NOBODY);
  const household = await householdOfPerson(context, id, at);
  return household === null ? null : personIn(context, household, id);
}

/** Those of them who are of a household today and theirs to see, by {@link personKeyId}. */
async function presentOf(
  context: GraphContext,
  keys: readonly PersonKey[],
  at: ReadAt,
): Promise<ReadonlyMap<string, PersonNode>> {
  const viewer = viewerOf(context);
  const found = await presentPersons(context.deps, keys, context.selectedFields);
  // Where there is nobody, the same is read as where they are not the viewer's.
  const stewards = found.size === 0 ? [NOBODY] : [...new Set([...found.values()].map(({ stewardId }) => stewardId))];
  const territories = new Map(
    await Promise.all(stewards.map(async (id) => [id, await territoryUnder(context, id)] as const)),
  );
  const nodes = new Map<string, PersonNode>();
  for (const [id, { person, stewardId }] of found) {
    const territory = territories.get(stewardId);
    if (territory === undefined || !authorise(viewer, 'READ_HOUSEHOLD', territory)) continue;
    const rights = rightsOf(viewer, territory);
    nodes.set(id, { ...person, rights, at, subject: { kind: 'Person', id: person.id } });
  }
  return nodes;
}

/** A person by the identity number: only for whoever may read it, since a search tells it. */
export async function personByNumber(context: GraphContext, number: string, at: ReadAt): Promise<PersonNode | null> {
  const id = (await personIds(context).load(number)) ?? NOBODY;
  const household = await householdOfPerson(context, id, at);
  if (household === null || !rightsOnPerson(context, household.rights, id).has('UNMASK_IDENTITY')) return null;
  return personIn(context, household, id);
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
