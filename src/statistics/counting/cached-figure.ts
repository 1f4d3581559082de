import type { Database } from '../../database/database.ts';
import type { StatisticsScope } from '../statistics.ts';

const MOST_KEPT = 500;

const cache = new WeakMap<Database, Map<string, Promise<unknown>>>();

/**
 * Returns a figure of a scope, and computes it unless it is cached. The figures of a revision never change, so recent ones
 * are cached, and concurrent requests for a figure wait for the same computation.
 */
export function cachedFigure<T>(
  database: Database,
  scope: StatisticsScope,
  figure: string,
  make: () => Promise<T>,
): Promise<T> {
  const figures = cache.get(database) ?? new Map<string, Promise<unknown>>();
  cache.set(database, figures);
  const key = JSON.stringify([figure, scope]);
  const found = (figures.get(key) as Promise<T> | undefined) ?? make();
  figures.delete(key);
  figures.set(key, found);
  found.catch(() => figures.delete(key));
  const [oldest] = figures.keys();
  if (figures.size > MOST_KEPT && oldest !== undefined) figures.delete(oldest);
  return found;
}
