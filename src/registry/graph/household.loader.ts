import { territoriesOf } from '../../access/territories.ts';
import { authorise, rightsOf, type Rights, type Territory, type Viewer } from '../../access/viewer.ts';
import { batchLoader } from '../../graph/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Guarded } from '../../graph/guarded.ts';
import { perRequest } from '../../graph/per-request.ts';
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
const territories = perRequest(({ deps }) =>
  batchLoader<string, Territory>({
    idOf: (id) => id,
    groupOf: () => '',
    load: (ids) => deps.database.session((sql) => territoriesOf(sql, ids, deps.today)),
  }),
);

const rows = perRequest(({ deps }) =>
  batchLoader<Key, HouseholdRow>({
    idOf: ({ id }) => id,
    groupOf: ({ at }) => timesKey(at),
    load: (keys) =>
      deps.database.session((sql) => readHouseholdRows(sql, deps.secrets, idsOf(keys), atOf(keys), deps.today)),
  }),
);

/** A household, if the viewer may see it: what is missing and what is not theirs are both `null`. */
export async function householdOf(context: GraphContext, id: string, at: ReadAt): Promise<HouseholdNode | null> {
  const viewer = viewerOf(context);
  const [territory, row] = await Promise.all([territories(context).load(id), rows(context).load({ id, at })]);
  if (territory === null || row === null || !authorise(viewer, 'READ_HOUSEHOLD', territory)) return null;
  const rights = rightsOf(viewer, territory);
  return { ...row, rights, at, asOf: at.asOf, subject: { kind: 'Household', id }, keeperId: territory.unions[0] ?? '' };
}

const members = perRequest((context) =>
  batchLoader<HouseholdNode, readonly MemberNode[]>({
    idOf: ({ id }) => id,
    groupOf: ({ at }) => timesKey(at),
    load: async (households) => {
      const nodes = await memberNodes(context, households, 'household_id', idsOf(households));
      return Map.groupBy(nodes, ({ householdId }) => householdId);
    },
  }),
);

const workers = perRequest((context) =>
  batchLoader<HouseholdNode, MemberNode>({
    idOf: ({ id }) => id,
    groupOf: ({ at }) => timesKey(at),
    load: async (households) => {
      const ids = households.map(({ workerId }) => workerId);
      const nodes = await memberNodes(context, households, 'anchor_id', ids);
      return new Map(nodes.map((node) => [node.householdId, node]));
    },
  }),
);

async function memberNodes(
  context: GraphContext,
  households: readonly HouseholdNode[],
  by: Parameters<typeof readMemberRows>[2],
  ids: readonly string[],
): Promise<readonly MemberNode[]> {
  const { database, secrets } = context.deps;
  const found = await database.session((sql) => readMemberRows(sql, secrets, by, ids, atOf(households)));
  const byId = new Map(households.map((household) => [household.id, household]));
  return found.map((row) => {
    const household = inBatch(byId, row.householdId);
    const rights = rightsOnPerson(context, household.rights, row.personId);
    return { ...row, household, rights, subject: { kind: 'Person', id: row.personId } };
  });
}

/** The member who is the worker of a household on the day that it is read at. */
export function workerOf(context: GraphContext, household: HouseholdNode): Promise<MemberNode | null> {
  return workers(context).load(household);
}

/** The members of a household on the day that it is read at. */
export async function membersOf(context: GraphContext, household: HouseholdNode): Promise<readonly MemberNode[]> {
  return (await members(context).load(household)) ?? [];
}

const persons = perRequest(({ deps }) =>
  batchLoader<Key, PersonRow>({
    idOf: ({ id }) => id,
    groupOf: ({ at }) => timesKey(at),
    load: (keys) => deps.database.session((sql) => readPersonRows(sql, deps.secrets, idsOf(keys), atOf(keys))),
  }),
);

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

interface RecordsKey {
  readonly household: HouseholdNode;
  readonly kind: RecordKind;
}

/** Of every kind that is asked for at once, in one statement. */
const records = perRequest((context) =>
  batchLoader<RecordsKey, readonly RecordNode[]>({
    idOf: ({ household, kind }) => `${kind} ${household.id}`,
    groupOf: ({ household: { at } }) => timesKey(at),
    load: async (keys) => {
      const { database, secrets } = context.deps;
      const byId = new Map(keys.map(({ household }) => [household.id, household]));
      const kinds = [...new Set(keys.map(({ kind }) => kind))];
      const at = atOf([...byId.values()]);
      const found = await database.session((sql) => readRecordRows(sql, secrets, kinds, [...byId.keys()], at));
      const lists = Map.groupBy(found, ({ kind, row }) => `${kind} ${row.householdId}`);
      return new Map(
        [...lists].map(([id, rows]) => [id, rows.map(({ row }) => recordNode(row, inBatch(byId, row.householdId)))]),
      );
    },
  }),
);

/** The records of a kind of a household. */
export async function recordsOf<K extends RecordKind>(
  context: GraphContext,
  kind: K,
  household: HouseholdNode,
): Promise<readonly RecordNode<K>[]> {
  return (await records(context).load({ household, kind })) ?? [];
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

function inBatch(households: ReadonlyMap<string, HouseholdNode>, id: string): HouseholdNode {
  const household = households.get(id);
  invariant(household !== undefined, 'what is loaded was asked for');
  return household;
}
