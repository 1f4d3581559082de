import { buildCommand, settleCommand } from '../../../graph/command.ts';
import { idProblem } from '../../../graph/arguments/ids.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { fail } from '../../../kernel/result.ts';
import { loadUnionByKey } from '../../../organisation/union.loader.ts';
import { type OrProblems, problem, type Problem } from '../../../usecase/problem.ts';
import { chosenColumns } from '../../export/chosen-columns.loader.ts';
import { USUAL_COLUMNS } from '../../export/real-name-columns.ts';
import { paymentFilter } from '../../real-name/real-name-filter.input.ts';
import { explainDifference } from '../../tie-out/explain-difference.ts';
import { tieOutTable } from '../../tie-out/tie-out-table.ts';
import { lockTable } from '../lock-table.ts';
import { PRINT_JOB, printJob } from '../printing/print-job.ts';
import type { SealAct } from '../sealing/seal.read.ts';
import { sealTable } from '../sealing/seal-table.ts';
import type { ExplainDifferenceInput, LockTableInput, SealTableInput } from './locked-table.input.ts';
import { type LockedNode, loadLockedTable } from './locked-table.loader.ts';

/** The answer of an act on a locked table. */
export interface LockedAnswer {
  readonly problems: readonly Problem[];
  readonly table: LockedNode | null;
  readonly revision: number | null;
}

/** Locks a table, and submits the job that prints its files. Errors: INVALID_ARGUMENT. */
export async function lockFromInput(context: GraphContext, input: LockTableInput): Promise<LockedAnswer> {
  const { reviewer, previous = null, revision = null, idempotencyKey } = input;
  const command = buildCommand(context, idempotencyKey, '锁定实名制汇总表');
  const { period, sources, aidTypes, paymentMethods } = paymentFilter(input, 'input.');
  const filter = { period, sources, aidTypes, paymentMethods };
  const wrong = previous === null ? null : idProblem(previous, 'NO_SUCH_TABLE', 'previous');
  if (wrong !== null) return answer(context, Promise.resolve(fail([wrong])));
  const union = await loadUnionByKey(context, input.union);
  if (union === null) return answer(context, Promise.resolve(fail([problem('NO_SUCH_UNION', 'union')])));
  const about = {
    unionId: union.id,
    filter,
    columns: chosenColumns(input.columns, USUAL_COLUMNS),
    reviewer,
    previousId: previous,
    revision,
  };
  return answer(context, lockAndPrint(context, { ...command, ...about }));
}

async function lockAndPrint(context: GraphContext, command: Parameters<typeof lockTable>[1]) {
  const locked = await lockTable(context.deps, command);
  if (!locked.ok) return locked;
  const { tableId } = locked.value;
  await context.jobs.submit(
    printJob(() => context.deps),
    { tableId },
    { key: tableId, group: PRINT_JOB },
  );
  return locked;
}

/** Reviews or signs a table. */
export function sealFromInput(context: GraphContext, input: SealTableInput, act: SealAct): Promise<LockedAnswer> {
  const { table: tableId, idempotencyKey } = input;
  const command = buildCommand(context, idempotencyKey, act === 'SIGNED' ? '签署实名制汇总表' : '审核实名制汇总表');
  return onTable(context, tableId, () => sealTable(context.deps, { ...command, tableId, act }));
}

export function explainFromInput(context: GraphContext, input: ExplainDifferenceInput): Promise<LockedAnswer> {
  const { table: tableId, difference, explanation, idempotencyKey } = input;
  const command = buildCommand(context, idempotencyKey, '说明账表差异');
  return onTable(context, tableId, () =>
    explainDifference(context.deps, { ...command, tableId, difference, explanation }),
  );
}

/** Compares a table with the payments alone; with the ledger it is compared by its upload. */
export function tieOutFromInput(context: GraphContext, { table: tableId, idempotencyKey }: SealTableInput) {
  const command = buildCommand(context, idempotencyKey, '核对实名制汇总表');
  return onTable(context, tableId, () => tieOutTable(context.deps, { ...command, tableId, ledger: null }));
}

type Work = Promise<OrProblems<{ readonly tableId?: string; readonly revision: number | null }>>;

async function onTable(context: GraphContext, tableId: string, act: () => Work): Promise<LockedAnswer> {
  const wrong = idProblem(tableId, 'NO_SUCH_TABLE', 'table');
  return answer(context, wrong === null ? act() : Promise.resolve(fail([wrong])), tableId);
}

async function answer(context: GraphContext, work: Work, tableId?: string): Promise<LockedAnswer> {
  const { value, problems } = await settleCommand(context, work, toInputPath);
  if (value === null) return { problems, table: null, revision: null };
  return { problems, table: await loadLockedTable(context, value.tableId ?? tableId ?? ''), revision: value.revision };
}

/** A use case has ids where the input has `union`, `table` and `previous`. */
function toInputPath(path: string): string {
  return path.replace(/^(union|table|previous)Id$/, '$1');
}
