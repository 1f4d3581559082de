import { type KnownAt, knownAt } from './known-at.ts';

/** Who keeps each household on a day, as known at a revision: what the function `keepers` tells of now. */
export function keepersAt(known: KnownAt, day: string): string {
  if (known === 'NOW') return `keepers(${day})`;
  return `(select h.id as household_id, coalesce(s.union_id, h.union_id) as union_id from household h
    left join archive_file_version f on f.household_id = h.id and ${knownAt('f', known)} and f.valid_to is null
      and f.state not in ('LIFTED', 'WITHDRAWN')
    left join stewardship s on s.anchor_id = f.anchor_id and ${knownAt('s', known)}
      and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day}))`;
}
