import type { Sql } from '../database/database.ts';
import type { Role } from './staff.codes.ts';
import type { Viewer } from './viewer.ts';

/** Who a token says that somebody is: never what they may do. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

interface Row {
  readonly staff_id: string | null;
  readonly person_id: string | null;
  readonly role: Role | null;
  readonly union_id: string | null;
}

const IN_FORCE = (alias: string) =>
  `${alias}.superseded_in is null and ${alias}.valid_from <= $3 and (${alias}.valid_to is null or ${alias}.valid_to > $3)`;

/**
 * The active member of staff of an identity with the grants in force today, else the worker who has it as their own
 * login. `null` for everybody else, the deactivated among them. One statement.
 */
export async function viewerOf(
  sql: Sql,
  { issuer, subject }: Identity,
  today: string,
  purpose: string | null,
): Promise<Viewer | null> {
  const rows = await sql.query<Row>(
    `select who.staff_id, who.person_id, held.role, held.union_id
     from (
       select s.anchor_id as staff_id, null::uuid as person_id
       from staff_version s where s.issuer = $1 and s.subject = $2 and ${IN_FORCE('s')}
       union all
       select null, w.anchor_id from worker_login_version w
       where w.issuer = $1 and w.subject = $2 and ${IN_FORCE('w')}
     ) as who
     left join (
       select g.staff_id, v.role, v.union_id
       from staff_grant g join staff_grant_version v on v.anchor_id = g.id and ${IN_FORCE('v')}
     ) as held on held.staff_id = who.staff_id`,
    [issuer, subject, today],
  );
  const staff = rows.filter(({ staff_id }) => staff_id !== null);
  const [first] = staff.length > 0 ? staff : rows;
  if (first === undefined) return null;
  const grants = staff.flatMap(({ role, union_id: unionId }) =>
    role === null || unionId === null ? [] : [{ role, unionId }],
  );
  return { staffId: first.staff_id, personId: first.person_id, grants, purpose };
}
