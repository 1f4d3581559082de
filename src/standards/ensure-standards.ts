import type { Sql } from '../database/database.ts';
import { newId, type NewId } from '../database/ids.ts';
import { hasStandards, insertBuiltInStandards } from './standard.store.ts';

/** Puts the standards that come with the platform on record, where there are none. */
export async function ensureStandards(sql: Sql, changeId: string, makeId: NewId = newId): Promise<void> {
  if (!(await hasStandards(sql))) await insertBuiltInStandards(sql, changeId, makeId);
}
