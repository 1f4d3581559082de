import type { Sql } from '../../database/database.ts';
import type { Assessment } from '../../policy/decision/assess.ts';
import { assessHouseholds } from '../../assessment/assess-households.ts';
import { type ListedHousehold, listHouseholds } from './household-list.read.ts';
import type { HouseholdFilter, HouseholdListing } from './household-listing.ts';

/** Whether a list is filtered by the outcome of assessments, which SQL cannot compute. */
export function isByDecision({ outcome, primaryCategory }: HouseholdFilter): boolean {
  return outcome !== null || primaryCategory !== null;
}

/** Lists the first households after a position whose assessment matches the filter. */
export async function listDecided(
  sql: Sql,
  listing: HouseholdListing,
  after: readonly (string | null)[] | null,
  limit: number,
): Promise<readonly ListedHousehold[]> {
  const { filter, at } = listing;
  const all = await listHouseholds(sql, listing, after, null);
  const found: ListedHousehold[] = [];
  for await (const [household, decision] of assessHouseholds(sql, all, { ...at, level: filter.assessedAtLevel })) {
    if (decision === 'NO_PROFILE' || !isDecidedAs(filter, decision)) continue;
    found.push(household);
    if (found.length === limit) break;
  }
  return found;
}

function isDecidedAs({ outcome, primaryCategory }: HouseholdFilter, decision: Assessment): boolean {
  return (
    (outcome === null || decision.outcome === outcome) &&
    (primaryCategory === null || decision.primaryCategory === primaryCategory)
  );
}
