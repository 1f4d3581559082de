import { unionsFor } from '../../access/staff.read.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { addDays, printDay, requireDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { checkContent } from './check-content.ts';
import { checkDocument, type NamedDocument } from '../check-document.ts';
import { checkRules } from './check-rules.ts';
import type { RuleContent } from './rule-content.ts';
import { insertRuleProposal } from './rule-proposal.store.ts';

/** Local standards, or a local profile, with the document that sets them (Articles 3 to 5 and 23). */
export interface ProposeRules extends Command, NamedDocument {
  /** The centre whose standards they are, or the union that issues the profile. */
  readonly unionId: string;
  readonly content: RuleContent;
}

interface ProposedRules {
  readonly proposalId: string;
  readonly changeId: string;
}

/** How long a proposal can be confirmed: a new standard may wait for its document. */
const DAYS = 90;

const ACTS = {
  STANDARDS: { act: 'PROPOSE_STANDARDS', subject: 'STANDARD' },
  PROFILE: { act: 'PROPOSE_PROFILE', subject: 'PROFILE' },
} as const;

/** Proposes local standards or a local profile; nothing is in force until another person has confirmed it. */
export async function proposeRules(deps: Deps, command: ProposeRules): Promise<OrProblems<ProposedRules>> {
  const problems = [...checkDocument(command), ...checkContent(command.content, deps.today)];
  return problems.length > 0 ? fail(problems) : execute(deps, 'proposeRules', command, propose);
}

async function propose(sql: Sql, { today }: Deps, command: ProposeRules): Promise<OrProblems<ProposedRules>> {
  const { actorId, unionId, documentNumber, documentTitle, content } = command;
  const own = await unionsFor(sql, actorId, 'PROPOSE_RULE', [unionId], today);
  if (!own.has(unionId)) return fail([problem('NO_SUCH_UNION', 'unionId')]);
  const checked = await checkRules(sql, content, { unionId, today });
  if (!checked.ok) return checked;
  const proposalId = newId();
  const { act, subject } = ACTS[content.kind];
  const changeId = await insertChange(sql, command, act, subject, proposalId);
  const days = { validFrom: today, validTo: printDay(addDays(requireDay(today), DAYS)) };
  const document = { documentNumber, documentTitle };
  const row = { id: proposalId, unionId, kind: content.kind, content, ...document, proposedBy: actorId, ...days };
  await insertRuleProposal(sql, changeId, row);
  return succeed({ proposalId, changeId });
}
