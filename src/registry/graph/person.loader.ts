import { mayAnywhere, type Territory } from '../../access/viewer.ts';
import { contractToken } from '../../signing/contract-token.ts';
import { sharedLoader, sharedTextLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import { graphError } from '../../graph/error.ts';
import { NOBODY } from '../../graph/arguments/ids.ts';
import { isPresent, type KnownAt } from '../../database/time/known-at.ts';
import { timesKey, type View } from '../../graph/arguments/read-at.ts';
import { isAdmitted } from '../../graph/policy/named-keys.ts';
import { sensitiveReads } from '../../graph/policy/sensitive-reads.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';
import { parseIdentityNumber } from '../../fields/identity-number.ts';
import { findPersons, mergedPersons } from '../person/person.read.ts';
import { householdsOfFiles, householdsOfPersons, householdsOfPersonsAt } from '../reading/find.read.ts';
import type { PersonRow } from '../reading/rows.ts';
import { identityNumberIn, type PersonKey, personKeyId, presentPersons } from '../reading/present-persons.ts';
import {
  type HouseholdAccess,
  type HouseholdNode,
  loadHouseholdNode,
  personIn,
  type PersonNode,
  recorded,
  rightsOn,
  rightsOnPerson,
  territoryApart,
  territoryUnder,
} from './household.loader.ts';

const OF_REVISION = { cacheKey: ({ key }: Known) => key, groupKey: ({ known }: Known) => String(known) };

const householdIds = sharedLoader<Known, string>({
  ...OF_REVISION,
  read: (sql, keys, { today }, { known }) => householdsOfPersons(sql, keysOf(keys), today, known),
});

const pastHouseholdIds = sharedLoader<{ readonly personId: string; readonly at: View }, string>({
  cacheKey: ({ personId }) => personId,
  groupKey: ({ at }) => timesKey(at),
  read: (sql, keys, _deps, { at }) =>
    householdsOfPersonsAt(
      sql,
      keys.map(({ personId }) => personId),
      at,
    ),
});

const personIds = sharedLoader<Known, string>({
  ...OF_REVISION,
  read: (sql, keys, { secrets }, { known }) => findPersons(sql, secrets, keysOf(keys), known),
});

/** The person into whom another was merged. */
const merged = sharedLoader<Known, string>({
  ...OF_REVISION,
  read: (sql, keys, _deps, { known }) => mergedPersons(sql, keysOf(keys), known),
});

function keysOf(keys: readonly Known[]): readonly string[] {
  return keys.map(({ key }) => key);
}

const fileHouseholds = sharedTextLoader(householdsOfFiles);

interface Known {
  readonly key: string;
  readonly known: KnownAt;
}

/** Loads an object by a key; `null` both if it is missing and if the viewer may not see it. */
type Find<Node> = (context: GraphContext, key: string, at: View) => Promise<Node | null>;

/** Loads the household that a person belonged to at the times of a view, or else belongs to today, or else joined last. */
export const householdOfPerson = async (
  context: GraphContext,
  personId: string,
  at: View,
  access: HouseholdAccess = {},
): Promise<HouseholdNode | null> => {
  const isPast = !isPresent(at, context.deps.today);
  const then = isPast ? await pastHouseholdIds(context).load({ personId, at }) : null;
  const household = isPast ? await loadHouseholdNode(context, then ?? NOBODY, at, access) : null;
  if (household !== null) return household;
  const householdId = await householdIds(context).load({ key: personId, known: at.known });
  return loadHouseholdNode(context, householdId ?? NOBODY, at, access);
};

/** Loads a person; `null` unless the viewer may see the household that they belong to. */
export async function loadPersonNode(
  context: GraphContext,
  key: PersonKey | null,
  at: View,
): Promise<PersonNode | null> {
  const [person = null] = await loadPersonNodes(context, [key], at);
  return person;
}

/**
 * Loads persons by ids or tokens, in the order of the keys; `null` unless the viewer may see the household that a
 * person belongs to. A token needs no right to see identity numbers, since the contract allows the search. For staff
 * who read the present, current members of households are read in one statement; all other persons are read from the
 * versions.
 */
export async function loadPersonNodes(
  context: GraphContext,
  keys: readonly (PersonKey | null)[],
  at: View,
): Promise<readonly (PersonNode | null)[]> {
  const named = keys.filter((key) => key !== null);
  const isByStaff = requireViewer(context).personId === null;
  const present =
    isByStaff && isPresent(at, context.deps.today) ? await loadPresentNodes(context, named, at) : NOBODY_YET;
  const nodes = keys.map((key) => key && (present.get(personKeyId(key)) ?? null));
  // Persons who were found need no promises of their own.
  const others = keys.flatMap((key, index) => (key !== null && nodes[index] === null ? [{ key, index }] : []));
  await Promise.all(
    others.map(async ({ key, index }) => {
      nodes[index] = await personByVersions(context, key, at);
    }),
  );
  return nodes;
}

const NOBODY_YET: ReadonlyMap<string, PersonNode> = new Map();

async function personByVersions(context: GraphContext, key: PersonKey, at: View): Promise<PersonNode | null> {
  const number = identityNumberIn(key);
  if (key.by === 'token' && number === null) return null;
  const id =
    key.by === 'id'
      ? await whoIs(context, key.id, at)
      : ((await personIds(context).load({ key: number ?? '', known: at.known })) ?? NOBODY);
  const reach = reachOf(context, key);
  const household = await householdOfPerson(context, id, at, { territoryOf: territoryApart, reach });
  const person = household === null ? null : await personIn(context, household, id);
  return person && { ...person, reach };
}

/** A token is a key that a partner may name; an id is none. */
function reachOf(context: GraphContext, key: PersonKey): 'KEY' | 'TERRITORY' {
  return key.by === 'token' && isAdmitted(context, { kind: 'Person', key: key.token }) ? 'KEY' : 'TERRITORY';
}

/** The person whom an id names: of one who was merged into another, that one. */
async function whoIs(context: GraphContext, id: string, { known }: View): Promise<string> {
  return (await merged(context).load({ key: id, known })) ?? id;
}

/** The persons who belong to a household today and whom the viewer may see, by {@link personKeyId}. */
async function loadPresentNodes(context: GraphContext, keys: readonly PersonKey[], at: View) {
  const found = await presentPersons(context.deps, keys, context.selectedFields);
  // If nobody is found, a territory is read all the same: missing persons take the same statements as forbidden ones.
  const stewards = found.size === 0 ? [NOBODY] : [...new Set([...found.values()].map(({ stewardId }) => stewardId))];
  const territories = new Map(
    await Promise.all(stewards.map(async (id) => [id, await territoryUnder(context, id)] as const)),
  );
  const nodes = new Map<string, PersonNode>();
  for (const key of keys) {
    const one = found.get(personKeyId(key));
    const territory = territories.get(one?.stewardId ?? NOBODY);
    const node = one && territory ? presentNode(context, key, one.person, territory) : null;
    if (node !== null) nodes.set(personKeyId(key), { ...node, at });
  }
  return nodes;
}

/** A person as the viewer may see them, by the key that was given. */
function presentNode(
  context: GraphContext,
  key: PersonKey,
  person: PersonRow,
  territory: Territory,
): Omit<PersonNode, 'at'> | null {
  const reach = reachOf(context, key);
  const rights = rightsOn(context, territory, reach === 'KEY');
  if (!rights.has('READ_HOUSEHOLD')) return null;
  return { ...person, rights, reach, subject: recorded(context, reach === 'KEY', { kind: 'Person', id: person.id }) };
}

/** An identity number as it is recorded, in whichever way it is written: 15 digits become 18, as in a workbook. */
function asRecorded(number: string): string {
  const parsed = parseIdentityNumber(number);
  return parsed.ok ? parsed.value.number : number;
}

/**
 * Finds a person by the identity number; `null` unless the viewer may see it unmasked, since a result confirms it. Errors:
 * FORBIDDEN for viewers who may see no number, to whom `null` would say that nobody has this one.
 */
export const personByNumber: Find<PersonNode> = async (context, number, at) => {
  if (!mayAnywhere(requireViewer(context), 'UNMASK_IDENTITY')) throw graphError('FORBIDDEN', { argument: 'idNumber' });
  const id = (await personIds(context).load({ key: asRecorded(number), known: at.known })) ?? NOBODY;
  const household = await householdOfPerson(context, id, at);
  if (household === null || !rightsOnPerson(context, household.rights, id).has('UNMASK_IDENTITY')) return null;
  return personIn(context, household, id);
};

/**
 * The token of a person under the gateway's contract. Holders of its key can open it, so it is logged as a read number.
 */
export function disclosePersonToken(context: GraphContext, { secret, subject }: PersonNode): string | null {
  const number = context.gateway === null ? null : secret('identityNumber');
  if (context.gateway === null || typeof number !== 'string') return null;
  sensitiveReads(context).noteShown(subject, 'IDENTITY');
  return contractToken(context.gateway.contractKey, number);
}

/** Finds a household by the identity number of a member. */
export const householdByNumber: Find<HouseholdNode> = async (context, number, at) => {
  const person = await personByNumber(context, number, at);
  return person === null ? null : householdOfPerson(context, person.id, at);
};

/** Finds a household by the number of one of its files. */
export const householdByFile: Find<HouseholdNode> = async (context, number, at) => {
  const id = await fileHouseholds(context).load(number);
  const isByKey = isAdmitted(context, { kind: 'Household', key: number });
  return loadHouseholdNode(context, id ?? NOBODY, at, { reach: isByKey ? 'KEY' : 'TERRITORY' });
};
