import type { Sql } from '../../../database/database.ts';
import type { Day } from '../../../kernel/calendar.ts';
import type { RegisterHousehold } from '../../kinds.ts';
import { householdOn, type Ranged, type StoredHousehold } from '../../household/stored-household.ts';
import type { HouseholdPlan, Revised } from '../plan-household.ts';
import { findAll, type Found, type Judged, loadGrounds, newAmong, toJudged } from './judge.ts';
import { findInRecords, type GivenRecord, withoutRecords } from './judge-records.ts';
import type { Grounds, Path } from './rule.ts';

/** An act on a household on record: what it writes, and the records that it gives. */
interface PlannedAct {
  readonly stored: StoredHousehold;
  readonly plan: HouseholdPlan;
  readonly given: readonly GivenRecord[];
  /** The findings are named by its parts, if it has them: `state`, `member` and `worker`. */
  readonly command: object;
}

/**
 * Judges an act by the household that it makes, on the days that it alters, and by the records that it gives. What was
 * implausible before is not the act's.
 */
export async function judgeAct(sql: Sql, act: PlannedAct, today: string): Promise<Judged> {
  const { stored, plan, given } = act;
  const after = statesAfter(stored, plan);
  const days = alteredDays(after, plan);
  const states = days.flatMap((day) => householdOn(after, day) ?? []);
  const grounds = await loadGrounds(sql, states, today);
  return toJudged([...days.flatMap((day) => findOnDay(act, after, day, grounds)), ...findInRecords(given, grounds)]);
}

function findOnDay({ stored, command }: PlannedAct, after: StoredHousehold, day: Day, grounds: Grounds) {
  const [own, before] = [householdOn(after, day), householdOn(stored, day)];
  if (own === null) return [];
  const found = findAll(withoutRecords(own), grounds);
  const added = newAmong(found, before === null ? null : withoutRecords(before), grounds);
  return added.map((one): Found => ({ ...one, path: pathInCommand(one.path, command, own) }));
}

/** The household after the writes of a plan to its states. */
function statesAfter(stored: StoredHousehold, plan: HouseholdPlan): StoredHousehold {
  const members = [...stored.members, ...plan.members.map((made) => ({ ...made, versions: [] }))];
  return {
    ...stored,
    versions: revised(stored.id, stored.versions, plan.household),
    members: members.map((one) => ({ ...one, versions: revised(one.id, one.versions, plan.memberships) })),
    persons: new Map(
      [...stored.persons].map(([id, one]) => [id, { ...one, versions: revised(id, one.versions, plan.persons) }]),
    ),
  };
}

function revised<T>(id: string, versions: readonly Ranged<T>[], { ended, begun }: Revised<T>): readonly Ranged<T>[] {
  const gone = new Set(ended.filter((one) => one.id === id).map(({ version }) => version.from));
  const added = begun.filter((one) => one.id === id).map((one) => ({ ...one, recordedIn: '' }));
  return [...versions.filter(({ from }) => !gone.has(from)), ...added].sort((one, other) => one.from - other.from);
}

/** The first days of all states within the days for which a plan writes one. */
function alteredDays({ versions, members, persons }: StoredHousehold, plan: HouseholdPlan): readonly Day[] {
  const written = [...plan.household.begun, ...plan.memberships.begun, ...plan.persons.begun];
  const lists: readonly (readonly Ranged<unknown>[])[] = [
    versions,
    ...members.map((one) => one.versions),
    ...[...persons.values()].map((one) => one.versions),
  ];
  const days = new Set(lists.flatMap((list) => list.map(({ from }) => from)));
  return [...days].filter((day) => written.some(({ from, to }) => from <= day && (to === null || day < to)));
}

/** The path in the command of what was found: of the value that it gives, or else of what it does. */
function pathInCommand(path: Path, command: object, { members }: RegisterHousehold): Path {
  const [root, first = ''] = path;
  const field = String(path.at(-1));
  const of = root === 'members' ? members[Number(first)]?.key : undefined;
  const { state, member } = command as { readonly state?: unknown; readonly member?: unknown };
  if (typeof state !== 'object' || state === null)
    return ['worker', 'member'].filter((name) => name in command).slice(0, 1);
  return of === member && field in state ? ['state', field] : ['state'];
}
