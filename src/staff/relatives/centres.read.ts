import { inEffectOn } from '../../access/grants-in-effect.read.ts';
import { rolesFor } from '../../access/permissions.ts';
import type { Sql } from '../../database/database.ts';
import { currentOn } from '../../database/time/valid-on.ts';

/** Returns those of the unions over which a member of staff acts today for a centre of county level or above. */
export async function unionsOfCentres(
  sql: Sql,
  staffId: string,
  unionIds: readonly string[],
  today: string,
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>(
    `select distinct c.descendant_id as id from staff_grant g
     join staff_version s on s.anchor_id = g.staff_id and ${currentOn('s', '$3::date')}
     join staff_grant_version v on v.anchor_id = g.id and v.role = any($4) and ${inEffectOn('g', 'v', '$3::date')}
     join union_closure c on c.ancestor_id = v.union_id and c.descendant_id = any($2::uuid[])
       and ${currentOn('c', '$3::date')}
     join trade_union_version u on u.anchor_id = v.union_id and u.has_centre and u.kind in ('COUNTY', 'MUNICIPAL')
       and ${currentOn('u', '$3::date')}
     where g.staff_id = $1`,
    [staffId, unionIds, today, rolesFor('WITHDRAW_RELATIVE')],
  );
  return new Set(rows.map(({ id }) => id));
}
