import type { Database, Sql } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { StewardedHousehold } from '../../assessment/assess-households.ts';
import { readAtOneRevision } from '../../database/time/one-revision.ts';
import { countRowsBy, type CountedColumn, countedHouseholds } from './households.read.ts';
import { cachedFigure } from './cached-figure.ts';
import type { StatisticsScope } from '../statistics.ts';

/** Counts households by the values of a column; `none` is the key for households without a value. */
export function countHouseholdsBy(
  database: Database,
  scope: StatisticsScope,
  column: CountedColumn,
  none: string,
): Promise<ReadonlyMap<string, number>> {
  return cachedFigure(database, scope, column, async () => {
    const { rows } = await readAtOneRevision(scope.revision, (known) =>
      database.session((sql) => countRowsBy(sql, scope, known, column)),
    );
    return new Map(rows.map(({ key, households }) => [key ?? none, Number(households)]));
  });
}

/** Reads the households of a scope that have a state on its day, each with its steward, and the revision of the reading. */
export async function loadCountedHouseholds(
  sql: Sql,
  scope: StatisticsScope,
): Promise<{ readonly rows: readonly StewardedHousehold[]; readonly known: KnownAt }> {
  return readAtOneRevision(scope.revision, (known) => countedHouseholds(sql, scope, known));
}
