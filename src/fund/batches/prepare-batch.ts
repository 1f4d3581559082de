import { unionsFor } from '../../access/staff.read.ts';
import { readTies, type Tie } from '../../archive/procedure/circumstances/read-ties.ts';
import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { digestContent } from '../../database/time/idempotency.ts';
import { nextDay, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import { unionsGoneBefore } from '../../organisation/union.read.ts';
import type { Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import { findTakenStep, type TakenStep } from './batch.read.ts';
import { insertReliefBatch, insertBatchStep, insertLines } from './batch.store.ts';
import { BATCH_REFUSALS, TIED } from './batch-step.ts';
import { checkPrepared } from './lines/check-prepared.ts';
import { composeLines } from './lines/compose-lines.ts';
import type { PrepareBatch } from './prepared-batch.ts';

/**
 * Prepares a batch (编制). The household of each line is kept under the union today; name, number and account are kept as they are on the
 * day. Nothing is held yet: whether the lines can be paid is judged when the batch is submitted.
 */
export async function prepareBatch(deps: Deps, command: PrepareBatch): Promise<OrProblems<Numbered<TakenStep>>> {
  const wrong = checkPrepared(command, deps.today);
  if (wrong.length > 0) return fail(wrong);
  return numbered(deps.database, await execute(deps, 'PREPARE_RELIEF_BATCH', command, prepare, BATCH_REFUSALS));
}

async function prepare(sql: Sql, deps: Deps, command: PrepareBatch): Promise<OrProblems<TakenStep>> {
  const { actorId, idempotencyKey: key, unionId, twoPeopleDocument, amountDocument } = command;
  const digest = digestContent({ state: 'PREPARED', command });
  const earlier = await findTakenStep(sql, { actorId, key, digest });
  if (earlier === 'REUSED') return fail([problem('KEY_REUSED', 'idempotencyKey')]);
  if (earlier !== undefined) return succeed(earlier);
  const refusal = await refusalOfUnion(sql, deps.today, command);
  if (refusal !== null) return fail([refusal]);
  const lines = await composeLines(sql, deps, command);
  if (!lines.ok) return lines;
  const ties = await readTies(sql, deps.secrets, actorId, householdsIn(command), {
    on: printDay(command.on),
    today: deps.today,
  });
  if (ties.size > 0) return fail(problemsOfTies(command, ties));
  const id = newId();
  const changeId = await insertChange(sql, command, 'PREPARE_RELIEF_BATCH', 'RELIEF_BATCH', id);
  await insertReliefBatch(sql, changeId, { id, unionId, twoPeopleDocument, amountDocument });
  const step = { batchId: id, number: 1, state: 'PREPARED', actorId, day: printDay(command.on), key, digest };
  await insertBatchStep(sql, changeId, step);
  await insertLines(sql, deps.secrets, changeId, id, lines.value);
  return succeed({ batchId: id, changeId });
}

async function refusalOfUnion(sql: Sql, today: string, { actorId, unionId }: PrepareBatch): Promise<Problem | null> {
  const own = await unionsFor(sql, actorId, 'MANAGE_FUNDS', [unionId], today);
  if (!own.has(unionId)) return problem('NO_SUCH_UNION', 'unionId');
  const gone = await unionsGoneBefore(sql, [unionId], nextDay(today));
  return gone.has(unionId) ? problem('UNION_DISSOLVED', 'unionId') : null;
}

function householdsIn({ lines }: PrepareBatch): readonly string[] {
  return [...new Set(lines.map(({ householdId }) => householdId))];
}

function problemsOfTies({ lines }: PrepareBatch, ties: ReadonlyMap<string, Tie>): readonly Problem[] {
  return lines.flatMap(({ householdId }, at) => {
    const tie = ties.get(householdId);
    return tie === undefined ? [] : [problem(TIED[tie], 'lines', at, 'household')];
  });
}
