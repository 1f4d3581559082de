import type { Sql } from '../../../src/database/database.ts';
import { countMasked, insertRefusedAttempts } from '../../../src/access/audit/audit.store.ts';

/** What staff of several unions were refused and saw masked. */
export async function refuse(sql: Sql, staff: ReadonlyMap<string, string>): Promise<void> {
  // No viewer of the matrix but `all`: each sees what they were refused themselves.
  for (const code of ['all', 'spare']) {
    const staffId = staff.get(code) ?? '';
    const moment = { at: '2026-06-30T03:00:00Z', lastAt: '2026-06-30T03:10:00Z', times: 2 };
    const refusal = { kind: 'RIGHT', code: 'FORBIDDEN', field: 'staff', operation: 'Look', trace: code } as const;
    await insertRefusedAttempts(sql, [{ ...moment, ...refusal, staffId, personId: null, gateway: 'matrix' }]);
    await countMasked(sql, staffId, 5, Date.UTC(2026, 5, 30, 3));
  }
}
