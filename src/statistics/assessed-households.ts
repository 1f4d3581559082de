import { setImmediate } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { printDay } from '../kernel/calendar.ts';
import { assess, type Assessment } from '../policy/assess.ts';
import type { HouseholdFacts, Level } from '../policy/facts.ts';
import { factsOf } from '../registry/facts/read-facts.ts';
import { profilesAt, standardsAt } from '../registry/standards/standards.ts';
import { type CountedHousehold, countedHouseholds } from './households.store.ts';
import type { StatisticsScope } from './statistics-scope.ts';

/** What assessing households came to; `NO_PROFILE`: no local rule of the level is in force where they are kept. */
export type AssessedOutcome = Assessment['outcome'] | 'NO_PROFILE';

/** How many households came to each outcome, and, of the eligible, to each primary category. */
export interface AssessmentTally {
  readonly outcomes: ReadonlyMap<AssessedOutcome, number>;
  readonly categories: ReadonlyMap<NonNullable<Assessment['primaryCategory']>, number>;
}

/** Households whose facts are loaded at once. */
const BATCH = 1000;
/** Households that are assessed before others get their turn. */
const TURN = 100;

/** Assesses every household of a scope at a level; each is counted once. */
export async function assessHouseholds(
  database: Database,
  scope: StatisticsScope,
  level: Level,
): Promise<AssessmentTally> {
  return database.session(async (sql) => {
    const { asOf, known: knownAt } = scope;
    const households = await countedHouseholds(sql, scope);
    const standards = await standardsAt(sql, knownAt);
    const unions = [...new Set(households.map(({ unionId }) => unionId))];
    const profiles = level === 'NATIONAL' ? null : await profilesAt(sql, unions, level, printDay(asOf), knownAt);
    const assessed = households.filter(({ unionId }) => profiles?.has(unionId) !== false);
    const tally = newTally();
    tally.count('NO_PROFILE', null, households.length - assessed.length);
    for (let at = 0; at < assessed.length; at += BATCH) {
      const batch = new Map(assessed.slice(at, at + BATCH).map(({ id, unionId }) => [id, unionId]));
      const profileOf = (id: string) => profiles?.get(batch.get(id) ?? '') ?? null;
      const facts = await factsOf(sql, [...batch.keys()], { asOf, level, knownAt, profileOf });
      await inTurns([...facts.values()], (one) => {
        const { outcome, primaryCategory } = assess(one, standards);
        tally.count(outcome, primaryCategory, 1);
      });
    }
    return tally;
  });
}
