import type { Sql } from '../../database/database.ts';
import type { Act } from '../../database/time/act.codes.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { applyUnionChange } from '../../organisation/changes/apply-union-change.ts';
import { readChangedUnions } from '../../organisation/changes/changed-unions.ts';
import { checkUnionChange } from '../../organisation/changes/check-union-change.ts';
import { endsUnion, isOfDivision, UNION_ACTS } from '../../organisation/changes/union-change.ts';
import { holdTree } from '../../organisation/enter-organisation.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { endGrantsAt } from '../grants/grant.store.ts';
import type { Changed } from '../staff-change.ts';
import { checkStoredTree, foundStoredTree } from './tree/confirm-tree.ts';
import { maySettle } from './deciding-staff.ts';
import { NO_CHANGE } from './no-change.ts';
import type { UnionProposal } from './union-proposal.ts';
import { insertUnionAnswers, openUnionProposals } from './union-proposal.store.ts';

export interface ConfirmUnionChange extends Command {
  readonly proposalId: string;
}

export interface UnionChanged extends Changed {
  readonly unionId: string;
}

/**
 * Makes a change of unions that somebody else has proposed, or all of a workbook by its id. Both need the right today, and the
 * change must be possible in the tree of this moment: changes of the tree are confirmed one after another. Whoever acts for a
 * union that ends does so until its last day.
 */
export async function confirmUnionChange(deps: Deps, command: ConfirmUnionChange): Promise<OrProblems<UnionChanged>> {
  return execute(deps, 'confirmUnionChange', command, confirm, {
    trade_union_code_key: problem('CODE_TAKEN', 'proposalId'),
    region_pkey: problem('CODE_TAKEN', 'proposalId'),
    region_name_pkey: problem('LATER_DIVISION_NAME', 'proposalId'),
  });
}

async function confirm(sql: Sql, { today }: Deps, command: ConfirmUnionChange): Promise<OrProblems<UnionChanged>> {
  const { actorId, proposalId } = command;
  await holdTree(sql);
  const proposals = await openUnionProposals(sql, proposalId, today);
  const [proposal] = proposals;
  const refusal = await findRefusal(sql, proposals, actorId, today);
  if (refusal !== null || proposal === undefined) return fail([refusal ?? NO_SUCH_PROPOSAL]);
  const { act, unionId } = nameAct(proposal);
  const changeId = await insertChange(sql, command, act, 'TRADE_UNION', unionId);
  await insertUnionAnswers(sql, changeId, proposals, { state: 'CONFIRMED', answeredBy: actorId, reason: null });
  if (proposal.workbookId === null) await applyUnionChange(sql, changeId, unionId, proposal);
  else await foundStoredTree(sql, changeId, unionId, proposals);
  const lastDay = proposal.from > today ? proposal.from : today;
  if (endsUnion(proposal)) await endGrantsAt(sql, unionId, { changeId, today: lastDay });
  return succeed({ unionId, changeId });
}

/** The act of a proposal, and the union that it is about: of a workbook or a division, the superior one. */
function nameAct({ workbookId, superiorId, unionId, id, kind }: UnionProposal): { act: Act; unionId: string } {
  if (workbookId !== null) return { act: 'FOUND_TREE', unionId: superiorId };
  return { act: UNION_ACTS[kind], unionId: unionId ?? (isOfDivision({ kind }) ? superiorId : id) };
}

const NO_SUCH_PROPOSAL = problem('NO_SUCH_PROPOSAL', 'proposalId');

/** Why somebody may not confirm a proposal; `null` if they may. */
async function findRefusal(
  sql: Sql,
  proposals: readonly UnionProposal[],
  actorId: string,
  today: string,
): Promise<Problem | null> {
  const [proposal] = proposals;
  const change = proposal ?? NO_CHANGE;
  const unions = await readChangedUnions(sql, change);
  const isTheirs = await maySettle(sql, actorId, change, unions, today);
  if (proposal === undefined || !isTheirs) return NO_SUCH_PROPOSAL;
  if (actorId === proposal.proposedBy) return problem('ANOTHER_PERSON', 'proposalId');
  if (!(await maySettle(sql, proposal.proposedBy, change, unions, today))) return NO_SUCH_PROPOSAL;
  const impossible =
    proposal.workbookId === null
      ? await checkUnionChange(sql, change, unions)
      : await checkStoredTree(sql, proposal.superiorId, proposals);
  return impossible === null ? null : { ...impossible, path: 'proposalId' };
}
