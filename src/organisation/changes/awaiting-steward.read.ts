import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { validOn } from '../../database/time/valid-on.ts';

/**
 * The SQL condition for a steward that was dissolved without a successor, on the day of a question and as known at its revision:
 * its households wait for another one.
 */
export function isDissolved(steward: string, day: string, known: KnownAt): string {
  return `${steward} in (select gone.anchor_id from trade_union_version gone
    where gone.state = 'DISSOLVED' and ${knownAt('gone', known)} and ${validOn('gone', `${day}::date`)})`;
}
