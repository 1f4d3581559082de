import type { Database } from '../database/database.ts';
import type { Level } from '../policy/facts.ts';
import { assessedHouseholds } from './assessed-households.ts';
import { countsOf, type HouseholdCount } from './household-count.ts';
import type { StatisticsScope } from './statistics-scope.ts';

const OUTCOMES = ['ELIGIBLE', 'INELIGIBLE', 'INDETERMINATE'] as const;

/**
 * 认定结果: how many households come to each outcome at a level. `NO_PROFILE` stands where some are kept by unions for
 * which no local rule of the level is in force.
 */
export async function householdsByOutcome(
  database: Database,
  scope: StatisticsScope,
  level: Level,
): Promise<readonly HouseholdCount[]> {
  const { outcomes } = await assessedHouseholds(database, scope, level);
  return countsOf(OUTCOMES, outcomes);
}
