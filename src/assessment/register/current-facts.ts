import { loadStewardsAt } from '../../access/territory.read.ts';
import type { Sql } from '../../database/database.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { HouseholdFacts, Level } from '../../policy/facts/facts.ts';
import type { StandardEntries } from '../../policy/money/standards.ts';
import { problem, type OrProblems } from '../../usecase/problem.ts';
import { loadProfiles } from '../../standards/profile.read.ts';
import { loadStandards } from '../../standards/standard-entries.read.ts';
import { loadFacts } from './facts.read.ts';

interface FactsRequest {
  readonly householdId: string;
  readonly asOf: Day;
  readonly level: Level;
}

/** Reads what an assessment of a household at a level needs, as known now: its facts, the profile and the standards. */
export async function currentFacts(
  sql: Sql,
  today: string,
  { householdId, asOf, level }: FactsRequest,
): Promise<OrProblems<{ readonly facts: HouseholdFacts; readonly standards: StandardEntries }>> {
  const profile = level === 'NATIONAL' ? null : await localProfile(sql, today, householdId, level, asOf);
  if (profile === undefined) return fail([problem('NO_PROFILE', 'level')]);
  const facts = await loadFacts(sql, [householdId], { asOf, level, knownAt: 'NOW', findProfile: () => profile });
  const own = facts.get(householdId);
  if (own === undefined) return fail([problem('NOT_ON_RECORD_THEN', 'asOf')]);
  return succeed({ facts: own, standards: await loadStandards(sql, 'NOW') });
}

async function localProfile(
  sql: Sql,
  today: string,
  householdId: string,
  level: Exclude<Level, 'NATIONAL'>,
  asOf: Day,
): Promise<HouseholdFacts['profile'] | undefined> {
  const steward = (await loadStewardsAt(sql, [householdId], { asOf, known: 'NOW' }, today)).get(householdId);
  if (steward === undefined) return undefined;
  return (await loadProfiles(sql, [steward], level, printDay(asOf), 'NOW')).get(steward);
}
