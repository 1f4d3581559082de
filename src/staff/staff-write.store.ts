import type { Role } from '../access/staff.codes.ts';
import type { Sql } from '../database/database.ts';
import { staffGrantTable, staffGrantVersionTable, staffTable, staffVersionTable } from './staff.entity.ts';
import { insertRows } from '../database/table.ts';

export interface NewStaff {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly issuer: string | null;
  readonly subject: string | null;
  /** `YYYY-MM-DD`. */
  readonly from: string;
}

export interface NewGrant {
  readonly id: string;
  readonly staffId: string;
  readonly role: Role;
  readonly unionId: string;
  /** The first day after the end, `YYYY-MM-DD`, if any. */
  readonly from: string;
  readonly to?: string | null;
  readonly grantedBy: string;
  /** The confirming administrator, who differs from the proposer. */
  readonly confirmedBy: string;
}

export async function insertStaff(sql: Sql, changeId: string, staff: readonly NewStaff[]): Promise<void> {
  const recorded = { recordedIn: changeId };
  await insertRows(
    sql,
    staffTable,
    staff.map(({ id, code }) => ({ id, code, ...recorded })),
  );
  await insertRows(
    sql,
    staffVersionTable,
    staff.map(({ id, from, name, issuer, subject }) => {
      return { anchorId: id, validFrom: from, name, issuer, subject, ...recorded };
    }),
  );
}

export async function insertGrants(sql: Sql, changeId: string, grants: readonly NewGrant[]): Promise<void> {
  const recorded = { recordedIn: changeId };
  await insertRows(
    sql,
    staffGrantTable,
    grants.map(({ id, staffId }) => ({ id, staffId, ...recorded })),
  );
  await insertRows(
    sql,
    staffGrantVersionTable,
    grants.map(({ id, from, to = null, role, unionId, grantedBy, confirmedBy }) => {
      return { anchorId: id, validFrom: from, validTo: to, role, unionId, grantedBy, confirmedBy, ...recorded };
    }),
  );
}
