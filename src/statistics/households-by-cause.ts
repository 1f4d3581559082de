import type { Database } from '../database/database.ts';
import { HARDSHIP_CAUSES } from '../registry/household/household.codes.ts';
import { countHouseholdsBy } from './counting/count-households.ts';
import { listCounts, type HouseholdCount, type StatisticsScope } from './statistics.ts';

/** 主要致困原因: counts households by their main cause; `NOT_RECORDED` counts those without one. */
export async function householdsByCause(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  const counted = await countHouseholdsBy(database, scope, 'v.main_cause', 'NOT_RECORDED');
  return listCounts(HARDSHIP_CAUSES, { NOT_RECORDED: '未登记' }, counted);
}
