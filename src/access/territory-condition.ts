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

/** As {@link under}, where the day is another one for each row, such as the day of a payment. */
export function underThen(unionId: string, roots: string, day: string, known: KnownAt): string {
  return `exists (select from union_closure c where c.descendant_id = ${unionId} and c.ancestor_id = any(${roots})
    and ${knownAt('c', known)} and ${validOn('c', day)})`;
}

/** An array of the ids of the union that is named by its id or code: roots for {@link under}. */
export function unionNamed(parameters: Parameters, name: string): string {
  return `array(select named.id from trade_union named where ${parameters.add(name)} in (named.code, named.id::text))`;
}
