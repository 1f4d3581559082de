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
  return roots.map((of) => under(unionId, of, day)).join(' and ');
}

/** Returns the SQL condition for a union in the subtrees of an array of unions, as the tree is on a day. */
export function under(unionId: string, roots: string, day: string): string {
  return `${unionId} in (select c.descendant_id from union_closure c where c.ancestor_id = any(${roots})
    and ${validOn('c', `${day}::date`)})`;
}

/** An array of the ids of the union that is named by its id or code: roots for {@link under}. */
export function unionNamed(parameters: Parameters, name: string): string {
  return `array(select named.id from trade_union named where ${parameters.add(name)} in (named.code, named.id::text))`;
}
