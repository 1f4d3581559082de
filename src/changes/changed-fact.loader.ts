import { SENSITIVITIES } from '../access/sensitivity.codes.ts';
import type { Rights } from '../access/viewer.ts';
import { rightsOnSteps } from '../archive/procedure/graph/objector.loader.ts';
import type { Field } from '../fields/field.ts';
import { memo } from '../fields/sealed-values.ts';
import { requestLoader } from '../graph/batch/batch.ts';
import type { GraphContext } from '../graph/context.ts';
import { viewOf } from '../graph/arguments/read-at.ts';
import { showSensitive } from '../graph/policy/field-policy.ts';
import { masked } from '../graph/policy/mask.ts';
import type { Protected, Subject } from '../graph/policy/protected.ts';
import { requireDay } from '../kernel/calendar.ts';
import { loadHouseholdNode, rightsOnPerson } from '../registry/graph/household.loader.ts';
import { loadPersonNodes } from '../registry/graph/person.loader.ts';
import type { ChangeRow, HistorySubject } from './change.read.ts';
import { type ChangedFact, changedFacts, type ChangedField } from './facts/changed-facts.ts';
import { FACT_KINDS, type FactOwners, type FactVersion, readFactVersions } from './facts/facts.read.ts';
import { formText } from './facts/print-value.ts';

/** A change as one reader sees it. */
export interface ChangeNode extends ChangeRow {
  readonly changeId: string;
  readonly revision: number | null;
  /** The union or standard in whose history it is shown, of a change of which that is not the subject. */
  readonly beside: { readonly kind: HistorySubject; readonly id: string } | null;
}

const NONE: Rights = new Set();
/** Unions and standards are for everybody who may read any. */
const OPEN: Rights = new Set(['READ_ORGANISATION']);
const NOBODY: FactOwners = { households: [], persons: [], unions: [], standards: [] };

/** Whose facts are shown of a change. */
function ownersOf({ subjectKind, subjectId, households, beside }: ChangeNode): FactOwners {
  const { kind, id } = beside ?? { kind: subjectKind, id: subjectId };
  if (kind === 'TRADE_UNION') return { ...NOBODY, unions: [id] };
  if (kind === 'STANDARD') return { ...NOBODY, standards: [id] };
  const own = kind === 'HOUSEHOLD' ? [id] : [];
  return { ...NOBODY, households: [...own, ...households], persons: kind === 'PERSON' ? [id] : [] };
}

function isOf({ ownerId, households }: FactVersion, owners: FactOwners): boolean {
  return Object.values<readonly string[]>({ ...owners }).some(
    (ids) => ids.includes(ownerId) || households.some((id) => ids.includes(id)),
  );
}

/** The versions that changes recorded or superseded: a constant number of statements, however many changes. */
const versions = requestLoader<ChangeNode, readonly FactVersion[]>({
  cacheKey: ({ id }) => id,
  groupKey: () => '',
  read: async (sql, changes, { secrets }) => {
    const owners = changes.map(ownersOf);
    const all = (of: keyof FactOwners) => [...new Set(owners.flatMap((one) => one[of]))];
    const ids = [...new Set(changes.map(({ changeId }) => changeId))];
    const found = await readFactVersions(sql, secrets, ids, {
      ...{ households: all('households'), persons: all('persons'), unions: all('unions'), standards: all('standards') },
    });
    const byChange = Map.groupBy(
      found.flatMap((version) => [version.recordedIn, version.supersededIn].map((changeId) => ({ changeId, version }))),
      ({ changeId }) => changeId,
    );
    const ownOf = (change: ChangeNode) =>
      (byChange.get(change.changeId) ?? [])
        .map(({ version }) => version)
        .filter((version) => isOf(version, ownersOf(change)));
    return new Map(changes.map((change) => [change.id, ownOf(change)]));
  },
});

/** What a change did to facts, as far as the reader may know of it. */
export async function loadChangedFacts(context: GraphContext, change: ChangeNode, about: string | null) {
  const found = (await versions(context).load(change)) ?? [];
  const rightsOf = await loadRights(context, ownersOf(change), found);
  const mask = (value: unknown, { sensitivity }: Field) => (sensitivity === null ? value : masked(value, sensitivity));
  return changedFacts(change.changeId, found, rightsOf, mask)
    .filter(({ version }) => about === null || idsOf(version).includes(about))
    .map((fact) => factNode(context, fact, rightsOf(fact.version)));
}

