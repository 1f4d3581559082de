import { buildCommand } from '../../graph/command.ts';
import type { GraphContext } from '../../graph/context.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { loadUnionByCode } from '../../organisation/union.loader.ts';
import { checkRules } from '../../standards/proposals/check-rules.ts';
import { proposeRules } from '../../standards/proposals/propose-rules.ts';
import type { ProfileEntry, RuleContent } from '../../standards/proposals/rule-content.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import type { ProposeProfileInput, ProposeStandardsInput } from './rule-proposal.input.ts';
import { loadProposal, submitPreview } from './rule-proposal.loader.ts';

interface Proposed {
  readonly proposalId: string;
}

export function proposeStandardsFrom(
  context: GraphContext,
  input: ProposeStandardsInput,
): Promise<OrProblems<Proposed>> {
  const entries = input.standards.map(({ act, kind, region, from, amount, status, checkedUntil }) => ({
    ...{ act, kind, region, from: printDay(from), amountFen: amount ?? null, status: status ?? null },
    checkedUntil: dayText(checkedUntil),
  }));
  return propose(context, input, { kind: 'STANDARDS', entries }, '提出当地标准');
}

export async function proposeProfileFrom(
  context: GraphContext,
  input: ProposeProfileInput,
): Promise<OrProblems<Proposed>> {
  const { level, from, to, exclusionsOff, forbids, ...given } = input.profile;
  if (level === 'NATIONAL') return fail([problem('NOT_ITS_LEVEL', 'profile', 'level')]);
  const profile: ProfileEntry = {
    ...{ act: given.act, level, from: printDay(from), to: dayText(to) },
    ...{ nearMultiple: given.nearMultiple ?? null, suddenMultiple: given.suddenMultiple ?? null },
    ...{ areaPerHead: given.areaPerHead ?? null, dwellings: given.dwellings ?? null },
    ...{ exclusionsOff: [...new Set(exclusionsOff ?? [])], forbids: [...new Set(forbids ?? [])] },
  };
  return propose(context, input, { kind: 'PROFILE', profile }, '提出地方规定');
}

function dayText(day: Day | null | undefined): string | null {
  return day === null || day === undefined ? null : printDay(day);
}

/** Proposes rules, and submits the job that finds what they would do. */
async function propose(
  context: GraphContext,
  { union: code, documentNumber, documentTitle, idempotencyKey }: Omit<ProposeStandardsInput, 'standards'>,
  content: RuleContent,
  purpose: string,
): Promise<OrProblems<Proposed>> {
  const command = buildCommand(context, idempotencyKey, purpose);
  const union = await loadUnionByCode(context, code);
  if (union === null) return fail([problem('NO_SUCH_UNION', 'union')]);
  const rules = { ...command, unionId: union.id, documentNumber, documentTitle, content };
  const proposed = await proposeRules(context.deps, rules);
  if (proposed.ok) await submitPreview(context, proposed.value.proposalId);
  return proposed;
}

/** Submits a preview of a proposal that still can be confirmed, and that nothing on record contradicts. */
export async function previewAgain(context: GraphContext, text: string): Promise<OrProblems<Proposed>> {
  const { database, today } = context.deps;
  const proposal = await loadProposal(context, text);
  if (proposal?.state !== 'PROPOSED') return fail([problem('NO_SUCH_PROPOSAL', 'proposalId')]);
  const { id: proposalId, unionId, content } = proposal;
  const checked = await database.session((sql) => checkRules(sql, content, { unionId, today }));
  if (!checked.ok) return checked;
  await submitPreview(context, proposalId);
  return succeed({ proposalId });
}
