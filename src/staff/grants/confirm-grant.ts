import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { insertGrants } from '../staff-write.store.ts';
import { unionsGoneBefore } from '../../organisation/union.read.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { problem, type Problem, type OrProblems } from '../../usecase/problem.ts';
import { execute } from '../../usecase/execute.ts';
import { isExcluded } from './excluding-grant.ts';
import { mayStandIn } from './deputy.store.ts';
import { isActive, keepUnions, openProposal } from './grant.store.ts';
import { administers, type Changed } from '../staff-change.ts';
import type { Proposal } from './proposal.ts';

export interface ConfirmGrant extends Command {
  /** The id of the proposal, which becomes the id of the grant. */
  readonly grantId: string;
}

/**
 * Confirms a proposed grant. The actor must be an administrator of the union, but neither the proposer nor the recipient,
 * and the proposer must still be an administrator. The recipient's other roles are those of this moment. The grant is in force from its first day, but not before today.
 */
export async function confirmGrant(deps: Deps, command: ConfirmGrant): Promise<OrProblems<Changed>> {
  return execute(deps, 'confirmGrant', command, confirm, { staff_grant_pkey: problem('NO_SUCH_GRANT', 'grantId') });
}

async function confirm(sql: Sql, { today }: Deps, command: ConfirmGrant): Promise<OrProblems<Changed>> {
  const { actorId, grantId } = command;
  await keepUnions(sql);
  const proposal = await openProposal(sql, grantId, today);
  const isTheirs = await administers(sql, actorId, proposal === undefined ? [] : [proposal.unionId], today);
  if (proposal === undefined || !isTheirs) {
    return fail([problem('NO_SUCH_GRANT', 'grantId')]);
  }
  const { id, staffId, role, unionId, to, proposedBy } = proposal;
  const refusal = await findRefusal(sql, proposal, actorId, today);
  if (refusal !== null) return fail([refusal]);
  const changeId = await insertChange(sql, command, 'CONFIRM_GRANT', 'STAFF', staffId);
  const from = proposal.from < today ? today : proposal.from;
  await insertGrants(sql, changeId, [
    { id, staffId, role, unionId, from, to, grantedBy: proposedBy, confirmedBy: actorId },
  ]);
  return succeed({ changeId });
}

/** Why an administrator of the union may not confirm a proposal; `null` if they may. */
async function findRefusal(sql: Sql, proposal: Proposal, actorId: string, today: string): Promise<Problem | null> {
  if (actorId === proposal.staffId) return problem('NOT_FOR_ONESELF', 'grantId');
  if (actorId === proposal.proposedBy) return problem('ANOTHER_PERSON', 'grantId');
  if (!(await stillHolds(sql, proposal, today))) return problem('NO_SUCH_GRANT', 'grantId');
  if ((await unionsGoneBefore(sql, [proposal.unionId], proposal.to)).size > 0)
    return problem('UNION_DISSOLVED', 'grantId');
  return (await isExcluded(sql, proposal, today)) ? problem('EXCLUDING_ROLE', 'grantId') : null;
}

async function stillHolds(sql: Sql, proposal: Proposal, today: string): Promise<boolean> {
  const { staffId, unionId, proposedBy } = proposal;
  return (
    (await isActive(sql, staffId, today)) &&
    (await administers(sql, proposedBy, [unionId], today)) &&
    (await mayStandIn(sql, proposal, today))
  );
}
