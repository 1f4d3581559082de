import type { Database } from '../database/database.ts';
import { countBy, regionNames } from './households.store.ts';
import type { HouseholdCount, StatisticsScope } from './statistics.ts';

/** 行政区划: how many households there are in each division whose standards apply to them, by its code. */
export async function householdsByRegion(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  return database.session(async (sql) => {
    const counted = await countBy(sql, scope, 'v.region', '');
    const names = await regionNames(sql, [...counted.keys()]);
    return [...counted].map(([key, households]) => ({ key, name: names.get(key) ?? null, households }));
  });
}
