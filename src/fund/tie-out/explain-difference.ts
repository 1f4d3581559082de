import { insertChange } from '../../database/time/change-log.ts';
import type { Sql } from '../../database/database.ts';
import { numbersIn } from '../../fields/number-forms.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { findTableFor } from '../locked/check-lock.ts';
import { insertExplanation, lockTableRow } from '../locked/locked-table.store.ts';
import { findSeals } from '../locked/sealing/seal.read.ts';
import { findExplanations, lastTieOuts, type TieOutRow } from './tie-out.read.ts';

/** The explanation of a difference of the last comparison of a locked table, by an officer who may sign it. */
export interface ExplainDifference extends Command {
  readonly tableId: string;
  /** The number of the difference. */
  readonly difference: number;
  readonly explanation: string;
}

interface Explained {
  readonly tableId: string;
  readonly changeId: string;
}

const LONGEST = 500;

/** Records why a difference stands. It is explained once, by another than the preparer, before the table is reviewed. */
export async function explainDifference(
  deps: Deps,
  command: ExplainDifference,
): Promise<OrProblems<Numbered<Explained>>> {
  const wrong = checkText(command.explanation);
  if (wrong !== null) return fail([wrong]);
  return numbered(deps.database, await execute(deps, 'explainDifference', command, explain));
}

function checkText(explanation: string): Problem | null {
  const isText = /\S/.test(explanation) && explanation.length <= LONGEST && !/\p{Cc}/u.test(explanation);
  if (!isText) return problem('WRONG_TEXT', 'explanation');
  return numbersIn(explanation).length > 0 ? problem('NUMBER_IN_CLEAR', 'explanation') : null;
}

async function explain(sql: Sql, { today }: Deps, command: ExplainDifference): Promise<OrProblems<Explained>> {
  const { actorId, tableId, difference, explanation } = command;
  await lockTableRow(sql, tableId);
  const found = await findTableFor(sql, command, 'SIGN_REAL_NAME_TABLE', today);
  if (found === null) return fail([problem('NO_SUCH_TABLE', 'tableId')]);
  if (actorId === found.table.preparedBy) return fail([problem('ANOTHER_PERSON', 'tableId')]);
  if ((await findSeals(sql, [tableId])).length > 0) return fail([problem('SEALED_ALREADY', 'tableId')]);
  const tieOut = (await lastTieOuts(sql, [tableId])).get(tableId);
  const refusal = await refuseDifference(sql, tieOut, difference);
  if (tieOut === undefined || refusal !== null) return fail([refusal ?? problem('NOT_TIED_OUT', 'tableId')]);
  const changeId = await insertChange(sql, command, 'EXPLAIN_DIFFERENCE', 'LOCKED_TABLE', tableId);
  const about = { explanation, explainedBy: actorId, explainedOn: today, recordedIn: changeId };
  await insertExplanation(sql, { tieOutId: tieOut.id, difference, ...about });
  return succeed({ tableId, changeId });
}

async function refuseDifference(sql: Sql, tieOut: TieOutRow | undefined, difference: number): Promise<Problem | null> {
  if (tieOut === undefined) return problem('NOT_TIED_OUT', 'tableId');
  if (difference < 1 || difference > tieOut.differences) return problem('NO_SUCH_DIFFERENCE', 'difference');
  const explained = await findExplanations(sql, tieOut.id);
  const isExplained = explained.some((one) => one.difference === difference);
  return isExplained ? problem('EXPLAINED_ALREADY', 'difference') : null;
}
