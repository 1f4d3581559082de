import { unionsFor } from '../../access/staff.read.ts';
import { readTies } from '../../archive/procedure/circumstances/read-ties.ts';
import type { Sql } from '../../database/database.ts';
import type { Act } from '../../database/time/act.codes.ts';
import { insertChange } from '../../database/time/change-log.ts';
import { digestContent } from '../../database/time/idempotency.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, succeed } from '../../kernel/result.ts';
import type { Command, Deps } from '../../usecase/command.ts';
import { execute, type Numbered, numbered } from '../../usecase/execute.ts';
import { type OrProblems, type Problem, problem } from '../../usecase/problem.ts';
import type { BatchState } from './batch.codes.ts';
import { findBatch, findTakenStep, type FoundBatch, householdsOfBatch, type TakenStep } from './batch.read.ts';
import { insertBatchStep, type NewBatchStep } from './batch.store.ts';

/** A step of a batch on a day. */
export interface BatchCommand extends Command {
  readonly batchId: string;
  readonly on: Day;
}

type Next = Exclude<BatchState, 'PREPARED'>;

/** The states that a step follows. */
const FOLLOWS: Readonly<Record<Next, readonly BatchState[]>> = {
  SUBMITTED: ['PREPARED'],
  REVIEWED: ['SUBMITTED'],
  APPROVED: ['REVIEWED'],
  RELEASED: ['APPROVED'],
  REJECTED: ['PREPARED', 'SUBMITTED', 'REVIEWED', 'APPROVED'],
};

const CHANGES: Readonly<Record<Next, Act>> = {
  SUBMITTED: 'SUBMIT_RELIEF_BATCH',
  REVIEWED: 'REVIEW_RELIEF_BATCH',
  APPROVED: 'APPROVE_RELIEF_BATCH',
  RELEASED: 'RELEASE_RELIEF_BATCH',
  REJECTED: 'REJECT_RELIEF_BATCH',
};

/** The problems of the constraints by which the ledger refuses a step, under the lock of the batch and those of the funds. */
export const BATCH_REFUSALS: Readonly<Record<string, Problem>> = {
  relief_batch_next: problem('BATCH_STEPPED', 'batch'),
  relief_batch_not_forward: problem('WRONG_BATCH_STATE', 'batch'),
  relief_batch_day: problem('BEFORE_LAST_STEP', 'on'),
  relief_batch_same_person: problem('ANOTHER_PERSON', 'batch'),
  relief_batch_closed: problem('WRONG_BATCH_STATE', 'batch'),
  relief_closed_period: problem('PERIOD_CLOSED', 'on'),
  relief_before_allocation: problem('BEFORE_ALLOCATION', 'on'),
  relief_not_forward: problem('HOLD_ENDED', 'on'),
  relief_not_admitted: problem('NOT_ADMITTED', 'batch'),
  relief_other_file: problem('FILE_NOT_RECORDED', 'batch'),
  relief_overdrawn: problem('MORE_THAN_LEFT', 'batch'),
  relief_beyond_allocation: problem('MORE_THAN_LEFT', 'batch'),
};

/** What a step adds to its row, and what it moves. */
export interface StepWork {
  readonly row?: Partial<Omit<NewBatchStep, 'key' | 'digest'>>;
  readonly write?: (sql: Sql, changeId: string) => Promise<void>;
}

interface BatchAct<C extends BatchCommand> {
  readonly state: Next;
  readonly command: C;
  /** What is wrong with the input itself. */
  readonly wrong: readonly Problem[];
  readonly prepare: (sql: Sql, batch: FoundBatch, households: readonly string[]) => Promise<OrProblems<StepWork>>;
}

/**
 * Takes a step of a batch, once per idempotency key. Refusals come in this order: what is wrong with the input itself, all at once; the
 * key; whether the actor may act; the state; whether their own household is paid; the lines, all at once; then what the ledger refuses.
 */
export async function takeBatchStep<C extends BatchCommand>(
  deps: Deps,
  { state, command, wrong, prepare }: BatchAct<C>,
): Promise<OrProblems<Numbered<TakenStep>>> {
  const late = printDay(command.on) > deps.today ? [problem('AFTER_TODAY', 'on')] : [];
  const faults = [...late, ...wrong];
  if (faults.length > 0) return fail(faults);
  const { actorId, batchId, idempotencyKey: key } = command;
  const digest = digestContent({ state, command });
  const act = async (sql: Sql): Promise<OrProblems<TakenStep>> => {
    const earlier = await findTakenStep(sql, { actorId, key, digest });
    if (earlier === 'REUSED') return fail([problem('KEY_REUSED', 'idempotencyKey')]);
    if (earlier !== undefined) return succeed(earlier);
    const found = await admitBatch(sql, deps, command, FOLLOWS[state]);
    if (!found.ok) return found;
    const { batch, households } = found.value;
    const prepared = await prepare(sql, batch, households);
    if (!prepared.ok) return prepared;
    const { row, write } = prepared.value;
    const changeId = await insertChange(sql, command, CHANGES[state], 'RELIEF_BATCH', batchId);
    const step = { batchId, number: batch.steps + 1, state, actorId, day: printDay(command.on), key, digest };
    await insertBatchStep(sql, changeId, { ...step, ...row });
    await write?.(sql, changeId);
    return succeed({ batchId, changeId });
  };
  return numbered(deps.database, await execute(deps, CHANGES[state], command, act, BATCH_REFUSALS));
}

/** Nobody acts on a batch that pays their own household, or that of a relative whom they have declared. */
export const TIED = { OWN: 'OWN_HOUSEHOLD', RELATIVE: 'RELATIVES_HOUSEHOLD' } as const;

interface AdmittedBatch {
  readonly batch: FoundBatch;
  readonly households: readonly string[];
}

/**
 * Admits an act on a batch: the actor may act for its union, it is in one of these states, and pays neither their household
 * nor that of a relative whom they have declared.
 */
export async function admitBatch(
  sql: Sql,
  deps: Deps,
  { actorId, batchId, on }: Pick<BatchCommand, 'actorId' | 'batchId'> & Partial<Pick<BatchCommand, 'on'>>,
  states: readonly BatchState[],
): Promise<OrProblems<AdmittedBatch>> {
  const batch = await findBatch(sql, batchId);
  // What does not exist runs the same statements as what the actor may not act on.
  const unionId = batch?.unionId ?? batchId;
  const own = await unionsFor(sql, actorId, 'MANAGE_FUNDS', [unionId], deps.today);
  if (batch === undefined || !own.has(unionId)) return fail([problem('NO_SUCH_BATCH', 'batch')]);
  if (!states.includes(batch.state)) return fail([problem('WRONG_BATCH_STATE', 'batch')]);
  const households = await householdsOfBatch(sql, batchId);
  const days = { on: on === undefined ? deps.today : printDay(on), today: deps.today };
  const [tie] = (await readTies(sql, deps.secrets, actorId, households, days)).values();
  return tie === undefined ? succeed({ batch, households }) : fail([problem(TIED[tie], 'batch')]);
}
