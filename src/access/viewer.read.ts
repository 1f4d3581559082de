import { currentOn } from '../database/time/valid-on.ts';
import type { Sql } from '../database/database.ts';
import { inEffect } from './excluding-roles.ts';
import type { Role } from './staff.codes.ts';
import type { Viewer } from './viewer.ts';

/** The identity that a token states; it never states rights. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

interface Row extends Identity {
  readonly staff_id: string | null;
  readonly person_id: string | null;
  readonly grant_id: string | null;
  readonly grant_from: string | null;
  readonly role: Role | null;
  readonly union_id: string | null;
}

/**
 * Returns the viewers of identities by {@link identityKey}: active members of staff with their grants of today, or else
 * workers with their own logins. Unknown and deactivated persons are omitted. One statement.
 */
export async function loadViewers(
  sql: Sql,
  identities: readonly Identity[],
  today: string,
): Promise<ReadonlyMap<string, Omit<Viewer, 'purpose'>>> {
  const rows = await sql.query<Row>(
    `select asked.issuer, asked.subject, who.staff_id, who.person_id,
       held.grant_id, held.grant_from, held.role, held.union_id
     from unnest($1::text[], $2::text[]) as asked (issuer, subject)
     cross join lateral (
       select s.anchor_id as staff_id, null::uuid as person_id
       from staff_version s where s.issuer = asked.issuer and s.subject = asked.subject and ${currentOn('s', '$3')}
       union all
       select null, coalesce(g.into_id, w.anchor_id) from worker_login_version w
       left join person_merge g on g.anchor_id = w.anchor_id and g.superseded_in is null
       where w.issuer = asked.issuer and w.subject = asked.subject and ${currentOn('w', '$3')}
     ) as who
     left join (
       select g.staff_id, g.id as grant_id, v.role, v.union_id, v.valid_from::text as grant_from
       from staff_grant g join staff_grant_version v on v.anchor_id = g.id and ${currentOn('v', '$3')}
     ) as held on held.staff_id = who.staff_id`,
    [identities.map(({ issuer }) => issuer), identities.map(({ subject }) => subject), today],
  );
  const viewers = new Map<string, Omit<Viewer, 'purpose'>>();
  for (const [key, own] of Map.groupBy(rows, identityKey)) {
    const viewer = viewerOfRows(own);
    if (viewer !== null) viewers.set(key, viewer);
  }
  return viewers;
}

/**
 * Returns a viewer with the grants of a later moment; `null` if they are no viewer any more. Of a worker with several logins
 * one is enough.
 */
export async function reloadViewer(
  sql: Sql,
  { staffId, personId }: Pick<Viewer, 'staffId' | 'personId'>,
  today: string,
): Promise<Omit<Viewer, 'purpose'> | null> {
  const identities = await sql.query<Identity>(
    `select s.issuer, s.subject from staff_version s where s.anchor_id = $1 and ${currentOn('s', '$3')}
     union all
     select w.issuer, w.subject from worker_login_version w
     left join person_merge g on g.anchor_id = w.anchor_id and g.superseded_in is null
     where coalesce(g.into_id, w.anchor_id) = $2 and ${currentOn('w', '$3')}`,
    [staffId, personId, today],
  );
  const viewers = await loadViewers(sql, identities, today);
  return [...viewers.values()].find((one) => one.staffId === staffId && one.personId === personId) ?? null;
}

export function identityKey({ issuer, subject }: Identity): string {
  return JSON.stringify([issuer, subject]);
}

function viewerOfRows(rows: readonly Row[]): Omit<Viewer, 'purpose'> | null {
  const staff = rows.filter(({ staff_id }) => staff_id !== null);
  const [first] = staff.length > 0 ? staff : rows;
  if (first === undefined) return null;
  const held = staff.flatMap(({ role, union_id: unionId, grant_id: id, grant_from: from }) =>
    role === null || unionId === null || id === null || from === null ? [] : [{ id, from, role, unionId }],
  );
  const grants = inEffect(held).map(({ role, unionId }) => ({ role, unionId }));
  return { staffId: first.staff_id, personId: first.person_id, grants };
}