function idsOf({ anchorId, ownerId, memberId, personId }: FactVersion): readonly (string | null)[] {
  return [anchorId, ownerId, memberId, personId];
}

/**
 * The rights of the reader on facts: those on their household; on those of a person also the rights on the household that they
 * belong to, which may be another one today.
 */
async function loadRights(context: GraphContext, owners: FactOwners, found: readonly FactVersion[]) {
  const view = viewOf(requireDay(context.deps.today), 'NOW', context.deps.today);
  const personIds = [...new Set(found.filter(isOfPerson).map(({ ownerId }) => ownerId))];
  const [households, persons] = await Promise.all([
    Promise.all(owners.households.map((id) => loadHouseholdNode(context, id, view))),
    loadPersonNodes(
      context,
      personIds.map((id) => ({ by: 'id', id })),
      view,
    ),
  ]);
  const byHousehold = new Map(households.flatMap((node) => (node === null ? [] : [[node.id, node.rights]])));
  const byObjection = await loadObjectionRights(context, found, byHousehold);
  const byPerson = new Map(personIds.map((id, at) => [id, persons[at]?.rights ?? NONE]));
  return (version: FactVersion): Rights => {
    if (isOfPerson(version)) {
      const { ownerId: id } = version;
      const shared = version.households.map((one) => rightsOnPerson(context, byHousehold.get(one) ?? NONE, id));
      return new Set([...shared, byPerson.get(id) ?? NONE].flatMap((rights) => [...rights]));
    }
    if (FACT_KINDS[version.kind].owner !== 'HOUSEHOLD') return OPEN;
    const rights = byObjection.get(version.anchorId) ?? byHousehold.get(version.ownerId) ?? NONE;
    return version.personId === null ? rights : rightsOnPerson(context, rights, version.personId);
  };
}

/** The rights on objections to publicities, of which not everybody learns the author who may see the household. */
async function loadObjectionRights(
  context: GraphContext,
  found: readonly FactVersion[],
  byHousehold: ReadonlyMap<string, Rights>,
): Promise<ReadonlyMap<string, Rights>> {
  const objections = found.filter(({ kind, value }) => kind === 'STEP' && value('act') === 'OBJECT');
  const rights = objections.map(async ({ anchorId, ownerId }) => {
    return [anchorId, await rightsOnSteps(context, anchorId, byHousehold.get(ownerId) ?? NONE)] as const;
  });
  return new Map(await Promise.all(rights));
}

function isOfPerson({ kind }: FactVersion): boolean {
  return FACT_KINDS[kind].owner === 'PERSON';
}

function factNode(context: GraphContext, { version, effect, from, to, fields }: ChangedFact, rights: Rights) {
  const { kind, anchorId, ownerId, key, memberId, personId } = version;
  const subject: Subject = personId === null ? { kind: 'Household', id: ownerId } : { kind: 'Person', id: personId };
  const days = { from: from === null ? null : requireDay(from), to: to === null ? null : requireDay(to) };
  const source: Protected = { rights, subject, secret: () => null };
  return {
    ...{ kind, factId: anchorId, belongsTo: ownerId, key, memberId, personId, effect, ...days },
    fields: fields.map((field) => fieldNode(context, field, source)),
  };
}

function fieldNode(context: GraphContext, { name, field, old, now }: ChangedField, source: Protected) {
  const { sensitivity } = field;
  const shown = (value: unknown) =>
    memo(() => (sensitivity === null ? value : showSensitive(context, source, sensitivity, value)));
  const [before, after] = [shown(old), shown(now)];
  return {
    ...{ field: name, term: field.zh, old: before, new: after, isWithheld: isWithheld(context, field, source.rights) },
    oldText: () => formText(field, before()),
    newText: () => formText(field, after()),
  };
}

/** Whether a purpose would show the values. */
function isWithheld({ viewer }: GraphContext, { sensitivity }: Field, rights: Rights): boolean {
  return sensitivity !== null && rights.has(SENSITIVITIES[sensitivity]) && typeof viewer?.purpose !== 'string';
}
