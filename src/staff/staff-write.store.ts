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
  const anchors = staff.map(({ id, code }) => ({ id, code, ...recorded }));
  const versions = staff.map(({ id, from, name, issuer, subject }) => {
    return { anchorId: id, validFrom: from, name, issuer, subject, ...recorded };
  });
  await insertRows(sql, staffTable, anchors);
  await insertRows(sql, staffVersionTable, versions);
}

export async function insertGrants(sql: Sql, changeId: string, grants: readonly NewGrant[]): Promise<void> {
  const recorded = { recordedIn: changeId };
  const anchors = grants.map(({ id, staffId }) => ({ id, staffId, ...recorded }));
  const versions = grants.map(({ id, from, to = null, role, unionId, grantedBy, confirmedBy }) => {
    return { anchorId: id, validFrom: from, validTo: to, role, unionId, grantedBy, confirmedBy, ...recorded };
  });
  await insertRows(sql, staffGrantTable, anchors);
  await insertRows(sql, staffGrantVersionTable, versions);
}
