import { currentOn } from '../../database/time/valid-on.ts';
import type { Sql } from '../../database/database.ts';
import { inEffectOn } from '../grants-in-effect.read.ts';
import type { Viewer } from '../viewer.ts';

/**
 * Returns the dashboard whose token has this digest, with the one grant that the token was issued for; `undefined` if the token
 * is unknown, has expired or was replaced, its grant is not in force today, or its holder was deactivated.
 */
export async function dashboardOf(
  sql: Sql,
  digest: Buffer,
  today: string,
): Promise<Omit<Viewer, 'purpose'> | undefined> {
  const [row] = await sql.query<{ staffId: string; unionId: string }>(
    `select g.staff_id as "staffId", v.union_id as "unionId"
     from dashboard_token t
     join staff_grant g on g.id = t.anchor_id
     join staff_grant_version v on v.anchor_id = g.id and v.role = 'DASHBOARD' and ${inEffectOn('g', 'v', '$2')}
     join staff_version s on s.anchor_id = g.staff_id and ${currentOn('s', '$2')}
     where t.digest = $1 and t.superseded_in is null and t.expires_at > now()`,
    [digest, today],
  );
  if (row === undefined) return undefined;
  return { staffId: row.staffId, personId: null, grants: [{ role: 'DASHBOARD', unionId: row.unionId }] };
}
