import { setImmediate } from 'node:timers/promises';
import type { Database, Sql } from '../database/database.ts';
import { printDay } from '../kernel/calendar.ts';
import { assess, type Assessment } from '../policy/assess.ts';
import type { HouseholdFacts, Level } from '../policy/facts.ts';
import type { Standards } from '../policy/standards.ts';
import { factsOf } from '../registry/facts/read-facts.ts';
import { profilesAt, standardsAt } from '../registry/standards/standards.ts';
import { type CountedHousehold, countedHouseholds } from './households.store.ts';
import type { StatisticsScope } from './statistics.ts';

/**
 * How many households came to each outcome, and, of the eligible, to each primary category. `NO_PROFILE` counts those
 * for which no local rule of the level is in force where they are kept: whether they are eligible is not known.
 */
export interface AssessmentTally {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
}

/** Households whose facts are loaded at once; and that are assessed before others get their turn. */
const BATCH = 500;
const TURN = 100;
const MOST_KEPT = 100;

const kept = new WeakMap<Database, Map<string, Promise<AssessmentTally>>>();
const last = new WeakMap<Database, Promise<unknown>>();

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

/** A tally holds its connection long: one after another, however many are asked for, or nobody else would find any. */
function inTurn<T>(database: Database, work: (sql: Sql) => Promise<T>): Promise<T> {
  const before = last.get(database) ?? Promise.resolve();
  const tally = before.then(() => database.session(work));
  last.set(
    database,
    tally.catch(() => undefined),
  );
  return tally;
}

async function assessAll(sql: Sql, scope: StatisticsScope, level: Level): Promise<AssessmentTally> {
  const { asOf, revision: knownAt } = scope;
  const households = await countedHouseholds(sql, scope);
  const standards = await standardsAt(sql, knownAt);
  const profiles = await profilesOf(sql, scope, level, households);
  const ruled = households.filter(({ unionId }) => profiles === null || profiles.has(unionId));
  const outcomes = new Map<string, number>();
  const categories = new Map<string, number>();
  if (ruled.length < households.length) outcomes.set('NO_PROFILE', households.length - ruled.length);
  for (let at = 0; at < ruled.length; at += BATCH) {
    const unionOf = new Map(ruled.slice(at, at + BATCH).map(({ id, unionId }) => [id, unionId]));
    const profileOf = (id: string) => profiles?.get(unionOf.get(id) ?? '') ?? null;
    const facts = await factsOf(sql, [...unionOf.keys()], { asOf, knownAt, level, profileOf });
    await assessInTurns([...facts.values()], standards, ({ outcome, primaryCategory }) => {
      countOne(outcomes, outcome);
      if (outcome === 'ELIGIBLE' && primaryCategory !== null) countOne(categories, primaryCategory);
    });
  }
  return { outcomes, categories };
}

/** The local rule of a level for each of the unions that keep the households; `null` where the text itself is the rule. */
async function profilesOf(
  sql: Sql,
  { asOf, revision }: StatisticsScope,
  level: Level,
  households: readonly CountedHousehold[],
): Promise<ReadonlyMap<string, HouseholdFacts['profile']> | null> {
  if (level === 'NATIONAL') return null;
  const unions = new Set(households.map(({ unionId }) => unionId));
  return profilesAt(sql, [...unions], level, printDay(asOf), revision);
}

async function assessInTurns(
  facts: readonly HouseholdFacts[],
  standards: Standards,
  take: (assessment: Assessment) => void,
): Promise<void> {
  for (let at = 0; at < facts.length; at += TURN) {
    for (const one of facts.slice(at, at + TURN)) take(assess(one, standards));
    await setImmediate();
  }
}

function countOne(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
