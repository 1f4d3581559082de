import type { Database, Sql } from '../../database/database.ts';
import type { KnownAt } from '../../database/time/known-at.ts';
import type { KeptHousehold } from '../../assessment/assess-households.ts';
import { inOneSnapshot } from '../../database/time/snapshot.ts';
import { countBy, type CountedColumn, countedHouseholds } from './households.read.ts';
import { figureOf } from './figure.ts';
import type { StatisticsScope } from '../statistics.ts';

/** How many households there are by what a column holds; `none` counts those for which nothing is on record. */
export function countedBy(
  database: Database,
  scope: StatisticsScope,
  column: CountedColumn,
  none: string,
): Promise<ReadonlyMap<string, number>> {
  return figureOf(database, scope, column, async () => {
    const { rows } = await inOneSnapshot(scope.revision, (known) =>
      database.session((sql) => countBy(sql, scope, known, column)),
    );
    return new Map(rows.map(({ key, households }) => [key ?? none, Number(households)]));
  });
}

/** The households of a scope that have a state on its day, each with who keeps it, and what they were read at. */
export async function householdsOf(
  sql: Sql,
  scope: StatisticsScope,
): Promise<{ readonly rows: readonly KeptHousehold[]; readonly known: KnownAt }> {
  return inOneSnapshot(scope.revision, (known) => countedHouseholds(sql, scope, known));
}
