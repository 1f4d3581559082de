import type { Sql } from '../../database/database.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import { type FactsAt, loadFacts } from './facts.read.ts';

/** Loads the facts of these households in one statement; households without a state on the day are left out. */
export function factsOf(
  sql: Sql,
  householdIds: readonly string[],
  at: FactsAt,
): Promise<ReadonlyMap<string, HouseholdFacts>> {
  return loadFacts(sql, householdIds, at);
}
