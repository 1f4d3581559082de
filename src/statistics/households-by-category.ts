import { CATEGORY_NAMES } from '../archive/archive-file.codes.ts';
import type { Database } from '../database/database.ts';
import type { Level } from '../policy/facts.ts';
import { assessedHouseholds } from './assessed-households.ts';
import { countsOf, type HouseholdCount } from './household-count.ts';
import type { StatisticsScope } from './statistics-scope.ts';

/** 困难情形: how many households are eligible by each category first; after them the others, by their outcome. */
export async function householdsByCategory(
  database: Database,
  scope: StatisticsScope,
  level: Level,
): Promise<readonly HouseholdCount[]> {
  const { outcomes, categories } = await assessedHouseholds(database, scope, level);
  const others = [...outcomes].filter(([outcome]) => outcome !== 'ELIGIBLE').sort();
  return countsOf(Object.keys(CATEGORY_NAMES), new Map([...categories, ...others]));
}
