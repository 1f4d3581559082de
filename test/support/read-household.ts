import { lastNumberOn, loadRevisions } from '../../src/database/time/change-log.ts';
import { type Day, printDay } from '../../src/kernel/calendar.ts';
import type { Deps } from '../../src/usecase/command.ts';
import type { RegisterHousehold } from '../../src/registry/kinds.ts';
import type { KnownAt } from '../../src/database/time/known-at.ts';
import { loadHouseholds } from '../../src/registry/household/household.read.ts';
import { householdOn } from '../../src/registry/household/stored-household.ts';

/** A household as of a day, and the revision of its last change. */
export interface HouseholdRead {
  readonly household: RegisterHousehold;
  readonly revision: number;
}

/**
 * Reads households as of a day, as known at a revision or at the end of a day in China. Households with nothing on
 * record for the day are left out. Permissions are not checked here; the caller must have done so.
 */
export async function readHouseholds(
  { database, secrets }: Deps,
  ids: readonly string[],
  asOf: Day,
  known: KnownAt | { readonly day: Day },
): Promise<ReadonlyMap<string, HouseholdRead>> {
  return database.session(async (sql) => {
    const at = typeof known === 'object' ? await lastNumberOn(sql, printDay(known.day)) : known;
    const stored = await loadHouseholds(sql, secrets, ids, at);
    const revisions = await loadRevisions(sql, ids);
    const found = [...stored.values()].flatMap((one) => {
      const household = householdOn(one, asOf);
      const revision = revisions.get(one.id)?.number ?? 0;
      return household === null ? [] : [[one.id, { household, revision }] as const];
    });
    return new Map(found);
  });
}
