import type { Database } from '../database/database.ts';
import type { Level } from '../policy/facts/facts.ts';
import { OUTCOME_NAMES } from '../policy/names.ts';
import { assessedHouseholds } from './counting/assessed-households.ts';
import { listCounts, type HouseholdCount, type StatisticsScope } from './statistics.ts';

const NOT_ASSESSED = { NO_PROFILE: '所在工会此级别没有地方规定' } as const;

/** What keeps households from having a category. */
export const WITHOUT_CATEGORY: Readonly<Record<string, string>> = {
  INELIGIBLE: OUTCOME_NAMES.INELIGIBLE,
  INDETERMINATE: OUTCOME_NAMES.INDETERMINATE,
  ...NOT_ASSESSED,
};

/**
 * 认定结果: how many households come to each outcome at a level. `NO_PROFILE` stands where the stewards of some are unions for
 * which no local rule of the level is in force.
 */
export async function householdsByOutcome(
  database: Database,
  scope: StatisticsScope,
  level: Level,
): Promise<readonly HouseholdCount[]> {
  const { outcomes } = await assessedHouseholds(database, scope, level);
  return listCounts(OUTCOME_NAMES, NOT_ASSESSED, outcomes);
}
