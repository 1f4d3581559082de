import type { Sql } from '../database/database.ts';
import type { HouseholdFacts, Level } from '../policy/facts/facts.ts';
import { indexStandards, type Standards } from '../policy/money/standards.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import { loadProfiles } from './profile.read.ts';
import { loadStandards } from './standard-entries.read.ts';

/** Loads the local standards as known at a revision, indexed for look-up. */
export async function standardsAt(sql: Sql, known: KnownAt): Promise<Standards> {
  return indexStandards(await loadStandards(sql, known));
}

/** Loads the local profiles of a level that are in force on a day, by union; unions without a profile are left out. */
export function profilesAt(
  sql: Sql,
  unionIds: readonly string[],
  level: Exclude<Level, 'NATIONAL'>,
  day: string,
  known: KnownAt,
): Promise<ReadonlyMap<string, HouseholdFacts['profile']>> {
  return loadProfiles(sql, unionIds, level, day, known);
}
