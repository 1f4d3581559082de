import type { Database } from '../database/database.ts';
import { LEVEL_NAMES } from '../policy/names.ts';
import { countHouseholdsBy } from './counting/count-households.ts';
import { listCounts, type HouseholdCount, type StatisticsScope } from './statistics.ts';

/** 建档标准: counts households by the level of their live file (Article 2); `NO_FILE` counts those without one on the day. */
export async function householdsByLevel(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  const counted = await countHouseholdsBy(database, scope, 'f.level', 'NO_FILE');
  return listCounts(LEVEL_NAMES, { NO_FILE: '没有在办档案' }, counted);
}
