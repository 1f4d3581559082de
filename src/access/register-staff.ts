import type { Sql } from '../database/database.ts';
import type { Role } from './staff.codes.ts';
import { insertGrants, insertStaff } from './staff.store.ts';

/** A member of staff with one grant. */
export interface NewColleague {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly role: Role;
  readonly unionId: string;
  readonly grantId: string;
  readonly grantedBy: string;
  readonly confirmedBy: string;
  /** `YYYY-MM-DD`. */
  readonly from: string;
}

export async function registerStaff(sql: Sql, changeId: string, staff: readonly NewColleague[]): Promise<void> {
  await insertStaff(
    sql,
    changeId,
    staff.map(({ id, code, name, from }) => ({ id, code, name, from, issuer: null, subject: null })),
  );
  await insertGrants(
    sql,
    changeId,
    staff.map(({ id, grantId, ...grant }) => ({ ...grant, id: grantId, staffId: id })),
  );
}
