import type { Database, Sql } from '../database/database.ts';
import { inTurn } from '../database/in-turn.ts';
import type { Level } from '../policy/facts.ts';
import { assessHouseholds } from '../registry/eligibility/assess-households.ts';
import { countedHouseholds } from './households.store.ts';
import type { StatisticsScope } from './statistics.ts';

/**
 * How many households came to each outcome, and, of the eligible, to each primary category. `NO_PROFILE` counts those
 * for which no local rule of the level is in force where they are kept: whether they are eligible is not known.
 */
export interface AssessmentTally {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
}

const MOST_KEPT = 100;

const kept = new WeakMap<Database, Map<string, Promise<AssessmentTally>>>();

/**
 * Assesses every household of a scope at a level; each is counted once. What a revision came to never changes, so the
 * last tallies are kept, and who asks for one that is being made waits for it.
 */
export function assessedHouseholds(database: Database, scope: StatisticsScope, level: Level): Promise<AssessmentTally> {
  const tallies = kept.get(database) ?? new Map<string, Promise<AssessmentTally>>();
  kept.set(database, tallies);
  const key = JSON.stringify([level, scope]);
  const tally = tallies.get(key) ?? inTurn(database, (sql) => assessAll(sql, scope, level));
  tallies.delete(key);
  tallies.set(key, tally);
  tally.catch(() => tallies.delete(key));
  const [oldest] = tallies.keys();
  if (tallies.size > MOST_KEPT && oldest !== undefined) tallies.delete(oldest);
  return tally;
}

async function assessAll(sql: Sql, scope: StatisticsScope, level: Level): Promise<AssessmentTally> {
  const { asOf, revision: known } = scope;
  const outcomes = new Map<string, number>();
  const categories = new Map<string, number>();
  const households = await countedHouseholds(sql, scope);
  for await (const [, decision] of assessHouseholds(sql, households, { asOf, known, level })) {
    if (decision === 'NO_PROFILE') {
      countOne(outcomes, decision);
      continue;
    }
    const { outcome, primaryCategory } = decision;
    countOne(outcomes, outcome);
    if (outcome === 'ELIGIBLE' && primaryCategory !== null) countOne(categories, primaryCategory);
  }
  return { outcomes, categories };
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
