import type { Sql } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { type Day, printDay, requireDay } from '../../kernel/calendar.ts';

/** The spans that are in force. */
export interface DecisionState {
  readonly slot: number;
  /** The revision up to which they are complete. */
  readonly revision: number;
  readonly moment: number;
  /** The day before which the spans of households end whose decisions may change every month. */
  readonly horizon: Day;
  readonly rulebook: string;
}

interface StateRow {
  readonly slot: number;
  readonly revision: string;
  readonly moment: string;
  readonly horizon: string;
  readonly rulebook: string;
}

/** The state of the spans; `null` before the first run has ended. */
export async function readState(sql: Sql): Promise<DecisionState | null> {
  return toState(await sql.query<StateRow>('select slot, revision, moment, horizon, rulebook from decision_state'));
}

/** Like {@link readState}; until the transaction ends, nobody else changes spans that are in force. */
export async function lockState(sql: Sql): Promise<DecisionState | null> {
  return toState(
    await sql.query<StateRow>('select slot, revision, moment, horizon, rulebook from decision_state for update'),
  );
}

function toState([row]: readonly StateRow[]): DecisionState | null {
  if (row === undefined) return null;
  const { slot, revision, moment, horizon, rulebook } = row;
  return { slot, revision: Number(revision), moment: Number(moment), horizon: requireDay(horizon), rulebook };
}

export async function writeState(sql: Sql, { horizon, ...state }: DecisionState): Promise<void> {
  await sql.query(
    `insert into decision_state (id, slot, revision, moment, horizon, rulebook) values (1, $1, $2, $3, $4, $5)
     on conflict (id) do update set slot = $1, revision = $2, moment = $3, horizon = $4, rulebook = $5`,
    [state.slot, state.revision, state.moment, printDay(horizon), state.rulebook],
  );
}

/** A run that decides the whole register into the slot that is not in force. */
export interface DecisionRun extends Omit<DecisionState, 'moment'> {
  readonly id: string;
  /** The last household up to which all are decided; `null`: none yet. */
  readonly doneTo: string | null;
  readonly done: number;
}

interface RunRow extends Omit<StateRow, 'moment'> {
  readonly id: string;
  readonly done_to: string | null;
  readonly done: string;
}

/** The run that was begun and has not ended. */
export async function findRun(sql: Sql): Promise<DecisionRun | null> {
  const [row] = await sql.query<RunRow>(
    'select id, slot, revision, horizon, rulebook, done_to, done from decision_run order by at desc limit 1',
  );
  if (row === undefined) return null;
  const { id, slot, revision, horizon, rulebook, done_to: doneTo, done } = row;
  return { id, slot, revision: Number(revision), horizon: requireDay(horizon), rulebook, doneTo, done: Number(done) };
}

/** Whether a run was begun and has not ended: until then, the spans in force stay as they are. */
export async function isRunning(sql: Sql): Promise<boolean> {
  return (await findRun(sql)) !== null;
}

export async function insertRun(sql: Sql, run: Omit<DecisionRun, 'id' | 'doneTo' | 'done'>): Promise<DecisionRun> {
  const id = newId();
  await sql.query(
    'insert into decision_run (id, slot, revision, horizon, rulebook, done) values ($1, $2, $3, $4, $5, 0)',
    [id, run.slot, run.revision, printDay(run.horizon), run.rulebook],
  );
  return { id, ...run, doneTo: null, done: 0 };
}

export async function advanceRun(sql: Sql, id: string, doneTo: string, done: number): Promise<void> {
  await sql.query('update decision_run set done_to = $2, done = $3 where id = $1', [id, doneTo, done]);
}

export async function deleteRuns(sql: Sql): Promise<void> {
  await sql.query('delete from decision_run');
}
