import type { Day } from '../../src/kernel/calendar.ts';
import type { MemberState, PersonState, RegisterRecord } from '../../src/registry/kinds.ts';
import { RECORD_KINDS } from '../../src/registry/kinds.ts';
import {
  anchorKey,
  type Ranged,
  type StoredHousehold,
  type StoredMember,
  type StoredPerson,
  type StoredRecord,
} from '../../src/registry/household/stored-household.ts';
import type { HouseholdPlan } from '../../src/registry/recording/plan-household.ts';

interface Revised<T> {
  readonly ended: readonly { readonly id: string; readonly version: Ranged<T> }[];
  readonly begun: readonly { readonly id: string; readonly from: Day; readonly to: Day | null; readonly value: T }[];
}

/**
 * The household on record after the writes of a plan, as the store makes them; throws if what ends is not live, or if
 * something begins that has no anchor.
 */
export function applyPlan(
  stored: StoredHousehold,
  plan: HouseholdPlan,
  persons: ReadonlyMap<string, StoredPerson>,
  change: string,
): StoredHousehold {
  const members = [...stored.members, ...plan.members.map((made): StoredMember => ({ ...made, versions: [] }))];
  requireAnchors(plan.household, [stored.id]);
  requireAnchors(
    plan.memberships,
    members.map(({ id }) => id),
  );
  requireAnchors(plan.persons, [...persons.keys()]);
  return {
    ...stored,
    versions: revised(stored.id, stored.versions, plan.household, change),
    members: members.map((one) => ({
      ...one,
      versions: revised<{ personId: string; membershipState: MemberState }>(
        one.id,
        one.versions,
        plan.memberships,
        change,
      ),
    })),
    persons: new Map(
      [...persons.values()].map((one) => [
        one.id,
        { ...one, versions: revised<PersonState>(one.id, one.versions, plan.persons, change) },
      ]),
    ),
    records: recordsAfter(stored, plan),
    anchors: new Map([
      ...stored.anchors,
      ...plan.records.anchors.map(({ kind, key, ofSurvey, id }) => [anchorKey(kind, key, ofSurvey), id] as const),
    ]),
  };
}

function requireAnchors({ ended, begun }: Revised<unknown>, ids: readonly string[]): void {
  if (![...ended, ...begun].every(({ id }) => ids.includes(id))) throw new Error('a version has its anchor');
}

function revised<T>(
  id: string,
  versions: readonly Ranged<T>[],
  { ended, begun }: Revised<T>,
  recordedIn: string,
): readonly Ranged<T>[] {
  const starts = ended.filter((one) => one.id === id).map(({ version }) => version.from);
  const kept = versions.filter(({ from }) => !starts.includes(from));
  if (kept.length !== versions.length - starts.length) throw new Error('what a plan ends is live');
  const added = begun.filter((one) => one.id === id).map(({ from, to, value }) => ({ from, to, value, recordedIn }));
  return [...kept, ...added].sort((one, other) => one.from - other.from);
}

function recordsAfter({ records, anchors }: StoredHousehold, plan: HouseholdPlan): readonly StoredRecord[] {
  const ended = new Set(RECORD_KINDS.flatMap((kind) => plan.records.revised[kind].ended.map(({ id }) => id)));
  const kept = records.filter(({ id }) => !ended.has(id));
  if (kept.length !== records.length - ended.size) throw new Error('what a plan ends is live');
  const keys = new Map<string, string>([
    ...[...anchors].map(([name, id]) => [id, name.split(' ').slice(2).join(' ')] as const),
    ...plan.records.anchors.map(({ id, key }) => [id, key] as const),
  ]);
  const added = RECORD_KINDS.flatMap((kind) =>
    plan.records.revised[kind].begun.map(({ id, memberId, values, surveyId, addedOn, ended, reverses }) => {
      const key = keys.get(id);
      if (key === undefined) throw new Error('a version has its anchor');
      const belonging = { surveyId, addedOn, ended, reverses };
      return { id, kind, memberId, key, ...belonging, values: values as RegisterRecord['values'] };
    }),
  );
  return [...kept, ...added];
}
