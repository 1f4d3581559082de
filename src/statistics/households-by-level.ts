import type { Database } from '../database/database.ts';
import { LEVEL_NAMES } from '../policy/names.ts';
import { countHouseholdsBy } from './counting/count-households.ts';
import { listCounts, type HouseholdCount, type StatisticsScope } from './statistics.ts';

/** 建档标准: how many households have a live file of each level (Article 2); `NO_FILE` where there is none on the day. */
export async function householdsByLevel(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  const counted = await countHouseholdsBy(database, scope, 'f.level', 'NO_FILE');
  return listCounts(LEVEL_NAMES, { NO_FILE: '没有在办档案' }, counted);
}
