import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import type { HardshipMark } from './hardship-mark.codes.ts';

/** The SQL condition for a file `f` in the state `v` that has a mark, as known at a revision. */
export function isMarked(mark: HardshipMark, known: KnownAt): string {
  if (mark === 'LIFTED') return `v.state = 'LIFTED'`;
  return `exists (select from archive_file other
    join archive_file_version lifted on lifted.anchor_id = other.id and ${knownAt('lifted', known)} and lifted.state = 'LIFTED'
    where other.household_id = f.household_id and other.id <> f.id and lifted.valid_from <= (
      select min(own.valid_from) from archive_file_version own where own.anchor_id = f.id and ${knownAt('own', known)}))`;
}
