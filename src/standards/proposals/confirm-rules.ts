import { unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { checkRules } from './check-rules.ts';
import { confirmsFor, findDocuments, NO_UNION, openRuleProposal, type RuleProposal } from './rule-proposal.read.ts';
import { confirmRules, isPreviewed, lockRules } from './rule-proposal.store.ts';

export interface ConfirmRuleProposal extends Command {
  readonly proposalId: string;
}

interface ConfirmedRules {
  readonly proposalId: string;
  readonly changeId: string;
}

const ACTS = {
  STANDARDS: { act: 'CONFIRM_STANDARDS', subject: 'STANDARD' },
  PROFILE: { act: 'CONFIRM_PROFILE', subject: 'PROFILE' },
} as const;

/**
 * Puts in force what somebody else has proposed, as the archivist of a centre of county level or above. The document must be
 * stored and the preview made; what is proposed is held against all that is on record by now.
 */
export async function confirmRuleProposal(
  deps: Deps,
  command: ConfirmRuleProposal,
): Promise<OrProblems<ConfirmedRules>> {
  return execute(deps, 'confirmRuleProposal', command, confirm);
}

async function confirm(sql: Sql, { today }: Deps, command: ConfirmRuleProposal): Promise<OrProblems<ConfirmedRules>> {
  const { actorId, proposalId } = command;
  await lockRules(sql);
  const proposal = await openRuleProposal(sql, proposalId, today);
  const mayConfirm = await confirmsFor(sql, actorId, proposal?.unionId ?? NO_UNION, today);
  if (proposal === undefined || !mayConfirm) return fail([NO_SUCH_PROPOSAL]);
  const refusal = await findRefusal(sql, proposal, actorId, today);
  if (refusal !== null) return fail([refusal]);
  const plan = await checkRules(sql, proposal.content, { unionId: proposal.unionId, today });
  if (!plan.ok) return plan;
  const { act, subject } = ACTS[proposal.kind];
  const changeId = await insertChange(sql, command, act, subject, proposalId);
  await confirmRules(sql, plan.value, { proposal, confirmedBy: actorId, confirmedOn: today, changeId });
  return succeed({ proposalId, changeId });
}

const NO_SUCH_PROPOSAL = problem('NO_SUCH_PROPOSAL', 'proposalId');

/** Why a proposal cannot be confirmed by somebody who may confirm; `null` if it can. */
async function findRefusal(
  sql: Sql,
  { id, proposedBy, unionId }: RuleProposal,
  actorId: string,
  today: string,
): Promise<Problem | null> {
  if (actorId === proposedBy) return problem('ANOTHER_PERSON', 'proposalId');
  const own = await unionsFor(sql, proposedBy, 'PROPOSE_RULE', [unionId], today);
  if (!own.has(unionId)) return NO_SUCH_PROPOSAL;
  if ((await findDocuments(sql, [id])).length === 0) return problem('DOCUMENT_MISSING', 'proposalId');
  return (await isPreviewed(sql, id)) ? null : problem('NOT_PREVIEWED', 'proposalId');
}
