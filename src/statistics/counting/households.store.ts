import { Parameters, under } from '../../access/territory-condition.ts';
import { SNAPSHOT, type Snapshot } from '../../database/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { keptAt } from '../../database/keepers.ts';
import { type KnownAt, knownAt } from '../../database/known-at.ts';
import { printDay } from '../../kernel/calendar.ts';
import type { KeptHousehold } from '../../registry/eligibility/assess-households.ts';
import type { StatisticsScope } from '../statistics.ts';

/** The households of a scope that have a state on its day, as known at a revision. */
export async function countedHouseholds(
  sql: Sql,
  scope: StatisticsScope,
  known: KnownAt,
): Promise<readonly (KeptHousehold & Snapshot)[]> {
  const parameters = new Parameters();
  const counted = countedIn(parameters, scope, known, null);
  return sql.query(
    `select v.anchor_id as id, kept.union_id as "unionId", ${SNAPSHOT} ${counted} order by v.anchor_id`,
    parameters.values,
  );
}

/** What households are counted by. */
export type CountedColumn = 'v.main_cause' | 'v.region' | 'f.level';

/** How many there are by what a column holds; `null`: of which nothing is on record. */
export async function countBy(
  sql: Sql,
  scope: StatisticsScope,
  known: KnownAt,
  column: CountedColumn,
): Promise<readonly ({ readonly key: string | null; readonly households: string } & Snapshot)[]> {
  const parameters = new Parameters();
  const counted = countedIn(parameters, scope, known, column);
  return sql.query(
    `select ${column} as key, count(*) as households, ${SNAPSHOT} ${counted} group by ${column} order by ${column}`,
    parameters.values,
  );
}

/** The names of divisions that are on record. */
export async function regionNames(sql: Sql, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ code: string; name: string }>('select code, name from region where code = any($1)', [
    codes,
  ]);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** The file that was live on the day, where it is asked for. */
const OF_FILES: readonly CountedColumn[] = ['f.level'];

/** The households `v` that have a state on the day, with who keeps them, `kept`, and the file `f` that was live then. */
function countedIn(
  parameters: Parameters,
  { union, territory, today, asOf }: StatisticsScope,
  known: KnownAt,
  column: CountedColumn | null,
): string {
  const now = `${parameters.add(today)}::date`;
  const day = `${parameters.add(printDay(asOf))}::date`;
  const held = (alias: string) =>
    `${knownAt(alias, known)} and ${alias}.valid_from <= ${day} and (${alias}.valid_to is null or ${alias}.valid_to > ${day})`;
  const { keepers, nowKept } = keptAt(known, now, 'v.anchor_id');
  const conditions = [held('v'), under(nowKept, `${parameters.add(territory)}::uuid[]`, now)];
  if (union !== null) {
    const named = `array(select u.id from trade_union u where ${parameters.add(union)} in (u.code, u.id::text))`;
    conditions.push(under('kept.union_id', named, now));
  }
  const files = `left join archive_file_version f on f.household_id = v.anchor_id and ${held('f')}
      and f.state not in ('LIFTED', 'WITHDRAWN')`;
  return `from household_version v ${keepers}
    ${column !== null && OF_FILES.includes(column) ? files : ''}
    where ${conditions.join('\n and ')}`;
}
