import type { Sql } from '../../../database/database.ts';
import { newId } from '../../../database/ids.ts';
import { fail, succeed } from '../../../kernel/result.ts';
import type { Command, Deps } from '../../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../../usecase/execute.ts';
import { problem, type OrProblems } from '../../../usecase/problem.ts';
import type { StoredHousehold } from '../../household/stored-household.ts';
import { loadPersons } from '../../person/person.read.ts';
import { planOf } from '../household-plan.ts';
import type { Writing } from '../new-rows.ts';
import { writePlans } from '../write.store.ts';
import { NO_LIVES } from '../lives/life-plan.ts';
import { lockMerging } from './merge-persons.ts';
import {
  type FactSince,
  factsSince,
  numberOfChange,
  pointedFurther,
  standingMerge,
  type StandingMerge,
  staysGiven,
  staysKnown,
} from './merge.read.ts';
import { type Gift, giftProblems, returnLives, returnMemberships, returnStates, type Undoing } from './undo-plan.ts';

/** Says that two persons who were merged are two after all. */
export interface UndoMerge extends Command {
  /** The id of the person who was merged into another. */
  readonly person: string;
  /** Whose each fact is that was recorded since the merge. */
  readonly give: readonly Gift[];
}

interface Undone {
  readonly personId: string;
  readonly changeId: string;
}

const RACES = {
  person_merge_live: problem('NO_SUCH_MERGE', 'person'),
  one_household_a_person: problem('ALREADY_ON_FILE_ELSEWHERE', 'give'),
};

/**
 * Undoes a merge, all or nothing. It is refused while facts recorded since are nobody's ({@link factsToGive}). Payments stay with
 * the memberships that they were made to.
 */
export async function undoMerge(deps: Deps, command: UndoMerge): Promise<OrProblems<Numbered<Undone>>> {
  return numbered(deps.database, await execute(deps, 'undoMerge', command, undo, RACES));
}

/** What was recorded of a merged person since the merge; empty if the actor could not undo it. */
export async function factsToGive(deps: Deps, command: UndoMerge): Promise<readonly FactSince[]> {
  const found = await deps.database.transaction((sql) => findUndoing(sql, deps, command));
  return found.ok ? found.value.undoing.facts : [];
}

async function undo(sql: Sql, deps: Deps, command: UndoMerge): Promise<OrProblems<Undone>> {
  const found = await findUndoing(sql, deps, command);
  if (!found.ok) return found;
  const { undoing, households } = found.value;
  const problems = giftProblems(undoing, households);
  if (problems.length > 0) return fail(problems);
  const { actorId, purpose, person: personId } = command;
  const change = {
    ...{ id: newId(), actorId, action: 'UNDO_MERGE' as const, purpose },
    ...{ subjectKind: 'PERSON' as const, subjectId: personId },
  };
  await writePlans(sql, deps.secrets, writingsOf(undoing, households, change));
  return succeed({ personId, changeId: change.id });
}

interface Found {
  readonly undoing: Undoing;
  readonly households: readonly StoredHousehold[];
}

async function findUndoing(sql: Sql, deps: Deps, command: UndoMerge): Promise<OrProblems<Found>> {
  const { person, actorId } = command;
  const merge = await standingMerge(sql, person);
  // What is missing takes the same statements as what is forbidden.
  const intoId = merge?.intoId ?? person;
  const households = await lockMerging(sql, deps, actorId, [intoId, person], [intoId]);
  if (merge === undefined || households === undefined) return fail([problem('NO_SUCH_MERGE', 'person')]);
  const latest = await standingMerge(sql, person);
  if (latest?.changeId !== merge.changeId) return fail([problem('NO_SUCH_MERGE', 'person')]);
  const undoing = await loadUndoing(sql, deps, command, merge);
  return undoing.ok ? succeed({ undoing: undoing.value, households }) : undoing;
}

async function loadUndoing(
  sql: Sql,
  { secrets }: Deps,
  { person, give }: UndoMerge,
  { intoId, firstIntoId, changeId }: StandingMerge,
): Promise<OrProblems<Undoing>> {
  if (firstIntoId !== intoId) return fail([problem('MERGED_FURTHER', 'person')]);
  const pointed = await pointedFurther(sql, changeId);
  const number = await numberOfChange(sql, changeId);
  if (number === undefined) return fail([problem('STALE_REVISION', 'person')]);
  const persons = await loadPersons(sql, secrets, [person, intoId], 'NOW');
  const earlier = await loadPersons(sql, secrets, [intoId], number - 1);
  const then = await loadPersons(sql, secrets, [intoId], number);
  const [from, into, before] = [persons.get(person), persons.get(intoId), earlier.get(intoId)];
  const merged = then.get(intoId)?.versions ?? [];
  if (from === undefined || into === undefined || before === undefined)
    return fail([problem('NO_SUCH_MERGE', 'person')]);
  const stays = await staysGiven(sql, person, changeId);
  const ownStays = await staysKnown(sql, intoId, number - 1);
  const facts = await factsSince(sql, intoId, changeId);
  const further = [...pointed].filter(([, old]) => old === person).map(([id]) => id);
  return succeed({ from, into, before, merged, changeId, stays, ownStays, facts, give, further });
}

/** What is written of each household; the first one bears what is written of the persons. */
function writingsOf(
  undoing: Undoing,
  households: readonly StoredHousehold[],
  change: Writing['change'],
): readonly Writing[] {
  const keys = new Map([undoing.from, undoing.into].map(({ id, dataKey }) => [id, dataKey]));
  const own = { persons: returnStates(undoing), lives: { ...NO_LIVES, ...returnLives(undoing) } };
  return households.map((stored, at) => {
    const plan = planOf(stored, { memberships: returnMemberships(stored, undoing), ...(at === 0 ? own : {}) });
    return { plan, change, stored, made: null, persons: { made: [], keys } };
  });
}
