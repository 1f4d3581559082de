import type { Database } from '../database/database.ts';
import { countHouseholdsBy } from './counting/count-households.ts';
import { regionNames } from './counting/households.read.ts';
import type { HouseholdCount, StatisticsScope } from './statistics.ts';

/** 行政区划: counts households by the code of the division whose standards apply to them. */
export async function householdsByRegion(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  const counted = await countHouseholdsBy(database, scope, 'v.region', '');
  const names = await database.session((sql) => regionNames(sql, [...counted.keys()]));
  return [...counted].map(([key, households]) => ({ key, name: names.get(key) ?? null, households }));
}
