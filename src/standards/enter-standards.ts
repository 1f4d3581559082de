import type { Sql } from '../database/database.ts';
import { newId, type NewId } from '../database/ids.ts';
import { insertProfile, type NewProfile } from './profile.store.ts';
import { hasStandards, insertBuiltInStandards } from './standard.store.ts';

/** Records the platform's built-in standards if no standards are on record. */
export async function ensureStandards(sql: Sql, changeId: string, makeId: NewId = newId): Promise<void> {
  if (!(await hasStandards(sql))) await insertBuiltInStandards(sql, changeId, makeId);
}

/** Records a local rule that a union issues for its territory. */
export function issueProfile(sql: Sql, changeId: string, profile: NewProfile): Promise<void> {
  return insertProfile(sql, changeId, profile);
}
