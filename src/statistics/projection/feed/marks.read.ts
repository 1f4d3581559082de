import type { Sql } from '../../../database/database.ts';

/** What the decisions stand at: the slot in force, the revision up to which its spans are complete, and the count of writes. */
export interface DecisionState {
  readonly slot: number;
  readonly revision: number;
  readonly moment: number;
}

/** The state of the decisions; `undefined` before the first run has ended. */
export async function readDecisionState(sql: Sql): Promise<DecisionState | undefined> {
  const [row] = await sql.query<{ slot: number; revision: string; moment: string }>(
    'select slot, revision, moment from decision_state',
  );
  return row && { slot: row.slot, revision: Number(row.revision), moment: Number(row.moment) };
}

/** The id of the change that has a number; empty if none has. */
export async function readChangeNumbered(sql: Sql, revision: number): Promise<string> {
  const [row] = await sql.query<{ id: string }>('select change_id as id from change_sequence where number = $1', [
    revision,
  ]);
  return row?.id ?? '';
}

/** A text that changes whenever the tree of unions, as known at a revision, does: rows are only added and superseded. */
export async function readUnionMark(sql: Sql, revision: number): Promise<string> {
  const [row] = await sql.query<{ mark: string }>(
    `select concat_ws(' ', (select count(*) from trade_union), count(*), count(ended.number)) as mark
     from trade_union_version v
     join change_sequence recorded on recorded.change_id = v.recorded_in and recorded.number <= $1
     left join change_sequence ended on ended.change_id = v.superseded_in and ended.number <= $1`,
    [revision],
  );
  return row?.mark ?? '';
}

/** The first household of each part of so many, in the order of their ids, and how many there are. */
export async function readParts(
  sql: Sql,
  slot: number,
  size: number,
): Promise<{ readonly firsts: readonly string[]; readonly households: number }> {
  const rows = await sql.query<{ id: string; households: string }>(
    `select household_id as id, households from (
       select household_id, row_number() over (order by household_id) as place, count(*) over () as households
       from decided_household where slot = $1
     ) as placed where (place - 1) % $2 = 0 order by household_id`,
    [slot, size],
  );
  return { firsts: rows.map(({ id }) => id), households: Number(rows[0]?.households ?? 0) };
}

/** The moment up to which about so many households were written after another; `null` if none was. */
export async function readNextMoment(sql: Sql, slot: number, after: number, size: number): Promise<number | null> {
  const [row] = await sql.query<{ moment: string | null }>(
    `select max(moment) as moment from (
       select moment from decided_household where slot = $1 and moment > $2 order by moment limit $3
     ) as next`,
    [slot, after, size],
  );
  return row?.moment === null || row === undefined ? null : Number(row.moment);
}
