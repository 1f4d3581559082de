import type { Sql } from '../database/database.ts';
import { householdTerritories, unionTerritories } from './territory.store.ts';
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
