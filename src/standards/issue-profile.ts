import type { Sql } from '../database/database.ts';
import { insertProfile, type NewProfile } from './profile.store.ts';

/** Records a local rule that a union issues for its territory. */
export function issueProfile(sql: Sql, changeId: string, profile: NewProfile): Promise<void> {
  return insertProfile(sql, changeId, profile);
}
