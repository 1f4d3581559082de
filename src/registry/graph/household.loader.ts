import { loadHouseholdTerritories, loadUnionTerritories } from '../../access/territory.read.ts';
import { grantedRights, rightsByKey, type Rights, type Territory } from '../../access/viewer.ts';
import { sharedLoader, sharedTextLoader } from '../../graph/batch/batch.ts';
import type { GraphContext } from '../../graph/context.ts';
import type { Protected, Subject } from '../../graph/policy/protected.ts';
import { sensitiveReads } from '../../graph/policy/sensitive-reads.ts';
import { NOBODY } from '../../graph/arguments/ids.ts';
import { requireDay } from '../../kernel/calendar.ts';
import type { RecordKind } from '../kinds.ts';
import type { HouseholdRow, MemberRow, PersonRow, Reading, RecordRow } from '../reading/rows.ts';
import { readHouseholdRows, readMemberRows, readPersonRows } from '../reading/household.read.ts';
import { readRecordRows } from '../reading/record.read.ts';
import { timesKey, type View, viewOf } from '../../graph/arguments/read-at.ts';
import { requireViewer } from '../../graph/policy/require-viewer.ts';

/** How a household is reached: within a territory, or by a key that the request names, then whichever it is or only one. */
type Reach = 'TERRITORY' | 'KEY' | { readonly householdId: string };

/** A household as of a day, with the rights that the viewer has on it. */
export interface HouseholdNode extends HouseholdRow, Protected {
  readonly at: View;
  readonly isByKey: boolean;
}

export interface MemberNode extends MemberRow, Protected {
  readonly at: View;
  readonly household: HouseholdNode;
}

export interface PersonNode extends PersonRow, Protected {
  readonly at: View;
  /** How their household is reached from them. */
  readonly reach: Reach;
}

/** How {@link loadHouseholdNode} finds the territory, and how the household is reached. */
export interface HouseholdAccess {
  readonly territoryOf?: typeof territoryUnder;
  readonly reach?: Reach;
}

export type RecordNode<K extends RecordKind = RecordKind> = RecordRow<K> &
  Protected & { readonly household: HouseholdNode; readonly at: View };

interface Key {
  readonly id: string;
  readonly reading: Reading;
}

/** The territory of a household today, by which workers are authorised. */
const territories = sharedTextLoader((sql, ids, { today }) => loadHouseholdTerritories(sql, ids, today));

/** The territory of a union today, by which staff are authorised. */
const unionTerritories = sharedTextLoader((sql, ids, { today }) => loadUnionTerritories(sql, ids, today));

/** Read apart from those above: who was looked for in them before costs the same, whether anybody was found or not. */
const territoriesApart = sharedTextLoader((sql, ids, { today }) => loadUnionTerritories(sql, ids, today));

const NOWHERE: Territory = { unions: [], workerId: null };

/** The territory of the households whose steward is this union, by which staff are authorised. */
export async function territoryUnder(context: GraphContext, unionId: string): Promise<Territory> {
  return (await unionTerritories(context).load(unionId)) ?? NOWHERE;
}

/** As {@link territoryUnder}, for who was not found among the present persons. */
export async function territoryApart(context: GraphContext, unionId: string): Promise<Territory> {
  return (await territoriesApart(context).load(unionId)) ?? NOWHERE;
}

const rows = sharedLoader<Key, HouseholdRow>({
  cacheKey: ({ id }) => id,
  groupKey: readingKey,
  read: (sql, keys, { secrets, today }, { reading }) => readHouseholdRows(sql, secrets, keyIds(keys), reading, today),
});

/** Loads a household, one that is closed on the day as of its last one; `null` both if it is missing and if the viewer may not see it. */
export async function loadHouseholdNode(
  context: GraphContext,
  id: string,
  at: View,
  { territoryOf = territoryUnder, reach = 'TERRITORY' }: HouseholdAccess = {},
): Promise<HouseholdNode | null> {
  const row = await rows(context).load(makeKey(context, id, at));
  const territory = await territoryOfRow(context, id, row, territoryOf);
  if (row === null) return null;
  const isByKey = isReachedByKey(reach, id);
  const rights = rightsOn(context, territory, isByKey);
  return rights.has('READ_HOUSEHOLD') ? shownNode(context, row, at, { rights, isByKey }) : null;
}

/** Only workers are authorised by whose file it is. A missing household takes the same statements as a forbidden one. */
async function territoryOfRow(
  context: GraphContext,
  id: string,
  row: HouseholdRow | null,
  territoryOf: typeof territoryUnder,
): Promise<Territory> {
  if (requireViewer(context).personId === null) return territoryOf(context, row?.currentStewardId ?? NOBODY);
  return (await territories(context).load(id)) ?? NOWHERE;
}

function isReachedByKey(reach: Reach, householdId: string): boolean {
  return typeof reach === 'string' ? reach === 'KEY' : reach.householdId === householdId;
}

/** The viewer's rights in a territory, on what is reached by key or otherwise. */
export function rightsOn(context: GraphContext, territory: Territory, isByKey: boolean): Rights {
  const viewer = requireViewer(context);
  return isByKey ? rightsByKey(viewer, territory) : grantedRights(viewer, territory);
}

/** Without a promise but for a household that is closed. */
function shownNode(
  context: GraphContext,
  row: HouseholdRow,
  at: View,
  { rights, isByKey }: Pick<HouseholdNode, 'rights' | 'isByKey'>,
): HouseholdNode | Promise<HouseholdNode> {
  const subject = recorded(context, isByKey, { kind: 'Household', id: row.id });
  const node = { ...row, rights, isByKey, at: shownAt(context, row, at), subject };
  return row.lastDay === null ? node : withLastSteward(context, node);
}

