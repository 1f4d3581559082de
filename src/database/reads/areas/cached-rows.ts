import type { Database } from '../../database.ts';
import { areaStates } from '../../time/area-marks.ts';
import { noteRecorded, recordStatements, withoutRecording } from '../recorded-statements.ts';
import { areaCache } from './area-cache.ts';

interface WithDatabase {
  readonly database: Database;
}

const MOST_ROWS = 20_000;

/**
 * Caches the rows of a read until something is written into the areas that it reads. Each call first reads the states of
 * the areas, so that no answer is older than its question. `cacheKey` must distinguish everything that changes the row:
 * the key, the day and the columns. The read gives `null` for a key without a row.
 */
export function cachedRows<Key, Row, On extends WithDatabase>(
  name: string,
  cacheKey: (key: Key, on: On) => string,
  read: (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, Row>>,
): (on: On, keys: readonly Key[]) => Promise<ReadonlyMap<string, Row>> {
  const cache = areaCache<Row>(name, MOST_ROWS);
  return async (on, keys) => {
    const { database } = on;
    const states = await withoutRecording(() => areaStates(database));
    const rows = new Map<string, Row>();
    const missing: Key[] = [];
    for (const key of keys) {
      const id = cacheKey(key, on);
      const found = cache.find(database, states, id);
      if (found === undefined) missing.push(key);
      else rows.set(id, noteRecorded(found));
    }
    if (missing.length === 0) return rows;
    const recorded = await recordStatements(() => read(on, missing));
    await cache.keep(database, states, recorded);
    for (const [id, row] of noteRecorded(recorded)) rows.set(id, row);
    return rows;
  };
}
