import { authorisedUnions, type Viewer } from '../access/viewer.ts';
import { type AreaStates, lastRevisionWithStates } from '../database/time/area-marks.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import type { Day } from '../kernel/calendar.ts';
import type { Deps } from '../usecase/command.ts';

/** The arguments of statistics: a day, a revision and a union with all unions under it. */
export interface StatisticsQuery {
  /** The id or code of the union; `null` stands for everything that the viewer may read. */
  readonly union: string | null;
  readonly asOf: Day;
  readonly known: KnownAt;
}

/** A scope of households: the steward of the day is in the requested union, and the viewer may read statistics for the steward of today. */
export interface StatisticsScope {
  /** The id or code of a union: on the day, as known at the revision, it or a union under it is the steward. `null`: all. */
  readonly union: string | null;
  /** The unions in whose subtrees the viewer may read statistics; the current steward decides. */
  readonly territory: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly asOf: Day;
  readonly known: KnownAt;
  /** The revision that is counted; the newest one if the scope is of now. */
  readonly revision: number;
  /** The states of the areas at the newest revision: rights depend on today's stewards, whatever revision is counted. */
  readonly states: AreaStates;
}

/** Returns the scope at one revision, which all of its counts use. */
export async function statisticsScope(
  { database, today }: Deps,
  viewer: Viewer,
  { union, asOf, known }: StatisticsQuery,
): Promise<StatisticsScope> {
  const { revision, states } = await lastRevisionWithStates(database);
  const territory = authorisedUnions(viewer, 'READ_STATISTICS').toSorted();
  return { union, asOf, today, territory, known, revision: known === 'NOW' ? revision : known, states };
}

/** The number of households of one kind, with its Chinese name; `null` if it has only a key. */
export interface HouseholdCount {
  readonly key: string;
  readonly name: string | null;
  readonly households: number;
}

/** Returns a count for every key of a list in its order, possibly 0, and then those of the other counted keys. */
export function listCounts(
  names: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
  counted: ReadonlyMap<string, number>,
): readonly HouseholdCount[] {
  const keys = [...Object.keys(names), ...Object.keys(others).filter((key) => counted.has(key))];
  return keys.map((key) => ({ key, name: names[key] ?? others[key] ?? null, households: counted.get(key) ?? 0 }));
}
