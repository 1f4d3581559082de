import { territoriesOf } from '../../access/territories.ts';
import { authorise, rightsOf, type Rights, type Territory, type Viewer } from '../../access/viewer.ts';
import { sharedLoader } from '../../graph/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Guarded } from '../../graph/guarded.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { RecordKind } from '../kinds.ts';
import type { HouseholdRow, MemberRow, PersonRow, ReadAt, RecordRow } from '../reading/nodes.ts';
import { readHouseholdRows, readMemberRows, readPersonRows } from '../reading/household-read.store.ts';
import { readRecordRows } from '../reading/record-read.store.ts';
import { timesKey } from './read-at.ts';

/** A household as one viewer sees it on one day. */
export interface HouseholdNode extends HouseholdRow, Guarded {
  readonly at: ReadAt;
  readonly asOf: ReadAt['asOf'];
  /** The union that keeps it today. */
  readonly keeperId: string;
}

export interface MemberNode extends MemberRow, Guarded {
  readonly household: HouseholdNode;
}

export interface PersonNode extends PersonRow, Guarded {
  readonly at: ReadAt;
}

export type RecordNode<K extends RecordKind = RecordKind> = RecordRow<K> &
  Guarded & { readonly household: HouseholdNode };

interface Key {
  readonly id: string;
  readonly at: ReadAt;
}

/** Where a household stands today. */
const territories = sharedLoader<string, Territory>({
  idOf: (id) => id,
  groupOf: () => '',
  load: ({ database, today }, ids) => database.session((sql) => territoriesOf(sql, ids, today)),
});

const rows = sharedLoader<Key, HouseholdRow>({
  idOf: ({ id }) => id,
  groupOf: ({ at }) => timesKey(at),
  load: ({ database, secrets, today }, keys) =>
    database.session((sql) => readHouseholdRows(sql, secrets, idsOf(keys), atOf(keys), today)),
});

/** A household, if the viewer may see it: what is missing and what is not theirs are both `null`. */
export async function householdOf(context: GraphContext, id: string, at: ReadAt): Promise<HouseholdNode | null> {
  const viewer = viewerOf(context);
  const [territory, row] = await Promise.all([territories(context).load(id), rows(context).load({ id, at })]);
  if (territory === null || row === null || !authorise(viewer, 'READ_HOUSEHOLD', territory)) return null;
  const rights = rightsOf(viewer, territory);
  return { ...row, rights, at, asOf: at.asOf, subject: { kind: 'Household', id }, keeperId: territory.unions[0] ?? '' };
}

const members = sharedLoader<Key, readonly MemberRow[]>({
  idOf: ({ id }) => id,
  groupOf: ({ at }) => timesKey(at),
  load: async ({ database, secrets }, households) => {
    const at = atOf(households);
    const found = await database.session((sql) => readMemberRows(sql, secrets, 'household_id', idsOf(households), at));
    return Map.groupBy(found, ({ householdId }) => householdId);
  },
});

/** By their memberships. */
const workers = sharedLoader<Key, MemberRow>({
  idOf: ({ id }) => id,
  groupOf: ({ at }) => timesKey(at),
  load: async ({ database, secrets }, memberships) => {
    const at = atOf(memberships);
    const found = await database.session((sql) => readMemberRows(sql, secrets, 'anchor_id', idsOf(memberships), at));
    return new Map(found.map((row) => [row.id, row]));
  },
});

/** The member who is the worker of a household on the day that it is read at. */
export async function workerOf(context: GraphContext, household: HouseholdNode): Promise<MemberNode | null> {
  const row = await workers(context).load({ id: household.workerId, at: household.at });
  return row === null ? null : memberNode(context, household, row);
}

/** Found once for a household: each of its records asks who it is of. */
const membersFound = new WeakMap<HouseholdNode, readonly MemberNode[] | Promise<readonly MemberNode[]>>();

/** The members of a household on the day that it is read at; at once where they have been read. */
export function membersOf(
  context: GraphContext,
  household: HouseholdNode,
): readonly MemberNode[] | Promise<readonly MemberNode[]> {
  const known = membersFound.get(household);
  if (known !== undefined) return known;
  const found = members(context)
    .load(household)
    .then((rows) => {
      const nodes = (rows ?? []).map((row) => memberNode(context, household, row));
      membersFound.set(household, nodes);
      return nodes;
    });
  membersFound.set(household, found);
  return found;
}

function memberNode(context: GraphContext, household: HouseholdNode, row: MemberRow): MemberNode {
  const rights = rightsOnPerson(context, household.rights, row.personId);
  return { ...row, household, rights, subject: { kind: 'Person', id: row.personId } };
}

const persons = sharedLoader<Key, PersonRow>({
  idOf: ({ id }) => id,
  groupOf: ({ at }) => timesKey(at),
  load: ({ database, secrets }, keys) =>
    database.session((sql) => readPersonRows(sql, secrets, idsOf(keys), atOf(keys))),
});

/** A person as seen through a household that the viewer may see. */
export async function personIn(
  context: GraphContext,
  household: HouseholdNode,
  personId: string,
): Promise<PersonNode | null> {
  const row = await persons(context).load({ id: personId, at: household.at });
  if (row === null) return null;
  const rights = rightsOnPerson(context, household.rights, personId);
  return { ...row, rights, at: household.at, subject: { kind: 'Person', id: personId } };
}

interface RecordsKey extends Key {
  readonly kind: RecordKind;
}

/** Of every kind that is asked for at once, in one statement. */
const records = sharedLoader<RecordsKey, readonly RecordRow[]>({
  idOf: ({ id, kind }) => `${kind} ${id}`,
  groupOf: ({ at }) => timesKey(at),
  load: async ({ database, secrets }, keys) => {
    const kinds = [...new Set(keys.map(({ kind }) => kind))];
    const ids = [...new Set(idsOf(keys))];
    const found = await database.session((sql) => readRecordRows(sql, secrets, kinds, ids, atOf(keys)));
    const lists = Map.groupBy(found, ({ kind, row }) => `${kind} ${row.householdId}`);
    return new Map([...lists].map(([id, rows]) => [id, rows.map(({ row }) => row)]));
  },
});

/** The records of a kind of a household. */
export async function recordsOf<K extends RecordKind>(
  context: GraphContext,
  kind: K,
  household: HouseholdNode,
): Promise<readonly RecordNode<K>[]> {
  const rows = (await records(context).load({ id: household.id, at: household.at, kind })) ?? [];
  return rows.map((row) => recordNode(row as RecordRow<K>, household));
}

export function recordNode<K extends RecordKind>(row: RecordRow<K>, household: HouseholdNode): RecordNode<K> {
  return { ...row, household, rights: household.rights, subject: household.subject };
}

/** Whoever asks; a field is never reached by nobody. */
export function viewerOf({ viewer }: GraphContext): Viewer {
  invariant(viewer !== null, 'a root field lets nobody through');
  return viewer;
}

/** A worker sees of the other members of the family nothing that is masked. */
export function rightsOnPerson(context: GraphContext, rights: Rights, personId: string): Rights {
  const { personId: self } = viewerOf(context);
  if (self === null || self === personId) return rights;
  return new Set([...rights].filter((action) => !action.startsWith('UNMASK_')));
}

function idsOf(keys: readonly { readonly id: string }[]): readonly string[] {
  return keys.map(({ id }) => id);
}

function atOf(keys: readonly { readonly at: ReadAt }[]): ReadAt {
  const [first] = keys;
  invariant(first !== undefined, 'a batch is never empty');
  return first.at;
}
