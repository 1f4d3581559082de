import { unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { type ChangedUnions, decidingUnions } from '../../organisation/changes/changed-unions.ts';
import type { UnionChange } from '../../organisation/changes/union-change.ts';

/** Whether a member of staff may propose and confirm a change: in the superior of each union that it names. */
export async function maySettle(
  sql: Sql,
  staffId: string,
  change: UnionChange,
  unions: ChangedUnions,
  today: string,
): Promise<boolean> {
  const deciding = decidingUnions(change, unions);
  const own = await unionsFor(sql, staffId, 'MANAGE_ORGANISATION', deciding, today);
  return deciding.length > 0 && deciding.every((unionId) => own.has(unionId));
}
