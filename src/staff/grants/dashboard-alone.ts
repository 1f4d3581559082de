import type { Sql } from '../../database/database.ts';
import { heldRoles } from './grant.store.ts';
import type { Proposal } from './proposal.ts';

/**
 * Whether a grant would give a dashboard another role, or somebody with another role a dashboard. A dashboard stands for a
 * system, whose token is in the hands of machines; roles that end before the day do not count.
 */
export async function isMixed(
  sql: Sql,
  { staffId, role }: Pick<Proposal, 'staffId' | 'role'>,
  today: string,
): Promise<boolean> {
  const held = await heldRoles(sql, staffId, today);
  return held.some((one) => (one === 'DASHBOARD') !== (role === 'DASHBOARD'));
}
