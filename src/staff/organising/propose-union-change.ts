import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { addDays, printDay, requireDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { decidingUnions, readChangedUnions } from '../../organisation/changes/changed-unions.ts';
import { checkUnionChange } from '../../organisation/changes/check-union-change.ts';
import { isOfDivision, type UnionChange } from '../../organisation/changes/union-change.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import type { Changed } from '../staff-change.ts';
import { checkProposedChange, type ProposedUnionChange } from './check-proposal.ts';
import { maySettle } from './deciding-staff.ts';
import { insertUnionProposals } from './union-proposal.store.ts';

/** A change of a union from a day on, by a document; somebody else confirms it. */
export interface ProposeUnionChange extends Command, ProposedUnionChange {}

export interface UnionChangeProposed extends Changed {
  /** The id of the proposal; a union that is founded gets it. */
  readonly proposalId: string;
}

/** A proposal that is no row of a workbook. */
const ALONE = { workbookId: null, workbookRow: null, superiorCode: null } as const;

/** How long a proposal can be confirmed. */
const DAYS = 30;

/** Proposes a change of unions, which another person confirms; the actor must be an administrator of the superior union. */
export async function proposeUnionChange(
  deps: Deps,
  command: ProposeUnionChange,
): Promise<OrProblems<UnionChangeProposed>> {
  const problems = checkProposedChange(command, deps.today);
  return problems.length > 0 ? fail(problems) : execute(deps, 'proposeUnionChange', command, propose);
}

async function propose(
  sql: Sql,
  { today }: Deps,
  command: ProposeUnionChange,
): Promise<OrProblems<UnionChangeProposed>> {
  const { actorId, documentNumber, documentTitle } = command;
  const change = changeOf(command);
  const unions = await readChangedUnions(sql, change);
  if (!(await maySettle(sql, actorId, change, unions, today))) {
    return fail([problem('NO_SUCH_UNION', change.unionId === null ? 'target' : 'union')]);
  }
  const refusal = await checkUnionChange(sql, change, unions);
  if (refusal !== null) return fail([refusal]);
  const proposalId = newId();
  const subject = change.unionId ?? (isOfDivision(change) ? change.targetId : null) ?? proposalId;
  const changeId = await insertChange(sql, command, 'PROPOSE_UNION_CHANGE', 'TRADE_UNION', subject);
  const [superiorId = subject] = decidingUnions(change, unions);
  const confirmedBefore = printDay(addDays(requireDay(today), DAYS));
  const document = { documentNumber, documentDay: printDay(command.documentDay), documentTitle };
  const proposal = { id: proposalId, superiorId, confirmedBefore, proposedBy: actorId };
  await insertUnionProposals(sql, changeId, [{ ...change, ...document, ...proposal, ...ALONE }]);
  return succeed({ proposalId, changeId });
}

function changeOf(command: ProposeUnionChange): UnionChange {
  const { kind, unionId, targetId, code, name, unionKind, region, centreName, unlisted, from } = command;
  return { kind, unionId, targetId, code, name, unionKind, region, centreName, unlisted, from: printDay(from) };
}
