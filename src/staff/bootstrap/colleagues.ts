import type { Sql } from '../../database/database.ts';
import { insertGrants, insertStaff, type NewStaff } from '../staff-write.store.ts';
import type { Role } from '../../access/staff.codes.ts';

export interface NewColleague extends NewStaff {
  readonly role: Role;
  readonly unionId: string;
  readonly grantId: string;
  readonly grantedBy: string;
  readonly confirmedBy: string;
}

/** Records members of staff with their grants while there is nobody who could grant. */
export async function enterColleagues(sql: Sql, changeId: string, staff: readonly NewColleague[]): Promise<void> {
  await insertStaff(sql, changeId, staff);
  const grants = staff.map(({ id, grantId, ...grant }) => ({ ...grant, id: grantId, staffId: id }));
  await insertGrants(sql, changeId, grants);
}
