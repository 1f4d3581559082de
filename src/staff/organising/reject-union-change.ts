import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { readChangedUnions } from '../../organisation/changes/changed-unions.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import type { Changed } from '../staff-change.ts';
import { checkOpenText } from './check-proposal.ts';
import { maySettle } from './deciding-staff.ts';
import { NO_CHANGE } from './no-change.ts';
import { insertUnionAnswers, openUnionProposals } from './union-proposal.store.ts';

export interface RejectUnionChange extends Command {
  readonly proposalId: string;
  readonly reason: string;
}

export interface UnionChangeRejected extends Changed {
  readonly proposalId: string;
}

/** Rejects a proposed change of unions, or withdraws one's own; who could confirm it can do so. */
export async function rejectUnionChange(
  deps: Deps,
  command: RejectUnionChange,
): Promise<OrProblems<UnionChangeRejected>> {
  const problems = checkOpenText(command.reason, 'reason');
  return problems.length > 0 ? fail(problems) : execute(deps, 'rejectUnionChange', command, reject);
}

async function reject(sql: Sql, { today }: Deps, command: RejectUnionChange): Promise<OrProblems<UnionChangeRejected>> {
  const { actorId, proposalId, reason } = command;
  const proposals = await openUnionProposals(sql, proposalId, today);
  const [proposal] = proposals;
  const change = proposal ?? NO_CHANGE;
  const isTheirs = await maySettle(sql, actorId, change, await readChangedUnions(sql, change), today);
  if (proposal === undefined || !isTheirs) return fail([problem('NO_SUCH_PROPOSAL', 'proposalId')]);
  const subject = proposal.workbookId === null ? (proposal.unionId ?? proposal.id) : proposal.superiorId;
  const changeId = await insertChange(sql, command, 'REJECT_UNION_CHANGE', 'TRADE_UNION', subject);
  await insertUnionAnswers(sql, changeId, proposals, { state: 'REJECTED', answeredBy: actorId, reason });
  return succeed({ proposalId, changeId });
}
