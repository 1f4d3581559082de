import type { Database, Sql } from '../../database/database.ts';
import { isStillAt } from '../../database/time/change-log.ts';
import { serially } from '../../database/reads/serially.ts';
import type { Level } from '../../policy/facts/facts.ts';
import { assessHouseholds, type DecidedAt, type StewardedHousehold } from '../../assessment/assess-households.ts';
import { loadCountedHouseholds } from './count-households.ts';
import { cachedFigure } from './cached-figure.ts';
import type { StatisticsScope } from '../statistics.ts';

/**
 * The numbers of households by outcome, and of eligible households by primary category. `NO_PROFILE` counts households
 * whose stewards have no local profile of the level in force: it is not known whether they are eligible.
 */
export interface AssessmentTally {
  readonly outcomes: ReadonlyMap<string, number>;
  readonly categories: ReadonlyMap<string, number>;
}

/** Assesses every household of a scope at a level, and counts each once. */
export function assessedHouseholds(database: Database, scope: StatisticsScope, level: Level): Promise<AssessmentTally> {
  return cachedFigure(database, scope, `assessed ${level}`, () =>
    serially(database, 'FIGURES', (sql) => assessAll(sql, scope, level)),
  );
}

/** Reads the current state, which is the quickest, unless the revision has changed in the meantime. */
async function assessAll(sql: Sql, scope: StatisticsScope, level: Level): Promise<AssessmentTally> {
  const { asOf, revision } = scope;
  const { rows, known } = await loadCountedHouseholds(sql, scope);
  const tally = await tallyAssessments(sql, rows, { asOf, known, level });
  if (known !== 'NOW' || (await isStillAt(sql, revision))) return tally;
  return tallyAssessments(sql, rows, { asOf, known: revision, level });
}

async function tallyAssessments(sql: Sql, households: readonly StewardedHousehold[], at: DecidedAt) {
  const outcomes = new Map<string, number>();
  const categories = new Map<string, number>();
  for await (const [, decision] of assessHouseholds(sql, households, at)) {
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