/** The subject of what is shown; what is reached by key is on record whatever is shown of it. */
export function recorded(context: GraphContext, isByKey: boolean, subject: Subject): Subject {
  if (isByKey) sensitiveReads(context).noteNamed(subject);
  return subject;
}

/** A household that is closed on the day, with its steward of the last day before, as of which it is shown. */
async function withLastSteward(context: GraphContext, node: HouseholdNode): Promise<HouseholdNode> {
  const row = await rows(context).load(makeKey(context, node.id, node.at));
  return { ...node, stewardId: row?.stewardId ?? node.stewardId };
}

/** The times at which a household is shown: a closed one as of its last day. */
function shownAt({ deps: { today } }: GraphContext, { lastDay }: HouseholdRow, at: View): View {
  return lastDay === null ? at : viewOf(requireDay(lastDay), at.known, today);
}

const members = membersBy('household_id', ({ householdId }) => householdId);
const memberships = membersBy('anchor_id', ({ id }) => id);

function membersBy(by: 'household_id' | 'anchor_id', rowKey: (row: MemberRow) => string) {
  return sharedLoader<Key, readonly MemberRow[]>({
    cacheKey: ({ id }) => id,
    groupKey: readingKey,
    read: async (sql, keys, { secrets }, { reading }) =>
      Map.groupBy(await readMemberRows(sql, secrets, by, keyIds(keys), reading), rowKey),
  });
}

/** Loads the member who is the worker of a household, as of the day of the household. */
export async function loadWorkerNode(context: GraphContext, household: HouseholdNode): Promise<MemberNode | null> {
  const [row] = (await memberships(context).load(makeKey(context, household.workerId, household.at))) ?? [];
  return row === undefined ? null : memberNode(context, household, row);
}

/** The members of a household, found once because each of its records looks up its member. */
const membersFound = new WeakMap<HouseholdNode, readonly MemberNode[] | Promise<readonly MemberNode[]>>();

/** The members of a household as of its day; without a promise once they have been read. */
export function loadMemberNodes(
  context: GraphContext,
  household: HouseholdNode,
): readonly MemberNode[] | Promise<readonly MemberNode[]> {
  const known = membersFound.get(household);
  if (known !== undefined) return known;
  const found = members(context)
    .load(makeKey(context, household.id, household.at))
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
  const subject = recorded(context, household.isByKey, { kind: 'Person', id: row.personId });
  return { ...row, household, at: household.at, rights, subject };
}

const persons = sharedLoader<Key, PersonRow>({
  cacheKey: ({ id }) => id,
  groupKey: readingKey,
  read: (sql, keys, { secrets }, { reading }) => readPersonRows(sql, secrets, keyIds(keys), reading),
});

/** Loads a person, with the rights that the viewer has on this household. */
export function personIn(
  context: GraphContext,
  household: HouseholdNode,
  personId: string,
): Promise<PersonNode | null> {
  const { at, rights, isByKey, id: householdId } = household;
  // Without `async`, which would add promises to each of the many persons of a page.
  return persons(context)
    .load(makeKey(context, personId, at))
    .then((row) => {
      if (row === null) return null;
      const subject = recorded(context, isByKey, { kind: 'Person', id: personId });
      const reach = isByKey ? { householdId } : 'TERRITORY';
      return { ...row, rights: rightsOnPerson(context, rights, personId), at, subject, reach };
    });
}

interface RecordsKey extends Key {
  readonly kind: RecordKind;
}

/** The records of all kinds that are requested at once, read in one statement. */
const records = sharedLoader<RecordsKey, readonly RecordRow[]>({
  cacheKey: ({ id, kind }) => `${kind} ${id}`,
  groupKey: readingKey,
  read: async (sql, keys, { secrets }, { reading }) => {
    const kinds = [...new Set(keys.map(({ kind }) => kind))];
    const ids = [...new Set(keyIds(keys))];
    const found = await readRecordRows(sql, secrets, kinds, ids, reading);
    const lists = Map.groupBy(found, ({ kind, row }) => `${kind} ${row.householdId}`);
    return new Map([...lists].map(([id, rows]) => [id, rows.map(({ row }) => row)]));
  },
});

/** The records of a household of one kind. */
export function loadRecordNodes<K extends RecordKind>(
  context: GraphContext,
  kind: K,
  household: HouseholdNode,
): Promise<readonly RecordNode<K>[]> {
  return records(context)
    .load({ ...makeKey(context, household.id, household.at), kind })
    .then((rows) => (rows ?? []).map((row) => recordNode(row as RecordRow<K>, household)));
}

export function recordNode<K extends RecordKind>(row: RecordRow<K>, household: HouseholdNode): RecordNode<K> {
  const { at, rights, subject } = household;
  return { ...row, household, at, rights, subject };
}

/** The rights on one person: a worker may not unmask fields of the other members of the family. */
export function rightsOnPerson(context: GraphContext, rights: Rights, personId: string): Rights {
  const { personId: self } = requireViewer(context);
  if (self === null || self === personId) return rights;
  return new Set([...rights].filter((action) => !action.startsWith('UNMASK_')));
}

function keyIds(keys: readonly Key[]): readonly string[] {
  return keys.map(({ id }) => id);
}

function readingKey({ reading }: Key): string {
  return `${timesKey(reading)} ${reading.selectedFields?.id ?? ''}`;
}

function makeKey({ selectedFields }: GraphContext, id: string, at: View): Key {
  return { id, reading: { ...at, selectedFields } };
}
