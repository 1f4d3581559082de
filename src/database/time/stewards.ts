import { validOn } from './valid-on.ts';
import { type KnownAt, knownAt } from './known-at.ts';

/** The steward of each household on a day, as known at a revision. */
function stewardsAt(known: KnownAt, day: string): string {
  if (known === 'NOW') return `stewards(${day})`;
  return `(select h.id as household_id, coalesce(s.union_id, h.union_id) as union_id from household h
    left join archive_file_version f on f.household_id = h.id and ${knownAt('f', known)} and f.valid_to is null
      and f.state not in ('LIFTED', 'WITHDRAWN')
    left join stewardship s on s.anchor_id = f.anchor_id and ${knownAt('s', known)}
      and ${validOn('s', day)})`;
}

/**
 * Joins, under the alias `stewards`, the steward of each household as known at a revision. `currentSteward` is the column
 * of its steward as known now, by which permissions are checked.
 */
export function joinStewards(
  known: KnownAt,
  day: string,
  householdId: string,
): { readonly stewards: string; readonly currentSteward: string } {
  const join = `join ${stewardsAt(known, day)} stewards on stewards.household_id = ${householdId}`;
  if (known === 'NOW') return { stewards: join, currentSteward: 'stewards.union_id' };
  const now = `join stewards(${day}) now on now.household_id = ${householdId}`;
  return { stewards: `${now} ${join}`, currentSteward: 'now.union_id' };
}
