import { validOn } from './valid-on.ts';
import { type KnownAt, knownAt } from './known-at.ts';

/** The times at which the stewards of households are asked for. The days are expressions of the statement. */
export interface StewardTimes {
  /** The day of the question; it may be a column, such as the day of a payment. */
  readonly day: string;
  readonly known: KnownAt;
  /** The day by which permissions are checked. */
  readonly today: string;
  /** Whether the day of the question is today, as known now. */
  readonly isPresent: boolean;
}

interface JoinedStewards {
  readonly join: string;
  /** The steward of the household on the day of the question, as known at its revision: what is shown and counted. */
  readonly steward: string;
  /** The steward of today as known now, by whom permissions are checked. */
  readonly currentSteward: string;
  /** The file of the household that is live on the day of the question, as known at its revision. */
  readonly fileId: string;
}

/**
 * Joins the stewards of the households of a statement, under the aliases `present`, `recorder`, `live` and `kept`. The steward
 * is that of the file that is live on the day or, without one, the union that recorded the household. For the present a derived
 * row of each household (`household_index`) has it.
 */
export function joinStewards({ day, known, today, isPresent }: StewardTimes, householdId: string): JoinedStewards {
  const currentSteward = 'present.union_id';
  const present = `join stewards(${today}) present on present.household_id = ${householdId}`;
  if (isPresent) return { join: present, steward: currentSteward, currentSteward, fileId: 'present.file_id' };
  return {
    join: `${present} join household recorder on recorder.id = ${householdId}
      left join archive_file_version live on live.household_id = ${householdId} and ${knownAt('live', known)}
        and ${validOn('live', day)} and live.state not in ('LIFTED', 'WITHDRAWN', 'REFUSED')
      left join stewardship kept on kept.anchor_id = live.anchor_id and ${knownAt('kept', known)} and ${validOn('kept', day)}`,
    steward: 'coalesce(kept.union_id, recorder.union_id)',
    currentSteward,
    fileId: 'live.anchor_id',
  };
}
