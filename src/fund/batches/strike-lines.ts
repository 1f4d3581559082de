import type { Sql } from '../../database/database.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { checkClearText } from '../../standards/check-document.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, problem } from '../../usecase/problem.ts';
import { findStandingLines } from './lines/batch-lines.read.ts';
import type { TakenStep } from './batch.read.ts';
import { insertStruckLines } from './batch.store.ts';
import { admitBatch, BATCH_REFUSALS } from './batch-step.ts';

/** Lines that are struck out of a batch while it is prepared (剔除). */
export interface StrikeLines extends Command {
  readonly batchId: string;
  /** The numbers of the lines. */
  readonly lines: readonly number[];
  /** Why, in at most 200 characters; stored in clear. */
  readonly reason: string;
}

/** Strikes lines out of a batch, all of them in one act and for one reason. */
export async function strikeLines(deps: Deps, command: StrikeLines): Promise<OrProblems<Numbered<TakenStep>>> {
  const wrong = [
    ...(command.lines.length === 0 ? [problem('REQUIRED', 'lines')] : []),
    ...checkClearText(command.reason, 'reason'),
  ];
  if (wrong.length > 0) return fail(wrong);
  const races = { ...BATCH_REFUSALS, relief_struck_line_pkey: problem('NO_SUCH_LINE', 'lines') };
  return numbered(deps.database, await execute(deps, 'STRIKE_RELIEF_LINES', command, strike, races));
}

async function strike(sql: Sql, deps: Deps, command: StrikeLines): Promise<OrProblems<TakenStep>> {
  const { batchId, reason } = command;
  const admitted = await admitBatch(sql, deps, command, ['PREPARED']);
  if (!admitted.ok) return admitted;
  const numbers = [...new Set(command.lines)];
  const found = await findStandingLines(sql, batchId, numbers);
  const missing = command.lines.flatMap((number, at) =>
    found.has(number) ? [] : [problem('NO_SUCH_LINE', 'lines', at)],
  );
  if (missing.length > 0) return fail(missing);
  const changeId = await insertChange(sql, command, 'STRIKE_RELIEF_LINES', 'RELIEF_BATCH', batchId);
  await insertStruckLines(sql, changeId, [...found.values()], reason);
  return succeed({ batchId, changeId });
}
