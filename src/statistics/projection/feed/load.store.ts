import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database, Sql } from '../../../database/database.ts';
import { deleteBatch, giveKeys, insertBatch } from './household-rows.store.ts';
import { createTables, LAYOUT } from '../layout.store.ts';
import {
  type DecisionState,
  readDecisionState,
  readChangeNumbered,
  readNextMoment,
  readParts,
  readUnionMark,
} from './marks.read.ts';
import type { ProjectionMark } from '../projection.ts';
import {
  CLOSINGS,
  DECISION_SPANS,
  FILES,
  HOUSEHOLD_SPANS,
  MEMBERS,
  MEMBERSHIPS,
  PAYMENTS,
  type SourceScope,
  STEWARDS,
  STEWARDSHIPS,
  SURVEYS,
  WORKERS,
} from './sources.read.ts';
import { NATIONAL_ENTRIES } from './entry-source.read.ts';
import { stageSource } from './stage.store.ts';
import { readMark, type StoredMark } from '../stored-mark.read.ts';
import { writeUnions } from './unions.store.ts';

/** So many households are staged at once, which bounds the memory and lets the households of a county lie together. */
const PART_SIZE = 100_000;
/** About so many households are followed in one transaction. */
const STEP_SIZE = 5000;

const OF_HOUSEHOLDS = [
  ...[HOUSEHOLD_SPANS, DECISION_SPANS, MEMBERS, WORKERS, MEMBERSHIPS],
  ...[PAYMENTS, FILES, STEWARDSHIPS, SURVEYS, CLOSINGS, NATIONAL_ENTRIES],
];

/** Loads the whole register from one snapshot into an empty file; returns `null` while nothing is decided. */
export function loadWhole(
  database: Database,
  connection: DuckDBConnection,
  report: (done: number, households: number) => void,
): Promise<ProjectionMark | null> {
  return inSnapshot(database, true, async (sql, state) => {
    await createTables(connection);
    const everything = scopeOf(state, () => 'true');
    await inTransaction(connection, () => writeUnions(sql, connection, everything));
    const { firsts, households } = await readParts(sql, state.slot, PART_SIZE);
    for (const [at, first] of firsts.entries()) {
      const end = firsts[at + 1];
      const scope = scopeOf(state, (id) => `${id} >= '${first}'${end === undefined ? '' : ` and ${id} < '${end}'`}`);
      await inTransaction(connection, () => writeHouseholds(sql, connection, scope, true));
      report(Math.min((at + 1) * PART_SIZE, households), households);
    }
    await writeMark(sql, connection, { ...state, unions: await readUnionMark(sql, state.revision) });
    await connection.run('drop table if exists batch');
    await connection.run('checkpoint');
    return { revision: state.revision, moment: state.moment };
  });
}

/** Writes the households anew that were written since the mark; returns `null` if the whole must be loaded instead. */
export async function followHouseholds(
  database: Database,
  connection: DuckDBConnection,
): Promise<ProjectionMark | null> {
  for (;;) {
    const before = await readMark(connection);
    const step = await inSnapshot(database, false, async (sql, state) =>
      before !== undefined && (await isLater(sql, state, before))
        ? { state, mark: await followStep(sql, connection, state, before) }
        : null,
    );
    if (step === null) return null;
    if (step.mark.moment >= step.state.moment) return step.mark;
  }
}

/** Whether the decisions are those that the mark is of, further on: not of another run, another register or an older backup. */
async function isLater(sql: Sql, state: DecisionState, before: StoredMark): Promise<boolean> {
  const { slot, moment, revision } = state;
  if (slot !== before.slot || moment < before.moment || revision < before.revision) return false;
  return (await readChangeNumbered(sql, before.revision)) === before.change;
}

async function followStep(
  sql: Sql,
  connection: DuckDBConnection,
  state: DecisionState,
  before: StoredMark,
): Promise<ProjectionMark> {
  const { slot, moment, revision } = state;
  const next = await readNextMoment(sql, slot, before.moment, STEP_SIZE);
  const isLast = next === null || next >= moment || (await readNextMoment(sql, slot, next, 1)) === null;
  const reached = isLast ? moment : next;
  const unions = await readUnionMark(sql, revision);
  // Until the last step the past is read at the revision before, at which nothing changes.
  const mark = { slot, moment: reached, revision: isLast ? revision : before.revision, unions };
  const isSame = unions === before.unions && mark.revision === before.revision && reached === before.moment;
  if (isSame) return { revision, moment };
  await inTransaction(connection, async () => {
    if (unions !== before.unions)
      await writeUnions(
        sql,
        connection,
        scopeOf(state, () => 'true'),
      );
    if (next !== null) {
      const scope = scopeOf(state, (id) => `${id} in (${writtenBetween(slot, before.moment, reached)})`);
      await writeHouseholds(sql, connection, scope, false);
    }
    await writeMark(sql, connection, mark);
  });
  return { revision: mark.revision, moment: mark.moment };
}

function writtenBetween(slot: number, after: number, to: number): string {
  return `select household_id from decided_household where slot = ${slot} and moment > ${after} and moment <= ${to}`;
}

function scopeOf({ slot, revision }: DecisionState, households: SourceScope['households']): SourceScope {
  return { slot, revision, households };
}

async function writeHouseholds(
  sql: Sql,
  connection: DuckDBConnection,
  scope: SourceScope,
  isNew: boolean,
): Promise<void> {
  await stageSource(sql, connection, STEWARDS, scope);
  await giveKeys(connection);
  for (const source of OF_HOUSEHOLDS) await stageSource(sql, connection, source, scope);
  if (!isNew) await deleteBatch(connection);
  await insertBatch(connection);
}

async function writeMark(
  sql: Sql,
  connection: DuckDBConnection,
  { slot, moment, revision, unions }: Omit<StoredMark, 'layout' | 'change'>,
): Promise<void> {
  const change = await readChangeNumbered(sql, revision);
  await connection.run('delete from projection_mark');
  await connection.run(
    `insert into projection_mark by name select '${LAYOUT}' as layout, ${slot} as slot, ${moment} as moment,
       ${revision} as revision, $change as change, $unions as unions, true as complete`,
    { change, unions },
  );
}

/** Reads PostgreSQL in one snapshot; returns `null` while nothing is decided. */
function inSnapshot<T>(
  database: Database,
  bulk: boolean,
  work: (sql: Sql, state: DecisionState) => Promise<T | null>,
): Promise<T | null> {
  return database.transaction(
    async (sql) => {
      await sql.query('set transaction isolation level repeatable read, read only');
      const state = await readDecisionState(sql);
      return state === undefined ? null : work(sql, state);
    },
    { bulk },
  );
}

async function inTransaction(connection: DuckDBConnection, work: () => Promise<void>): Promise<void> {
  await connection.run('begin transaction');
  try {
    await work();
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback').catch(() => undefined);
    throw error;
  }
}
