import { authorisedUnions, type Viewer } from '../access/viewer.ts';
import { lastRevision } from '../database/time/change-log.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import type { Day } from '../kernel/calendar.ts';
import type { Deps } from '../usecase/command.ts';

/** What statistics are asked for: the state of a day, as known at a revision, of a union with all under it. */
export interface StatisticsQuery {
  /** The union's id or code; `null`: all that the viewer may read. */
  readonly union: string | null;
  readonly asOf: Day;
  readonly known: KnownAt;
}

/** Which households are counted: those whose steward of today is a union where the viewer may read statistics, and asked for. */
export interface StatisticsScope {
  /** The steward of a household is here as known at the revision. */
  readonly union: string | null;
  /** The unions within whose subtrees the viewer may read statistics: judged by the steward of now. */
  readonly territory: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string;
  readonly asOf: Day;
  readonly revision: number;
  /** The last revision there is: what is judged by today may change with the next. */
  readonly latest: number;
}

/** Everything that is counted of a scope is of one revision. */
export async function statisticsScope(
  { database, today }: Deps,
  viewer: Viewer,
  { union, asOf, known }: StatisticsQuery,
): Promise<StatisticsScope> {
  const latest = await lastRevision(database);
  const territory = authorisedUnions(viewer, 'READ_STATISTICS').toSorted();
  return { union, asOf, today, territory, latest, revision: known === 'NOW' ? latest : known };
}

/** How many households there are of one kind, with its Chinese name; `null`: it has none but its key. */
export interface HouseholdCount {
  readonly key: string;
  readonly name: string | null;
  readonly households: number;
}

/** A count for every key of a list, in its order, 0 of some; after them, of the others that were counted. */
export function listCounts(
  names: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>>,
  counted: ReadonlyMap<string, number>,
): readonly HouseholdCount[] {
  const keys = [...Object.keys(names), ...Object.keys(others).filter((key) => counted.has(key))];
  return keys.map((key) => ({ key, name: names[key] ?? others[key] ?? null, households: counted.get(key) ?? 0 }));
}
