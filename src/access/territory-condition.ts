import { type KnownAt, knownAt } from '../database/time/known-at.ts';
import { currentOn, validOn } from '../database/time/valid-on.ts';
import type { Parameters } from '../database/parameters.ts';
import type { Action } from './permissions.ts';
import { authorisedUnions, type Viewer } from './viewer.ts';

interface AccessCheck {
  readonly viewer: Viewer;
  /** The viewer needs all of these actions. */
  readonly actions: readonly Action[];
  readonly today: string;
}

/**
 * Returns the SQL condition for rows within a viewer's territory: the steward is a union under one of their grants or, for
 * a worker, the household is their own. `unionId` and `householdId` are columns of the statement.
 */
export function withinTerritory(
  parameters: Parameters,
  { viewer, actions, today }: AccessCheck,
  unionId: string,
  householdId: string,
): string {
  const day = parameters.add(today);
  if (viewer.personId !== null) {
    return `exists (select from membership_version own join household_version now on now.worker_id = own.anchor_id
      and ${currentOn('now', `${day}::date`)}
      where own.person_id = ${parameters.add(viewer.personId)}::uuid and own.household_id = ${householdId}
        and ${currentOn('own', `${day}::date`)})`;
  }
  const roots = actions.map((action) => `${parameters.add(authorisedUnions(viewer, action))}::uuid[]`);
  return roots.map((of) => underToday(unionId, of, day)).join(' and ');
}

/** Returns the SQL condition for a union in the subtrees of an array of unions today, as known now: what rights rest on. */
export function underToday(unionId: string, roots: string, today: string): string {
  return under(unionId, roots, today, 'NOW');
}

/**
 * Returns the SQL condition for a union in the subtrees of an array of unions, as the tree was on the day of a question and
 * known at its revision.
 */
export function under(unionId: string, roots: string, day: string, known: KnownAt): string {
  return `${unionId} in (select c.descendant_id from union_closure c where c.ancestor_id = any(${roots})
    and ${knownAt('c', known)} and ${validOn('c', `${day}::date`)})`;
}

/** A household of a statement: the expressions of its id and of its steward at the times of a question. */
interface KeptHousehold {
  readonly id: string;
  readonly steward: string;
}

/** Returns the SQL condition for households whose steward was in the subtrees of an array of unions, as {@link under} says. */
export function keptUnder({ id, steward }: KeptHousehold, roots: string, day: string, known: KnownAt): string {
  return `${under(steward, roots, day, known)} and ${everKeptUnder(id, roots)}`;
}

/** As {@link keptUnder}, where the day is another one for each row, such as the day of a payment. */
export function keptUnderThen({ id, steward }: KeptHousehold, roots: string, day: string, known: KnownAt): string {
  return `exists (select from union_closure c where c.descendant_id = ${steward} and c.ancestor_id = any(${roots})
    and ${knownAt('c', known)} and ${validOn('c', day)}) and ${everKeptUnder(id, roots)}`;
}

/** A condition that indexes serve, for more households than are asked for: a steward of a day is found from household to household. */
function everKeptUnder(householdId: string, roots: string): string {
  const everUnder = `in (select c.descendant_id from union_closure c where c.ancestor_id = any(${roots}))`;
  return `${householdId} in (
    select f.household_id from stewardship s join archive_file f on f.id = s.anchor_id where s.union_id ${everUnder}
    union select h.id from household h where h.union_id ${everUnder})`;
}

/** An array of the ids of the union that is named by its id or code: roots for {@link under}. */
export function unionNamed(parameters: Parameters, name: string): string {
  return `array(select named.id from trade_union named where ${parameters.add(name)} in (named.code, named.id::text))`;
}
