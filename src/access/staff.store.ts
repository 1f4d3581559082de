import { insertTexts } from '../database/insert.ts';
import type { Role } from './staff.codes.ts';
import type { Sql } from '../database/database.ts';

/** The member of staff of a code, if active on a day. */
export async function activeStaff(sql: Sql, code: string, today: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    `select s.id from staff s join staff_version v on v.anchor_id = s.id and v.superseded_in is null
       and v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2) where s.code = $1`,
    [code, today],
  );
  return row?.id;
}

/** The member of staff of a code, if an administrator of a union that has no superior on a day. */
export async function administrator(sql: Sql, code: string, today: string): Promise<string | undefined> {
  const staffId = await activeStaff(sql, code, today);
  if (staffId === undefined) return undefined;
  const roots = await sql.query<{ id: string }>(
    'select anchor_id as id from trade_union_version where superseded_in is null and parent_id is null',
  );
  const own = await unionsWithin(
    sql,
    staffId,
    ['ADMINISTRATOR'],
    roots.map(({ id }) => id),
    today,
  );
  return own.size > 0 ? staffId : undefined;
}

/** Those of the unions in which a member of staff holds one of the roles today: grants hold for the subtree. */
export async function unionsWithin(
  sql: Sql,
  staffId: string,
  roles: readonly string[],
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(
    `select distinct c.descendant_id as id
     from staff_grant g
     join staff_version s on s.anchor_id = g.staff_id and s.superseded_in is null
       and s.valid_from <= $4 and (s.valid_to is null or s.valid_to > $4)
     join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null
       and v.valid_from <= $4 and (v.valid_to is null or v.valid_to > $4) and v.role = any($2)
     join union_closure c on c.ancestor_id = v.union_id and c.descendant_id = any($3)
       and c.valid_from <= $4 and (c.valid_to is null or c.valid_to > $4)
     where g.staff_id = $1`,
    [staffId, roles, unionIds, today],
  );
  return new Set(rows.map(({ id }) => id));
}

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
  /** `YYYY-MM-DD`, as the day on which it has ended, if any. */
  readonly from: string;
  readonly to?: string | null;
  readonly grantedBy: string;
  /** Another than who granted. */
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
