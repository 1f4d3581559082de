import { Parameters, under } from '../access/territory-condition.ts';
import type { Sql } from '../database/database.ts';
import { keepersAt } from '../database/keepers.ts';
import { knownAt } from '../database/known-at.ts';
import { printDay } from '../kernel/calendar.ts';
import type { KeptHousehold } from '../registry/eligibility/assess-households.ts';
import type { StatisticsScope } from './statistics.ts';

/** The households of a scope that have a state on its day. */
export async function countedHouseholds(sql: Sql, scope: StatisticsScope): Promise<readonly KeptHousehold[]> {
  const parameters = new Parameters();
  const counted = countedIn(parameters, scope);
  return sql.query<KeptHousehold>(
    `select v.anchor_id as id, kept.union_id as "unionId" ${counted} order by v.anchor_id`,
    parameters.values,
  );
}

/** How many there are by what a column holds; `none` counts those for which nothing is on record. */
export async function countBy(
  sql: Sql,
  scope: StatisticsScope,
  column: 'v.main_cause' | 'v.region' | 'f.level',
  none: string,
): Promise<ReadonlyMap<string, number>> {
  const parameters = new Parameters();
  const counted = countedIn(parameters, scope);
  const rows = await sql.query<{ key: string | null; households: string }>(
    `select ${column} as key, count(*) as households ${counted} group by ${column} order by ${column}`,
    parameters.values,
  );
  return new Map(rows.map(({ key, households }) => [key ?? none, Number(households)]));
}

/** The names of divisions that are on record. */
export async function regionNames(sql: Sql, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ code: string; name: string }>('select code, name from region where code = any($1)', [
    codes,
  ]);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** The households `v` that have a state on the day, with who keeps them, `kept`, and the file `f` that was live then. */
function countedIn(parameters: Parameters, { union, territory, today, asOf, revision }: StatisticsScope): string {
  const now = `${parameters.add(today)}::date`;
  const day = `${parameters.add(printDay(asOf))}::date`;
  const held = (alias: string) =>
    `${knownAt(alias, revision)} and ${alias}.valid_from <= ${day} and (${alias}.valid_to is null or ${alias}.valid_to > ${day})`;
  const conditions = [held('v'), under('now.union_id', `${parameters.add(territory)}::uuid[]`, now)];
  if (union !== null) {
    const named = `array(select u.id from trade_union u where ${parameters.add(union)} in (u.code, u.id::text))`;
    conditions.push(under('kept.union_id', named, now));
  }
  return `from household_version v
    join keepers(${now}) now on now.household_id = v.anchor_id
    join ${keepersAt(revision, now)} kept on kept.household_id = v.anchor_id
    left join archive_file_version f on f.household_id = v.anchor_id and ${held('f')}
      and f.state not in ('LIFTED', 'WITHDRAWN')
    where ${conditions.join('\n and ')}`;
}
