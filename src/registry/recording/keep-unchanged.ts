import type { Sql } from '../../database/database.ts';
import { lockForWriting } from './lock-for-writing.store.ts';

/** Keeps these households and persons as they are until the transaction ends: who would write them waits, and so does who keeps them too. */
export function keepUnchanged(sql: Sql, ids: readonly string[]): Promise<void> {
  return lockForWriting(sql, ids);
}
