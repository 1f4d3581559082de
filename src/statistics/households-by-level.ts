import type { Database } from '../database/database.ts';
import { LEVELS } from '../policy/facts.ts';
import { countsOf, type HouseholdCount } from './household-count.ts';
import { countBy } from './households.store.ts';
import type { StatisticsScope } from './statistics-scope.ts';

/** 建档标准: how many households have a live file of each level (Article 2); `NO_FILE` where there is none on the day. */
export async function householdsByLevel(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  const counted = await database.session((sql) => countBy(sql, scope, 'f.level', 'NO_FILE'));
  return countsOf(LEVELS, counted);
}
