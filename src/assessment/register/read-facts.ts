import type { Sql } from '../../database/database.ts';
import type { HouseholdFacts } from '../../policy/facts/facts.ts';
import { type FactsAt, loadFacts } from './facts.read.ts';

/** The facts of these households in one statement; those that have no state on that day are left out. */
export function factsOf(
  sql: Sql,
  householdIds: readonly string[],
  at: FactsAt,
): Promise<ReadonlyMap<string, HouseholdFacts>> {
  return loadFacts(sql, householdIds, at);
}
