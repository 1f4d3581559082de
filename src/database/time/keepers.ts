import { type KnownAt, knownAt } from './known-at.ts';

/** Who keeps each household on a day, as known at a revision: what the function `keepers` tells of now. */
function keepersAt(known: KnownAt, day: string): string {
  if (known === 'NOW') return `keepers(${day})`;
  return `(select h.id as household_id, coalesce(s.union_id, h.union_id) as union_id from household h
    left join archive_file_version f on f.household_id = h.id and ${knownAt('f', known)} and f.valid_to is null
      and f.state not in ('LIFTED', 'WITHDRAWN')
    left join stewardship s on s.anchor_id = f.anchor_id and ${knownAt('s', known)}
      and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day}))`;
}

/**
 * Joins to households who keeps each, `kept`, as known at a revision; `nowKept` is the union that keeps it as known now,
 * by which rights are judged.
 */
export function keptAt(
  known: KnownAt,
  day: string,
  householdId: string,
): { readonly keepers: string; readonly nowKept: string } {
  const kept = `join ${keepersAt(known, day)} kept on kept.household_id = ${householdId}`;
  if (known === 'NOW') return { keepers: kept, nowKept: 'kept.union_id' };
  const now = `join keepers(${day}) now on now.household_id = ${householdId}`;
  return { keepers: `${now} ${kept}`, nowKept: 'now.union_id' };
}
