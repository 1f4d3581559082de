import type { KnownAt } from '../database/known-at.ts';
import type { Day } from '../kernel/calendar.ts';

/** Which households are counted: those that are kept today where the viewer may read statistics, as they stood then. */
export interface StatisticsScope {
  /** Those that this union or one under it keeps, as known at the revision: its id or its code; `null`: all. */
  readonly union: string | null;
  /** The unions within whose subtrees the viewer may read statistics: judged by who keeps the household now. */
  readonly territory: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** The day on which they have a state. */
  readonly asOf: Day;
  readonly known: KnownAt;
}

/** How many households there are of one kind. */
export interface HouseholdCount {
  readonly key: string;
  readonly households: number;
}

/** A count for every key of a code list, in its order, and after them for what else was counted. */
export function countsOf(keys: readonly string[], counted: ReadonlyMap<string, number>): readonly HouseholdCount[] {
  const all = [...new Set([...keys, ...counted.keys()])];
  return all.map((key) => ({ key, households: counted.get(key) ?? 0 }));
}
