import type { Role } from '../access/staff.codes.ts';
import type { Sql } from '../database/database.ts';
import { insertTexts } from '../database/insert.ts';

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
  await insertTexts(
    sql,
    'staff',
    { id: 'uuid', code: 'text', recorded_in: 'uuid' },
    staff.map(({ id, code }) => [id, code, changeId]),
  );
  await insertTexts(
    sql,
    'staff_version',
    { anchor_id: 'uuid', valid_from: 'date', name: 'text', issuer: 'text', subject: 'text', recorded_in: 'uuid' },
    staff.map(({ id, from, name, issuer, subject }) => [id, from, name, issuer, subject, changeId]),
  );
}

export async function insertGrants(sql: Sql, changeId: string, grants: readonly NewGrant[]): Promise<void> {
  await insertTexts(
    sql,
    'staff_grant',
    { id: 'uuid', staff_id: 'uuid', recorded_in: 'uuid' },
    grants.map(({ id, staffId }) => [id, staffId, changeId]),
  );
  await insertTexts(
    sql,
    'staff_grant_version',
    {
      anchor_id: 'uuid',
      valid_from: 'date',
      valid_to: 'date',
      role: 'text',
      union_id: 'uuid',
      granted_by: 'uuid',
      confirmed_by: 'uuid',
      recorded_in: 'uuid',
    },
    grants.map(({ id, from, to = null, role, unionId, grantedBy, confirmedBy }) => [
      id,
      from,
      to,
      role,
      unionId,
      grantedBy,
      confirmedBy,
      changeId,
    ]),
  );
}
