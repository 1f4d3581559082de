import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { countRows } from '../../database/rows.ts';
import type { IdRange } from '../history/id-range.ts';
import { newId } from '../../database/ids.ts';
import { type Day, printDay, requireDay } from '../../kernel/calendar.ts';

/** The spans that are in force. */
export interface DecisionState {
  readonly slot: number;
  /** The revision up to which they are complete. */
  readonly revision: number;
  /** The revision at which the rules were read: they have not changed up to {@link revision}. */
  readonly rulesRevision: number;
  readonly moment: number;
  /** The day before which the spans of households end whose decisions may change every month. */
  readonly horizon: Day;
  readonly rulebook: string;
}

interface StateRow {
  readonly slot: number;
  readonly revision: string;
  readonly rules_revision: string;
  readonly moment: string;
  readonly horizon: string;
  readonly rulebook: string;
}

const COLUMNS = 'slot, revision, rules_revision, moment, horizon, rulebook';

/** The state of the spans; `null` before the first run has ended. */
export async function readState(sql: Sql): Promise<DecisionState | null> {
  return toState(await sql.query<StateRow>(`select ${COLUMNS} from decision_state`));
}

/** Like {@link readState}; until the transaction ends, nobody else changes spans that are in force. */
export async function lockState(sql: Sql): Promise<DecisionState | null> {
  return toState(await sql.query<StateRow>(`select ${COLUMNS} from decision_state for update`));
}

function toState([row]: readonly StateRow[]): DecisionState | null {
  if (row === undefined) return null;
  const { slot, horizon, rulebook } = row;
  const numbers = {
    revision: Number(row.revision),
    rulesRevision: Number(row.rules_revision),
    moment: Number(row.moment),
  };
  return { slot, ...numbers, horizon: requireDay(horizon), rulebook };
}

export async function writeState(sql: Sql, { horizon, ...state }: DecisionState): Promise<void> {
  await sql.query(
    `insert into decision_state (id, ${COLUMNS}) values (1, $1, $2, $3, $4, $5, $6)
     on conflict (id) do update set slot = $1, revision = $2, rules_revision = $3, moment = $4, horizon = $5, rulebook = $6`,
    [state.slot, state.revision, state.rulesRevision, state.moment, printDay(horizon), state.rulebook],
  );
}

/** A run that decides the whole register into the slot that is not in force. */
export interface DecisionRun extends Omit<DecisionState, 'moment' | 'rulesRevision'> {
  readonly id: string;
  /** The last household up to which all are decided; `null`: none yet. */
  readonly doneTo: string | null;
  readonly done: number;
}

interface RunRow extends Omit<StateRow, 'moment' | 'rules_revision'> {
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

/** Held as long as a process decides the whole register. */
const RUN_LOCK = 7_410_502;

/** Does the work while nobody else decides the whole register; `null` if somebody does. */
export async function whileAlone<T>(sql: Sql, work: () => Promise<T>): Promise<T | null> {
  const [lock] = await sql.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [RUN_LOCK]);
  if (lock?.held !== true) return null;
  try {
    return await work();
  } finally {
    await sql.query('select pg_advisory_unlock($1)', [RUN_LOCK]);
  }
}

/** Whether a run was begun: `ABANDONED` if its process has ended without it. */
export async function stateOfRun(sql: Sql): Promise<'NONE' | 'RUNNING' | 'ABANDONED'> {
  if ((await findRun(sql)) === null) return 'NONE';
  const [lock] = await sql.query<{ free: boolean }>('select pg_try_advisory_xact_lock($1) as free', [RUN_LOCK]);
  return lock?.free === true ? 'ABANDONED' : 'RUNNING';
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

/**
 * Deletes the notes of rules that were written up to a revision: a run has decided by them. A later change of the rules begins a
 * run of its own.
 */
export async function deleteRuleWrites(sql: Sql, revision: number): Promise<void> {
  await sql.query(
    `delete from decision_write w where w.household_id is null and exists (
       select from change_log l join change_sequence s on s.change_id = l.id
       where l.transaction = w.transaction and s.number <= $1)`,
    [revision],
  );
}

export async function countAllHouseholds(sql: Sql): Promise<number> {
  return countRows(sql, 'from household', new Parameters());
}

/** The next households in the order of their ids; `null` after the last. */
export async function nextHouseholds(sql: Sql, after: string | null, most: number): Promise<IdRange | null> {
  const [range] = await sql.query<IdRange>(
    `select min(id::text) as "from", max(id::text) as "to" from (
       select id from household where $1::uuid is null or id > $1 order by id limit $2) as next having count(*) > 0`,
    [after, most],
  );
  return range ?? null;
}
