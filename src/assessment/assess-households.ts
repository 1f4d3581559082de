import { setImmediate } from 'node:timers/promises';
import type { Sql } from '../database/database.ts';
import type { KnownAt } from '../database/time/known-at.ts';
import { type Day, printDay } from '../kernel/calendar.ts';
import { assess, type Assessment } from '../policy/decision/assess.ts';
import type { Level } from '../policy/facts/facts.ts';
import { loadFacts } from './register/facts.read.ts';
import { loadProfiles } from '../standards/profile.read.ts';
import { standardsAt } from '../standards/standard-entries.read.ts';

/** A household with its steward on the day of the facts, whose local rules apply to it. */
export interface StewardedHousehold {
  readonly id: string;
  readonly unionId: string;
}

/** The day of the facts, the revision that they are known at, and the level whose rules apply. */
export interface DecidedAt {
  readonly asOf: Day;
  readonly known: KnownAt;
  readonly level: Level;
}

/**
 * A household with its assessment, or `NO_PROFILE` if no local rule of the level is in force for its steward, so that
 * it is not known whether the household is eligible.
 */
export type Decision<Household> = readonly [Household, Assessment | 'NO_PROFILE'];

/** How many households' facts are loaded at once, and how many are assessed before the event loop gets a turn. */
const BATCH = 500;
const TURN = 100;

/**
 * Assesses households one after another, in their order, as far as the caller iterates. Households without a state on
 * the day are left out.
 */
export async function* assessHouseholds<Household extends StewardedHousehold>(
  sql: Sql,
  households: readonly Household[],
  { asOf, known, level }: DecidedAt,
): AsyncGenerator<Decision<Household>> {
  const standards = await standardsAt(sql, known);
  const profiles = await localProfiles(sql, households, { asOf, known, level });
  const findProfile = (unionId: string) => profiles?.get(unionId) ?? null;
  for (let from = 0; from < households.length; from += BATCH) {
    const batch = households.slice(from, from + BATCH);
    const unions = new Map(batch.map(({ id, unionId }) => [id, unionId]));
    const ruled = [...unions].filter(([, unionId]) => profiles?.has(unionId) !== false).map(([id]) => id);
    const facts = await loadFacts(sql, ruled, {
      ...{ asOf, level, knownAt: known },
      findProfile: (id) => findProfile(unions.get(id) ?? ''),
    });
    for (const [at, household] of batch.entries()) {
      if (at % TURN === TURN - 1) await setImmediate();
      const own = facts.get(household.id);
      if (own !== undefined) yield [household, assess(own, standards)];
      else if (profiles?.has(household.unionId) === false) yield [household, 'NO_PROFILE'];
    }
  }
}

/** The local profiles of a level, by steward; `null` for the national level, where the regulation itself applies. */
async function localProfiles(sql: Sql, households: readonly StewardedHousehold[], { asOf, known, level }: DecidedAt) {
  if (level === 'NATIONAL') return null;
  const unions = new Set(households.map(({ unionId }) => unionId));
  return loadProfiles(sql, [...unions], level, printDay(asOf), known);
}
