import { loadStewardsAt } from '../../../access/territory.read.ts';
import type { Sql } from '../../../database/database.ts';
import { type Day, printDay } from '../../../kernel/calendar.ts';
import { assess, type Assessment } from '../../../policy/decision/assess.ts';
import type { HouseholdFacts, Level } from '../../../policy/facts/facts.ts';
import type { Standards } from '../../../policy/money/standards.ts';
import { loadProfiles } from '../../../standards/profile.read.ts';
import type { BatchLineRow } from './batch-lines.read.ts';

/** What a household was decided on, where a line pays to its file. */
export interface Decided {
  readonly facts: HouseholdFacts;
  readonly assessment: Assessment;
}

/** The facts of the households as of a day, at whichever level, and the standards. */
interface DecidedBy {
  readonly facts: ReadonlyMap<string, HouseholdFacts>;
  readonly standards: Standards;
  readonly on: Day;
}

/** Decides the households of lines that pay to a file, each at the level of that file, on the facts that were read. */
export async function decideLines(
  sql: Sql,
  today: string,
  lines: readonly BatchLineRow[],
  { facts, standards, on }: DecidedBy,
): Promise<ReadonlyMap<string, Decided>> {
  const levels = new Map(
    lines.flatMap(({ householdId, fileLevel }) => (fileLevel === null ? [] : [[householdId, fileLevel]])),
  );
  const profiles = await profilesOf(sql, today, levels, on);
  const decided = new Map<string, Decided>();
  for (const [id, level] of levels) {
    const [known, profile] = [facts.get(id), profiles.get(id)];
    if (known === undefined || (level !== 'NATIONAL' && profile === undefined)) continue;
    decided.set(id, decide({ ...known, level, profile: profile ?? null }, standards));
  }
  return decided;
}

function decide(facts: HouseholdFacts, standards: Standards): Decided {
  return { facts, assessment: assess(facts, standards) };
}

/** The local profiles of the households whose file is below the national level; those without one are left out. */
async function profilesOf(
  sql: Sql,
  today: string,
  levels: ReadonlyMap<string, Level>,
  on: Day,
): Promise<ReadonlyMap<string, HouseholdFacts['profile']>> {
  const local = [...levels].flatMap(([id, level]) => (level === 'NATIONAL' ? [] : [{ id, level }]));
  if (local.length === 0) return new Map();
  const stewards = await loadStewardsAt(
    sql,
    local.map(({ id }) => id),
    { asOf: on, known: 'NOW' },
    today,
  );
  const found = new Map<string, HouseholdFacts['profile']>();
  for (const [level, own] of Map.groupBy(local, (one) => one.level)) {
    const profiles = await loadProfiles(sql, [...new Set(stewards.values())], level, printDay(on), 'NOW');
    for (const { id } of own) {
      const profile = profiles.get(stewards.get(id) ?? '');
      if (profile !== undefined) found.set(id, profile);
    }
  }
  return found;
}
