import type { Database } from '../../database/database.ts';
import type { Projection } from './projection.ts';

const served = new WeakMap<Database, Projection>();

/** Makes the projection of this process known to all who work on one of its databases. */
export function serveProjection(databases: readonly Database[], projection: Projection): void {
  for (const database of databases) served.set(database, projection);
}

/** The projection of this process; `undefined` if it has none open. */
export function servedProjection(database: Database): Projection | undefined {
  return served.get(database);
}
