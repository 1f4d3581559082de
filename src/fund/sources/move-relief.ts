import { unionsFor } from '../../access/staff.read.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Deps } from '../../usecase/command.ts';
import type { Numbered } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { findMoney } from './allocation.read.ts';
import type { PostedAct } from './posted-act.read.ts';
import { postAct, type ReliefAct } from './relief-act.ts';

/** Money of an allocation that is remitted to its union (拨付), or has arrived there (到账). */
export interface MoveRelief extends ReliefAct {
  readonly allocationId: string;
}

/**
 * Remits money of an allocation, all of it or a part. The union that passes it down does; what comes from outside the platform, the
 * union that gets it.
 */
export function remitRelief(deps: Deps, command: MoveRelief): Promise<OrProblems<Numbered<PostedAct>>> {
  return move(deps, command, 'REMIT');
}

/** Records that money of an allocation has arrived at its union, which does so itself. */
export function receiveRelief(deps: Deps, command: MoveRelief): Promise<OrProblems<Numbered<PostedAct>>> {
  return move(deps, command, 'RECEIVE');
}

function move(deps: Deps, command: MoveRelief, kind: 'REMIT' | 'RECEIVE'): Promise<OrProblems<Numbered<PostedAct>>> {
  const { actorId, allocationId } = command;
  const prepare = async (sql: Parameters<typeof findMoney>[0]) => {
    const allocated = await findMoney(sql, allocationId);
    const unionId = (kind === 'REMIT' ? allocated?.payerId : allocated?.unionId) ?? allocationId;
    const own = await unionsFor(sql, actorId, 'MANAGE_FUNDS', [unionId], deps.today);
    if (allocated === undefined || !own.has(unionId)) return fail([problem('NO_SUCH_ALLOCATION', 'allocation')]);
    return succeed({ allocationId });
  };
  return postAct(deps, { kind, command, problems: [], prepare });
}
