import type { Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import { unionsFor } from '../../../access/staff.read.ts';
import { loadStewards } from '../../../access/territory.read.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import { loadHouseholds } from '../../household/household.read.ts';
import type { StoredHousehold } from '../../household/stored-household.ts';
import { loadPersons, mergedPersons } from '../../person/person.read.ts';
import { planOf } from '../household-plan.ts';
import { lockForWriting } from '../lock-for-writing.store.ts';
import type { Writing } from '../new-rows.ts';
import { writePlans } from '../write.store.ts';
import { NO_LIVES } from '../lives/life-plan.ts';
import { giveMemberships, mergeProblems, type Merging, statesBeside } from './merge-plan.ts';
import { doublePayments, householdsOfMembers, mergedInto, standingMerge } from './merge.read.ts';

/** Says that two persons on record are one and the same, and were all along. */
export interface MergePersons extends Command {
  /** The id of who is no person of their own any more; it and their number go on to find the other. */
  readonly from: string;
  readonly into: string;
}

interface Merged {
  /** The person who both are now. */
  readonly personId: string;
  /** The ids of payments that were made to both on one day, of one amount and kind; nothing is done to them. */
  readonly doubles: readonly string[];
  readonly changeId: string;
}

const RACES = { person_merge_live: problem('MERGED_ALREADY', 'from') };

/** Merges two persons, all or nothing, as one row in the change log that all their households show. */
export async function mergePersons(deps: Deps, command: MergePersons): Promise<OrProblems<Numbered<Merged>>> {
  return numbered(deps.database, await execute(deps, 'mergePersons', command, mergeBoth, RACES));
}

async function mergeBoth(sql: Sql, deps: Deps, command: MergePersons): Promise<OrProblems<Merged>> {
  const { from, into, actorId, purpose } = command;
  if (from === into) return fail([problem('SAME_PERSON', 'into')]);
  const loaded = await loadMerging(sql, deps, actorId, { from, into });
  if (!loaded.ok) return loaded;
  const problems = mergeProblems(loaded.value);
  if (problems.length > 0) return fail(problems);
  const doubles = await doublePayments(sql, [from, into]);
  const change = {
    ...{ id: newId(), actorId, action: 'MERGE_PERSONS' as const, purpose },
    ...{ subjectKind: 'PERSON' as const, subjectId: into },
  };
  const further = await mergedInto(sql, from);
  await writePlans(sql, deps.secrets, writingsOf(loaded.value, further, change));
  return succeed({ personId: into, doubles, changeId: change.id });
}

/** Loads two persons and all their households. A person who is not on record is refused as one whom the actor may not write. */
async function loadMerging(
  sql: Sql,
  deps: Deps,
  actorId: string,
  { from, into }: Pick<MergePersons, 'from' | 'into'>,
): Promise<OrProblems<Merging>> {
  const households: StoredHousehold[] = [];
  for (const [path, id] of Object.entries({ from, into })) {
    const own = await lockMerging(sql, deps, actorId, [from, into], [id]);
    if (own === undefined) return fail([problem('NO_SUCH_PERSON', path)]);
    if ((await standingMerge(sql, id)) !== undefined) return fail([problem('MERGED_ALREADY', path)]);
    households.push(...own.filter((one) => households.every((other) => other.id !== one.id)));
  }
  const persons = await loadPersons(sql, deps.secrets, [from, into], 'NOW');
  const [one, other] = [persons.get(from), persons.get(into)];
  if (one === undefined || other === undefined) return fail([problem('NO_SUCH_PERSON', 'from')]);
  return succeed({ from: one, into: other, households });
}

/**
 * Locks persons and all their households, and loads the households of some of them, or of those whom they were merged into;
 * `undefined` if there are none or if the actor may not write each of them.
 */
export async function lockMerging(
  sql: Sql,
  { secrets, today }: Deps,
  actorId: string,
  persons: readonly string[],
  of: readonly string[],
): Promise<readonly StoredHousehold[] | undefined> {
  await lockForWriting(sql, await householdsOfMembers(sql, persons));
  await lockForWriting(sql, persons);
  const kept = await mergedPersons(sql, of, 'NOW');
  const ids = await householdsOfMembers(sql, [...of, ...kept.values()]);
  const stewards = await loadStewards(sql, ids, today);
  const own = await unionsFor(sql, actorId, 'RECORD_HOUSEHOLD', [...new Set(stewards.values())], today);
  if (ids.length === 0 || ids.some((id) => !own.has(stewards.get(id) ?? ''))) return undefined;
  return [...(await loadHouseholds(sql, secrets, ids, 'NOW')).values()];
}

/** What is written of each household; the first one bears what is written of the persons. */
function writingsOf(
  { from, into, households }: Merging,
  further: readonly string[],
  change: Writing['change'],
): readonly Writing[] {
  const keys = new Map([from, into].map(({ id, dataKey }) => [id, dataKey]));
  const deaths = from.death !== null && into.death === null ? [{ id: into.id, ...from.death }] : [];
  const merges = {
    ended: further,
    begun: [from.id, ...further].map((id) => ({ id, intoId: into.id })),
  };
  return households.map((stored, at) => {
    const memberships = giveMemberships(stored, from.id, into.id);
    const own = {
      persons: statesBeside(from.versions, into),
      lives: { ...NO_LIVES, merges, deaths: { ended: [], begun: deaths } },
    };
    const plan = planOf(stored, { memberships, ...(at === 0 ? own : {}) });
    return { plan, change, stored, made: null, persons: { made: [], keys } };
  });
}
