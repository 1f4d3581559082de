import type { Sql } from '../database/database.ts';
import { insertProfile, type NewProfile } from './profile.store.ts';

/** Puts a local rule on record, as a union issues it for its territory. */
export function issueProfile(sql: Sql, changeId: string, profile: NewProfile): Promise<void> {
  return insertProfile(sql, changeId, profile);
}
