import type { Database, Sql } from '../../../database/database.ts';
import { lastRevision } from '../../../database/time/change-log.ts';
import type { JobControl } from '../../../jobs/job.ts';
import type { Day } from '../../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import { RULEBOOK_VERSION } from '../../../policy/decision/rulebook.ts';
import { readRulesHistory } from '../../history/rules-history.read.ts';
import { rulesOf } from '../../history/rules-history.ts';
import { type Decided, decideHouseholds } from '../decide-households.ts';
import type { IdRange } from '../../history/id-range.ts';
import type { ThreadTask } from './decide-thread.ts';
import { startThreads } from './decide-threads.ts';
import {
  advanceRun,
  countAllHouseholds,
  deleteRuleWrites,
  nextHouseholds,
  type DecisionRun,
  deleteRuns,
  findRun,
  insertRun,
  lockState,
  readState,
  whileAlone,
  writeState,
} from '../decision-state.store.ts';
import { horizonOf } from '../horizon.ts';
import { clearSlot } from '../span.store.ts';
import { walkRegister } from './walk-register.ts';

const BATCH = 2000;
const FEW = 200;

/** Why the register cannot be decided now: a run is under way, here or elsewhere. */
export type DecidingFault = 'ALREADY_RUNNING';

/** What a run did, and whether it went on with one that was begun before. */
export interface DecidedRegister extends Decided {
  readonly revision: number;
  readonly resumed: boolean;
}

/**
 * Decides every household on every day and at every revision up to the last one, in threads. The spans before stay in force until
 * all are decided; a run that was interrupted goes on where it was, at its revision.
 */
export async function decideRegister(
  database: Database,
  today: Day,
  control: JobControl,
): Promise<Result<DecidedRegister, DecidingFault>> {
  const decided = await database.session((sql) => whileAlone(sql, () => runWhole(database, sql, today, control)));
  return decided === null ? fail('ALREADY_RUNNING') : succeed(decided);
}

async function runWhole(database: Database, sql: Sql, today: Day, control: JobControl): Promise<DecidedRegister> {
  const { run, resumed } = await beginRun(database, sql, today, control.signal);
  const total = await countAllHouseholds(sql);
  let { done } = run;
  control.progress(done, total);
  const moment = ((await readState(sql))?.moment ?? 0) + 1;
  const decided = await walkRegister({
    deciders: await startDeciders(database, { ...run, url: database.url, moment }, total, control.signal),
    signal: control.signal,
    next: (after) => nextHouseholds(sql, after ?? run.doneTo, BATCH),
    advance: async (doneTo, households) => {
      done += households;
      await advanceRun(sql, run.id, doneTo, done);
      control.progress(done, total);
    },
  });
  await endRun(database, run, moment);
  // If this is stopped, the run has ended all the same: the next one clears what is left.
  await clearSlot(sql, 1 - run.slot, control.signal);
  return { ...decided, revision: run.revision, resumed };
}

/** A small register is decided in this process: starting threads would take longer. */
async function startDeciders(database: Database, task: ThreadTask, total: number, signal: AbortSignal) {
  if (total > FEW) return startThreads(task, signal);
  const rules = rulesOf(await database.session((sql) => readRulesHistory(sql, task.revision)));
  const decide = async (range: IdRange) => {
    const write = await database.session((sql) => decideHouseholds(sql, range, { ...task, rules }));
    return database.transaction(write, { bulk: true });
  };
  return [{ decide, end: () => Promise.resolve() }];
}

/** Goes on with the run that was begun, or begins one in the slot that is not in force. */
async function beginRun(
  database: Database,
  sql: Sql,
  today: Day,
  signal: AbortSignal,
): Promise<{ readonly run: DecisionRun; readonly resumed: boolean }> {
  const begun = await findRun(sql);
  const state = await readState(sql);
  const slot = state === null ? 0 : 1 - state.slot;
  if (begun?.rulebook === RULEBOOK_VERSION && begun.slot === slot) return { run: begun, resumed: true };
  await deleteRuns(sql);
  await clearSlot(sql, slot, signal);
  signal.throwIfAborted();
  // Whoever decides anew what was written holds the state locked: what is written after this waits until the run has ended.
  const run = await database.transaction(async (locked) => {
    await lockState(locked);
    const revision = await lastRevision(database);
    return insertRun(locked, { slot, revision, horizon: horizonOf(today), rulebook: RULEBOOK_VERSION });
  });
  return { run, resumed: false };
}

/** Puts the spans of a run in force, all at once. What was written since it began is decided next. */
async function endRun(database: Database, { slot, revision, horizon, rulebook }: DecisionRun, moment: number) {
  await database.transaction(async (sql) => {
    await lockState(sql);
    await writeState(sql, { slot, revision, rulesRevision: revision, moment, horizon, rulebook });
    await deleteRuleWrites(sql, revision);
    await deleteRuns(sql);
  });
}
