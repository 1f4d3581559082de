import type { Database } from '../database/database.ts';
import type { Level } from '../policy/facts/facts.ts';
import { OUTCOME_NAMES } from '../policy/names.ts';
import { assessedHouseholds } from './counting/assessed-households.ts';
import { listCounts, type HouseholdCount, type StatisticsScope } from './statistics.ts';

const NOT_ASSESSED = { NO_PROFILE: '所在工会此级别没有地方规定' } as const;

/** The outcomes other than eligible, as keys. */
export const WITHOUT_CATEGORY: Readonly<Record<string, string>> = {
  INELIGIBLE: OUTCOME_NAMES.INELIGIBLE,
  INDETERMINATE: OUTCOME_NAMES.INDETERMINATE,
  ...NOT_ASSESSED,
};

/**
 * 认定结果: counts households by the outcome of their assessment at a level. `NO_PROFILE` appears if some stewards have no local
 * profile of the level in force.
 */
export async function householdsByOutcome(
  database: Database,
  scope: StatisticsScope,
  level: Level,
): Promise<readonly HouseholdCount[]> {
  const { outcomes } = await assessedHouseholds(database, scope, level);
  return listCounts(OUTCOME_NAMES, NOT_ASSESSED, outcomes);
}
