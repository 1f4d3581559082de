import { readMap } from '../../database/rows.ts';
import { validOn } from '../../database/time/valid-on.ts';
import { keptUnder, under, underToday, unionNamed } from '../../access/territory-condition.ts';
import { WATERMARK, type Watermark } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { joinStewards } from '../../database/time/stewards.ts';
import { type KnownAt, knownAt } from '../../database/time/known-at.ts';
import { Parameters } from '../../database/parameters.ts';
import { printDay } from '../../kernel/calendar.ts';
import type { StewardedHousehold } from '../../assessment/assess-households.ts';
import type { StatisticsScope } from '../statistics.ts';

/** Reads the households of a scope that have a state on its day, as known at a revision. */
export async function countedHouseholds(
  sql: Sql,
  scope: StatisticsScope,
  known: KnownAt,
): Promise<readonly (StewardedHousehold & Watermark)[]> {
  const parameters = new Parameters();
  const { id, steward, rows } = householdsInScope(parameters, scope, known, null);
  return sql.query(
    `select ${id} as id, ${steward} as "unionId", ${WATERMARK} ${rows} order by ${id}`,
    parameters.values,
  );
}

export type CountedColumn = 'v.main_cause' | 'v.region' | 'f.level';

/** Counts households by the values of a column; `null` is the key for households without a value. */
export async function countRowsBy(
  sql: Sql,
  scope: StatisticsScope,
  known: KnownAt,
  column: CountedColumn,
): Promise<readonly ({ readonly key: string | null; readonly households: string } & Watermark)[]> {
  const parameters = new Parameters();
  const { rows } = householdsInScope(parameters, scope, known, column);
  return sql.query(
    `select ${column} as key, count(*) as households, ${WATERMARK} ${rows} group by ${column} order by ${column}`,
    parameters.values,
  );
}

/** Reads the names of divisions on record. */
export function regionNames(sql: Sql, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  return readMap(sql, 'select code, name from region where code = any($1)', [codes]);
}

/** Joins the file that was live on the day, if it is needed. */
const OF_FILES: readonly CountedColumn[] = ['f.level'];

/** The parts of a statement about households `v` that have a state on the day: their ids and their stewards. */
interface Source {
  readonly id: string;
  /** The steward on the day, as known at the revision: under which unions a household counts, and whose rules apply. */
  readonly steward: string;
  /** The steward of today, as known now: whether the viewer may count the household. */
  readonly currentSteward: string;
  readonly from: string;
  readonly conditions: readonly string[];
}

interface HouseholdsInScope extends Pick<Source, 'id' | 'steward'> {
  /** The tables to count from, with the file `f` that was live on the day if it is needed. */
  readonly rows: string;
}

function householdsInScope(
  parameters: Parameters,
  { union, territory, today, asOf }: StatisticsScope,
  known: KnownAt,
  column: CountedColumn | null,
): HouseholdsInScope {
  const now = `${parameters.add(today)}::date`;
  const isToday = printDay(asOf) === today;
  const day = isToday ? now : `${parameters.add(printDay(asOf))}::date`;
  const isNow = isToday && known === 'NOW';
  const { id, steward, currentSteward, from, conditions } = isNow ? presentSource(now) : versionSource(known, now, day);
  const scoped = [...conditions, underToday(currentSteward, `${parameters.add(territory)}::uuid[]`, now)];
  if (union !== null) {
    const roots = unionNamed(parameters, union);
    scoped.push(isNow ? under(steward, roots, day, known) : keptUnder({ id, steward }, roots, day, known));
  }
  const files = `left join archive_file_version f on f.household_id = ${id} and ${knownAt('f', known)}
      and ${validOn('f', day)} and f.state not in ('LIFTED', 'WITHDRAWN')`;
  return {
    ...{ id, steward },
    rows: `${from} ${column !== null && OF_FILES.includes(column) ? files : ''} where ${scoped.join('\n and ')}`,
  };
}

/** For today, uses the derived row of each household (`household_index`), which has a region if there is a state. */
function presentSource(now: string): Source {
  return {
    ...{ id: 'v.household_id', steward: 'v.union_id', currentSteward: 'v.union_id' },
    from: 'from household_index v',
    conditions: [validOn('v', now), 'v.region is not null'],
  };
}

function versionSource(known: KnownAt, today: string, day: string): Source {
  const { join, steward, currentSteward } = joinStewards({ day, known, today, isPresent: false }, 'v.anchor_id');
  return {
    ...{ id: 'v.anchor_id', steward, currentSteward },
    from: `from household_version v ${join}`,
    conditions: [knownAt('v', known), validOn('v', day)],
  };
}
