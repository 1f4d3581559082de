import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { grantedUnions } from '../grants/grant.store.ts';
import { checkOpenText } from '../organising/check-proposal.ts';
import type { Changed } from '../staff-change.ts';
import { unionsOfCentres } from './centres.read.ts';
import { insertWithdrawal, openRelative } from './relative.store.ts';

export interface WithdrawRelative extends Command {
  readonly relativeId: string;
  readonly reason: string;
}

export interface RelativeWithdrawn extends Changed {
  readonly relativeId: string;
}

/**
 * Withdraws the declaration of a relative from today on. It takes an archivist of centres of county level or above that are over all
 * unions at which whoever declared it has a grant; nobody withdraws their own.
 */
export async function withdrawRelative(deps: Deps, command: WithdrawRelative): Promise<OrProblems<RelativeWithdrawn>> {
  const problems = checkOpenText(command.reason, 'reason');
  return problems.length > 0 ? fail(problems) : execute(deps, 'withdrawRelative', command, withdraw);
}

/** The id of no member of staff: what is missing is looked for too, so that the time does not tell it from what is forbidden. */
const NO_STAFF = '00000000-0000-0000-0000-000000000000';

async function withdraw(sql: Sql, { today }: Deps, command: WithdrawRelative): Promise<OrProblems<RelativeWithdrawn>> {
  const { actorId, relativeId, reason } = command;
  const relative = await openRelative(sql, relativeId);
  const unions = await grantedUnions(sql, relative?.staffId ?? NO_STAFF, today);
  const own = await unionsOfCentres(sql, actorId, unions, today);
  if (relative === undefined || unions.length === 0 || own.size < unions.length) {
    return fail([problem('NO_SUCH_RELATIVE', 'relativeId')]);
  }
  if (relative.staffId === actorId) return fail([problem('NOT_FOR_ONESELF', 'relativeId')]);
  const changeId = await insertChange(sql, command, 'WITHDRAW_RELATIVE', 'STAFF', relative.staffId);
  await insertWithdrawal(sql, changeId, { relativeId, withdrawnBy: actorId, withdrawnOn: today, reason });
  return succeed({ relativeId, changeId });
}
