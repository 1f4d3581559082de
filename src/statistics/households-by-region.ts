import type { Database } from '../database/database.ts';
import { countsOf, type HouseholdCount } from './household-count.ts';
import { countBy } from './households.store.ts';
import type { StatisticsScope } from './statistics-scope.ts';

/** 行政区划: how many households there are in each division whose standards apply to them, by its code. */
export async function householdsByRegion(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  const counted = await database.session((sql) => countBy(sql, scope, 'v.region', 'NOT_RECORDED'));
  return countsOf([], counted);
}
