import type { Database } from '../database/database.ts';
import { HARDSHIP_CAUSES } from '../registry/household/household.codes.ts';
import { countsOf, type HouseholdCount } from './household-count.ts';
import { countBy } from './households.store.ts';
import type { StatisticsScope } from './statistics-scope.ts';

/** 主要致困原因: how many households name each as their main cause; `NOT_RECORDED` where none is on record. */
export async function householdsByCause(
  database: Database,
  scope: StatisticsScope,
): Promise<readonly HouseholdCount[]> {
  const counted = await database.session((sql) => countBy(sql, scope, 'v.main_cause', 'NOT_RECORDED'));
  return countsOf(Object.keys(HARDSHIP_CAUSES), counted);
}
