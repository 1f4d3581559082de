import type { Database } from '../database/database.ts';
import type { Level } from '../policy/facts/facts.ts';
import { CATEGORY_NAMES } from '../policy/names.ts';
import { assessedHouseholds } from './counting/assessed-households.ts';
import { WITHOUT_CATEGORY } from './households-by-outcome.ts';
import { listCounts, type HouseholdCount, type StatisticsScope } from './statistics.ts';

/** 困难情形: counts the eligible households by their first category, then the others by their outcome. */
export async function householdsByCategory(
  database: Database,
  scope: StatisticsScope,
  level: Level,
): Promise<readonly HouseholdCount[]> {
  const { outcomes, categories } = await assessedHouseholds(database, scope, level);
  return listCounts(CATEGORY_NAMES, WITHOUT_CATEGORY, new Map([...outcomes, ...categories]));
}
