import type { Database, Sql } from '../../database/database.ts';
import { type Day, printDay } from '../../kernel/calendar.ts';
import { RULEBOOK_VERSION } from '../../policy/decision/rulebook.ts';
import { readRulesHistory } from '../history/rules-history.read.ts';
import { type Rules, rulesOf } from '../history/rules-history.ts';
import { decideHouseholds } from './decide-households.ts';
import { type DecisionState, findRun, lockState, readState, stateOfRun, writeState } from './decision-state.store.ts';
import { horizonOf } from './horizon.ts';

/**
 * What following found: everything is decided; there is more to do; a run is under way, whose spans come into force first; or all
 * households must be decided anew, because there are no spans yet, or the rules they rest on have changed.
 */
export type Followed = 'UP_TO_DATE' | 'MORE' | 'RUNNING' | 'RUN_NEEDED';

/** How many writes, and households at the horizon, are looked at in one transaction. */
const BATCH = 1000;

/**
 * Decides anew the households that were written since the spans in force were, and those whose spans end before the horizon, which
 * moves with today. The spans are then complete up to the last revision. One process does so at a time.
 */
export function followChanges(database: Database, today: Day): Promise<Followed> {
  return database.session(async (sql) => {
    const state = await readState(sql);
    const run = await stateOfRun(sql);
    if (run === 'RUNNING') return 'RUNNING';
    if (run === 'ABANDONED' || state?.rulebook !== RULEBOOK_VERSION) return 'RUN_NEEDED';
    const sealed = await sealedWrites(sql);
    return sealed.rules ? 'RUN_NEEDED' : decideAnew(database, sql, { ...state, horizon: horizonOf(today) }, sealed);
  });
}

async function decideAnew(
  database: Database,
  sql: Sql,
  state: DecisionState,
  { revision, writes }: SealedWrites,
): Promise<Followed> {
  const ending = await endingBefore(sql, state);
  const households = [...new Set([...writes.map(({ householdId }) => householdId), ...ending])];
  if (households.length === 0 && state.revision === revision) return 'UP_TO_DATE';
  const hasAllWrites = writes.length < BATCH;
  const next = { ...state, moment: state.moment + 1, revision: hasAllWrites ? revision : state.revision };
  const write = (work: (written: Sql) => Promise<unknown>) =>
    database.transaction(async (written) => {
      // A run that began or ended meanwhile writes other spans: what was decided here is decided again after it.
      if ((await lockState(written))?.moment !== state.moment || (await findRun(written)) !== null) return 'MORE';
      await work(written);
      await deleteWrites(written, writes);
      await writeState(written, next);
      return hasAllWrites && ending.length < BATCH ? 'UP_TO_DATE' : 'MORE';
    });
  if (households.length === 0) return write(() => Promise.resolve());
  const rules = await knownRules(database, sql, state);
  const replace = await decideHouseholds(sql, households, { ...next, revision, rules });
  return write(replace);
}

interface Write {
  readonly transaction: string;
  readonly householdId: string;
}

interface SealedWrites {
  /** The last revision, up to which all changes have numbers. */
  readonly revision: number;
  /** Whether what all decisions rest on was written. */
  readonly rules: boolean;
  /** The oldest writes of households. */
  readonly writes: readonly Write[];
}

/** Transactions whose changes have their numbers; one that this server has not begun yet is that of a restored database. */
const SEALED = `(transaction < (select horizon from sequencer)
  or transaction >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)`;

async function sealedWrites(sql: Sql): Promise<SealedWrites> {
  const [row] = await sql.query<{ revision: string; rules: boolean; transactions: string[]; households: string[] }>(
    `select (select coalesce(max(number), 0) from change_sequence) as revision,
       exists (select from decision_write where household_id is null and ${SEALED}) as rules,
       coalesce(array_agg(w.transaction::text), '{}') as transactions,
       coalesce(array_agg(w.household_id::text), '{}') as households
     from (select transaction, household_id from decision_write where household_id is not null and ${SEALED}
       order by transaction limit ${BATCH}) w`,
  );
  const { revision = '0', rules = false, transactions = [], households = [] } = row ?? {};
  const writes = transactions.map((transaction, at) => ({ transaction, householdId: households[at] ?? '' }));
  return { revision: Number(revision), rules, writes };
}

async function deleteWrites(sql: Sql, writes: readonly Write[]): Promise<void> {
  await sql.query(
    `delete from decision_write w using unnest($1::bigint[], $2::uuid[]) as done (transaction, household_id)
     where w.transaction = done.transaction and w.household_id = done.household_id`,
    [writes.map(({ transaction }) => transaction), writes.map(({ householdId }) => householdId)],
  );
}

async function endingBefore(sql: Sql, { slot, horizon }: DecisionState): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select household_id as id from decided_household d where slot = $1 and decided_until < $2
       and not exists (select from undecided_household u where u.slot = d.slot and u.household_id = d.household_id)
     limit ${BATCH}`,
    [slot, printDay(horizon)],
  );
  return rows.map(({ id }) => id);
}

const lastRules = new WeakMap<Database, { readonly revision: number; readonly rules: Rules }>();

/** The rules, which are read once after each run: a later change of them begins another. */
async function knownRules(database: Database, sql: Sql, { rulesRevision }: DecisionState): Promise<Rules> {
  const last = lastRules.get(database);
  if (last?.revision === rulesRevision) return last.rules;
  const rules = rulesOf(await readRulesHistory(sql, rulesRevision));
  lastRules.set(database, { revision: rulesRevision, rules });
  return rules;
}
