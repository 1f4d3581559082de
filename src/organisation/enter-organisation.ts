import type { Sql } from '../database/database.ts';
import { holdUnionTree, insertRegions, insertUnions, type NewUnion, refreshUnionClosure } from './union.store.ts';

/** Records a division and the divisions directly under it. */
export function enterRegions(
  sql: Sql,
  changeId: string,
  parent: string,
  names: Readonly<Record<string, string>>,
): Promise<void> {
  return insertRegions(sql, changeId, parent, names);
}

/** Records unions and the tree that they make. Their divisions must be on record already. */
export async function enterUnions(sql: Sql, changeId: string, unions: readonly NewUnion[]): Promise<void> {
  await insertUnions(sql, changeId, unions);
  await refreshUnionClosure(sql, changeId);
}

/** Until the transaction ends, nobody else changes the tree: what is checked of it now holds when it is written. */
export function holdTree(sql: Sql): Promise<void> {
  return holdUnionTree(sql);
}
