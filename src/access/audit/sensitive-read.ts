import type { Sql } from '../../database/database.ts';
import { recordSensitiveRead, type SensitiveRead } from './audit.store.ts';

/** Records a sensitive read in a transaction that is committed before the answer is sent. */
export function keepSensitiveRead(sql: Sql, read: SensitiveRead): Promise<void> {
  return recordSensitiveRead(sql, read);
}
