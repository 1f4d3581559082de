import type { Sql } from '../database/database.ts';
import { insertRegions, insertUnions, type NewUnion, rebuildUnionClosure } from './union.store.ts';

/** Puts a division and those right under it on record. */
export function enterRegions(
  sql: Sql,
  changeId: string,
  parent: string,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  return insertRegions(sql, changeId, parent, names);
}

/** Puts unions on record, whose divisions are; the closure of the tree is made anew. */
export async function enterUnions(sql: Sql, changeId: string, unions: readonly NewUnion[]): Promise<void> {
  await insertUnions(sql, changeId, unions);
  await rebuildUnionClosure(sql);
}
