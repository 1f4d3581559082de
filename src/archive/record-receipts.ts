import type { Sql } from '../database/database.ts';
import { insertReceipts, type NewReceipt } from './assessment-receipt.store.ts';

export type { NewReceipt };

/** Records the decisions that an act of another room rests on, as part of its change. */
export function recordReceipts(sql: Sql, changeId: string, receipts: readonly NewReceipt[]): Promise<void> {
  return insertReceipts(sql, changeId, receipts);
}
