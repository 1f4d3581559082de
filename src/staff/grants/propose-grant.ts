import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { newId } from '../../database/ids.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { unionsGoneBefore } from '../../organisation/union.read.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { problem, type Problem, type OrProblems } from '../../usecase/problem.ts';
import { execute } from '../../usecase/execute.ts';
import { type Role, ROLES } from '../../access/staff.codes.ts';
import { mayStandIn } from './deputy.store.ts';
import { insertProposal, isActive } from './grant.store.ts';
import { isExcluded } from './excluding-grant.ts';
import { administers, type Changed } from '../staff-change.ts';

/** A role over a union and all unions under it; it is granted only when a second administrator confirms it. */
export interface ProposeGrant extends Command {
  readonly staffId: string;
  readonly role: Role;
  readonly unionId: string;
  readonly from: Day;
  /** The first day that the grant no longer covers; `null` for a grant that lasts until somebody ends it. */
  readonly to: Day | null;
  /** The grant whose holder is on leave, for a deputy (代理); `to` is then needed. */
  readonly deputyFor: string | null;
}

export interface ProposedGrant extends Changed {
  /** The id of the proposal, which becomes the id of the grant when it is confirmed. */
  readonly grantId: string;
}

/** Proposes a grant for another member of staff; the actor must administer the union, or one above it. */
export async function proposeGrant(deps: Deps, command: ProposeGrant): Promise<OrProblems<ProposedGrant>> {
  const problems = checkProposal(command, deps.today);
  if (problems.length > 0) return fail(problems);
  return execute(deps, 'proposeGrant', command, propose);
}

function checkProposal({ actorId, staffId, role, from, to }: ProposeGrant, today: string): readonly Problem[] {
  return [
    ...(actorId === staffId ? [problem('NOT_FOR_ONESELF', 'staffId')] : []),
    ...(Object.hasOwn(ROLES, role) ? [] : [problem('WRONG_CODE', 'role')]),
    ...(printDay(from) < today ? [problem('BEFORE_TODAY', 'from')] : []),
    ...(to !== null && to <= from ? [problem('ENDS_BEFORE_IT_BEGINS', 'to')] : []),
  ];
}

async function propose(sql: Sql, { today }: Deps, command: ProposeGrant): Promise<OrProblems<ProposedGrant>> {
  const { actorId, staffId, role, unionId, from, to, deputyFor } = command;
  if (!(await administers(sql, actorId, [unionId], today))) return fail([problem('NO_SUCH_UNION', 'unionId')]);
  if (!(await isActive(sql, staffId, today))) return fail([problem('NO_SUCH_STAFF', 'staffId')]);
  const days = { from: printDay(from), to: to === null ? null : printDay(to) };
  if ((await unionsGoneBefore(sql, [unionId], days.to)).size > 0) return fail([problem('UNION_DISSOLVED', 'unionId')]);
  const proposal = { id: newId(), staffId, role, unionId, ...days, proposedBy: actorId, deputyFor };
  if (!(await mayStandIn(sql, proposal, today))) return fail([problem('NOTHING_TO_STAND_IN_FOR', 'deputyFor')]);
  if (await isExcluded(sql, proposal, today)) return fail([problem('EXCLUDING_ROLE', 'role')]);
  const changeId = await insertChange(sql, command, 'PROPOSE_GRANT', 'STAFF', staffId);
  await insertProposal(sql, changeId, proposal);
  return succeed({ grantId: proposal.id, changeId });
}
