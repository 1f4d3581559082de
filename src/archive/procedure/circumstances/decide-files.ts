import { loadStewardsAt } from '../../../access/territory.read.ts';
import { loadFacts } from '../../../assessment/register/facts.read.ts';
import type { Sql } from '../../../database/database.ts';
import { type Day, printDay } from '../../../kernel/calendar.ts';
import type { State } from '../../../kernel/truth.ts';
import { assess, type Assessment } from '../../../policy/decision/assess.ts';
import { isOutOfHardship } from '../../../policy/decision/out-of-hardship.ts';
import type { HouseholdFacts, Level } from '../../../policy/facts/facts.ts';
import type { Standards } from '../../../policy/money/standards.ts';
import { loadProfiles } from '../../../standards/profile.read.ts';
import { standardsAt } from '../../../standards/standard-entries.read.ts';

/** A household that is decided at the level of its file. */
export interface ToDecide {
  readonly householdId: string;
  readonly level: Level;
}

/** What is decided of a household on a day; a string says why nothing is. */
export type FileDecision = DecidedFile | 'NO_PROFILE' | 'NOT_ON_RECORD_THEN';

interface DecidedFile {
  readonly facts: HouseholdFacts;
  readonly assessment: Assessment;
  readonly lifted: State;
}

/** Decides households as of a day by what is known now, each at its level. The number of statements does not grow with them. */
export async function decideFiles(
  sql: Sql,
  today: string,
  files: readonly ToDecide[],
  on: Day,
): Promise<ReadonlyMap<string, FileDecision>> {
  const standards = await standardsAt(sql, 'NOW');
  const decided = new Map<string, FileDecision>();
  for (const [level, own] of Map.groupBy(files, (file) => file.level)) {
    const ids = own.map(({ householdId }) => householdId);
    for (const [id, decision] of await decideAtLevel(sql, today, level, ids, on, standards)) decided.set(id, decision);
  }
  return decided;
}

async function decideAtLevel(
  sql: Sql,
  today: string,
  level: Level,
  ids: readonly string[],
  on: Day,
  standards: Standards,
): Promise<readonly (readonly [string, FileDecision])[]> {
  const profiles = level === 'NATIONAL' ? null : await profilesOf(sql, today, level, ids, on);
  const findProfile = (id: string) => profiles?.get(id) ?? null;
  const facts = await loadFacts(sql, ids, { asOf: on, level, knownAt: 'NOW', findProfile });
  return ids.map((id): readonly [string, FileDecision] => {
    const own = facts.get(id);
    if (profiles !== null && !profiles.has(id)) return [id, 'NO_PROFILE'];
    if (own === undefined) return [id, 'NOT_ON_RECORD_THEN'];
    return [id, { facts: own, assessment: assess(own, standards), lifted: isOutOfHardship(own, standards).state }];
  });
}

/** The local profile of each household that has one. */
async function profilesOf(
  sql: Sql,
  today: string,
  level: Exclude<Level, 'NATIONAL'>,
  ids: readonly string[],
  on: Day,
): Promise<ReadonlyMap<string, HouseholdFacts['profile']>> {
  const stewards = await loadStewardsAt(sql, ids, { asOf: on, known: 'NOW' }, today);
  const profiles = await loadProfiles(sql, [...new Set(stewards.values())], level, printDay(on), 'NOW');
  return new Map(
    ids.flatMap((id) => {
      const profile = profiles.get(stewards.get(id) ?? '');
      return profile === undefined ? [] : [[id, profile] as const];
    }),
  );
}
