import type { Database } from '../../database/database.ts';
import { areaCache } from '../../database/reads/areas/area-cache.ts';
import { noteRecorded, type Recorded, recordStatements } from '../../database/reads/recorded-statements.ts';
import type { StatisticsScope } from '../statistics.ts';

const cache = areaCache<unknown>('figures', 500);

const underWay = new WeakMap<Database, Map<string, Promise<Recorded<unknown>>>>();

/**
 * Returns a figure of a scope, and computes it unless it is cached. A figure stays cached until something is written into
 * the areas that it is counted from, and concurrent requests for a figure wait for the same computation.
 */
export async function cachedFigure<T>(
  database: Database,
  { revision, states, ...scope }: StatisticsScope,
  figure: string,
  make: () => Promise<T>,
): Promise<T> {
  const key = JSON.stringify([figure, scope]);
  const found = cache.find(database, states, key);
  if (found !== undefined) return noteRecorded(found) as T;
  const figures = underWay.get(database) ?? new Map<string, Promise<Recorded<unknown>>>();
  underWay.set(database, figures);
  const request = JSON.stringify([key, revision, ...states]);
  const compute = async () => {
    const { value, texts } = await recordStatements(make);
    await cache.keep(database, states, { value: new Map([[key, value]]), texts });
    return { value, texts };
  };
  const computed = figures.get(request) ?? compute().finally(() => figures.delete(request));
  figures.set(request, computed);
  return noteRecorded(await computed) as T;
}
