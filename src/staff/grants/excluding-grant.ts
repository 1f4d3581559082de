import { excludes } from '../../access/excluding-roles.ts';
import type { Sql } from '../../database/database.ts';
import { heldRoles } from './grant.store.ts';
import type { Proposal } from './proposal.ts';

/** Whether somebody has a role, on any day of a grant from today on, that excludes the role of the grant. */
export async function isExcluded(
  sql: Sql,
  { staffId, role, from, to }: Pick<Proposal, 'staffId' | 'role' | 'from' | 'to'>,
  today: string,
): Promise<boolean> {
  const held = await heldRoles(sql, staffId, { from: from < today ? today : from, to });
  return held.some((one) => excludes(one, role));
}
