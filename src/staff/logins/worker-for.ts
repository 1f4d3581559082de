import { unionsFor } from '../../access/staff.read.ts';
import { loadHouseholdTerritories } from '../../access/territory.read.ts';
import type { Sql } from '../../database/database.ts';

/** Returns the worker of a household, if a member of staff may link workers for its steward. */
export async function workerFor(
  sql: Sql,
  staffId: string,
  householdId: string,
  today: string,
): Promise<string | undefined> {
  const territory = (await loadHouseholdTerritories(sql, [householdId], today)).get(householdId);
  const steward = territory?.unions.slice(0, 1) ?? [];
  const own = await unionsFor(sql, staffId, 'LINK_WORKER', steward, today);
  return own.size > 0 ? (territory?.workerId ?? undefined) : undefined;
}
