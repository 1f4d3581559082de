import type { Sql } from '../database/database.ts';
import type { HouseholdFacts, Level } from '../policy/facts/facts.ts';
import { indexStandards, type Standards } from '../policy/money/standards.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import { loadProfiles } from './profile.read.ts';
import { loadStandards } from './standard-entries.read.ts';

/** The local standards known at a revision, ready to be looked up. */
export async function standardsAt(sql: Sql, known: KnownAt): Promise<Standards> {
  return indexStandards(await loadStandards(sql, known));
}

/** The local profiles of a level in force on a day for these unions; those that have none are left out. */
export function profilesAt(
  sql: Sql,
  unionIds: readonly string[],
  level: Exclude<Level, 'NATIONAL'>,
  day: string,
  known: KnownAt,
): Promise<ReadonlyMap<string, HouseholdFacts['profile']>> {
  return loadProfiles(sql, unionIds, level, day, known);
}
