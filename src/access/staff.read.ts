import { currentOn, validOn } from '../database/time/valid-on.ts';
import type { Sql } from '../database/database.ts';
import { inEffectOn } from './grants-in-effect.read.ts';
import { type Action, rolesFor } from './permissions.ts';

/** Returns the member of staff with a code, if they are active on a day. */
export async function staffOfCode(sql: Sql, code: string, today: string): Promise<string | undefined> {
  const [row] = await sql.query<{ id: string }>(
    `select s.id from staff s join staff_version v on v.anchor_id = s.id and v.superseded_in is null
       and ${validOn('v', '$2')} where s.code = $1`,
    [code, today],
  );
  return row?.id;
}

/** A member of staff with the code and name of today. */
export interface NamedStaff {
  readonly id: string;
  readonly code: string;
  readonly name: string;
}

/** Returns the members of staff with these ids or codes who are active on a day, by what was given. */
export async function namedStaff(
  sql: Sql,
  idsOrCodes: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, NamedStaff>> {
  const rows = await sql.query<NamedStaff & { readonly given: string }>(
    `select given, s.id, s.code, v.name from unnest($1::text[]) as given
     join staff s on given in (s.code, s.id::text)
     join staff_version v on v.anchor_id = s.id and v.superseded_in is null and ${validOn('v', '$2')}`,
    [idsOrCodes, today],
  );
  return new Map(rows.map(({ given, id, code, name }) => [given, { id, code, name }]));
}

/** Returns members of staff by their ids with their last names, whether they are active or not. */
export async function staffById(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, NamedStaff>> {
  const rows = await sql.query<NamedStaff>(
    `select distinct on (s.id) s.id, s.code, v.name from staff s
     join staff_version v on v.anchor_id = s.id and v.superseded_in is null
     where s.id = any($1::uuid[]) order by s.id, v.valid_from desc`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Returns the member of staff with a code, if they are an administrator of a union without a superior on a day. */
export async function administratorOfCode(sql: Sql, code: string, today: string): Promise<string | undefined> {
  const staffId = await staffOfCode(sql, code, today);
  if (staffId === undefined) return undefined;
  const roots = await sql.query<{ id: string }>(
    'select anchor_id as id from trade_union_version where superseded_in is null and parent_id is null',
  );
  const rootIds = roots.map(({ id }) => id);
  const own = await unionsWithin(sql, staffId, ['ADMINISTRATOR'], rootIds, today);
  return own.size > 0 ? staffId : undefined;
}

/** Returns those of the unions for which a member of staff is allowed an action today. */
export function unionsFor(
  sql: Sql,
  staffId: string,
  action: Action,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  return unionsWithin(sql, staffId, rolesFor(action), unionIds, today);
}

/** Returns those of the unions at which a member of staff has one of the roles today; grants cover the subtree. */
async function unionsWithin(
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
       and ${validOn('s', '$4')}
     join staff_grant_version v on v.anchor_id = g.id and v.role = any($2) and ${inEffectOn('g', 'v', '$4')}
     join union_closure c on c.ancestor_id = v.union_id and c.descendant_id = any($3)
       and ${currentOn('c', '$4')}
     where g.staff_id = $1`,
    [staffId, roles, unionIds, today],
  );
  return new Set(rows.map(({ id }) => id));
}
