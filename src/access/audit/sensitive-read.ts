import type { Sql } from '../../database/database.ts';
import { recordSensitiveRead, type SensitiveRead } from './audit.store.ts';

/** Puts a sensitive read on record: in a transaction that is committed before the answer is sent. */
export function keepSensitiveRead(sql: Sql, read: SensitiveRead): Promise<void> {
  return recordSensitiveRead(sql, read);
}
