import type { Sql } from '../database/database.ts';
import { householdTerritories, unionTerritories } from './territory.read.ts';
import type { Territory } from './viewer.ts';

/** Where households stand today, by their ids; what is not on record is left out. One statement. */
export function territoriesOf(
  sql: Sql,
  householdIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Territory>> {
  return householdTerritories(sql, householdIds, today);
}

/** The same of unions. */
export function territoriesOfUnions(
  sql: Sql,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, Territory>> {
  return unionTerritories(sql, unionIds, today);
}

/** The steward of each household today: that of its live file, else the union that recorded it. */
export async function stewardsOf(
  sql: Sql,
  householdIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql.query<{ id: string; union_id: string }>(
    'select household_id as id, union_id from keepers($2) where household_id = any($1)',
    [householdIds, today],
  );
  return new Map(rows.map(({ id, union_id }) => [id, union_id]));
}
