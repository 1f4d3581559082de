import type { Sql } from '../../database/database.ts';
import { hasRows } from '../../database/rows.ts';
import { currentOn, notEnded } from '../../database/time/valid-on.ts';
import { endVersions, lockEnding } from './grant.store.ts';
import type { Proposal } from './proposal.ts';

/** What ends, in which change and on which day. */
interface Ending {
  readonly changeId: string;
  readonly today: string;
}

/**
 * Whether a grant may stand in (代理) for the one that it names: that one has the same role at the same union over all its days, its
 * holder is active and somebody else, and it stands in for nobody itself. Until the transaction ends, nobody ends that grant.
 */
export async function mayStandIn(sql: Sql, proposal: Proposal, today: string): Promise<boolean> {
  const { staffId, role, unionId, from, to, deputyFor } = proposal;
  if (deputyFor === null) return true;
  if (to === null) return false;
  await lockEnding(sql, deputyFor);
  return hasRows(
    sql,
    `select from staff_grant g
     join staff_grant_version v on v.anchor_id = g.id and v.superseded_in is null and ${notEnded('v', '$7')}
     join staff_version s on s.anchor_id = g.staff_id and ${currentOn('s', '$7')}
     where g.id = $1 and g.staff_id <> $2 and v.role = $3 and v.union_id = $4
       and v.valid_from <= greatest($5::date, $7) and (v.valid_to is null or v.valid_to >= $6)
       and not exists (select from grant_proposal p where p.id = g.id and p.deputy_for is not null)`,
    [deputyFor, staffId, role, unionId, from, to, today],
  );
}

/** Ends a grant from today on, and the grants that stand in for it. */
export async function endGrantAndDeputies(sql: Sql, grantId: string, ending: Ending): Promise<void> {
  await endVersions(sql, 'staff_grant_version', grantId, ending);
  await endDeputies(sql, [grantId], ending);
}

/** Ends the grants that stand in for those of a member of staff. */
export async function endDeputiesOf(sql: Sql, staffId: string, ending: Ending): Promise<void> {
  const grants = await sql.query<{ id: string }>('select id from staff_grant where staff_id = $1 order by id', [
    staffId,
  ]);
  const ids = grants.map(({ id }) => id);
  for (const id of ids) await lockEnding(sql, id);
  await endDeputies(sql, ids, ending);
}

async function endDeputies(sql: Sql, grantIds: readonly string[], ending: Ending): Promise<void> {
  const deputies = await sql.query<{ id: string }>(
    `select p.id from grant_proposal p
     join staff_grant_version v on v.anchor_id = p.id and v.superseded_in is null and ${notEnded('v', '$2')}
     where p.deputy_for = any($1::uuid[]) order by p.id`,
    [grantIds, ending.today],
  );
  for (const { id } of deputies) await endVersions(sql, 'staff_grant_version', id, ending);
}
