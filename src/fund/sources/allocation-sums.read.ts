import type { Sql } from '../../database/database.ts';
import { Parameters } from '../../database/parameters.ts';
import { type ReadAt, recordedBy } from '../../database/time/known-at.ts';
import { printDay } from '../../kernel/calendar.ts';
import { allocationsAt, MONEY_COLUMNS, type ReliefMoney } from './allocation.read.ts';
import type { AllocationAct } from './relief.codes.ts';

/** The sums of an allocation, which the database prints as texts of fen. */
type Sums = 'allocatedFen' | 'passedDownFen' | 'remittedFen' | 'arrivedFen' | 'remittedDownFen' | 'heldFen' | 'paidFen';

/** An allocation with its sums as of a day. Days are `YYYY-MM-DD`. */
export interface AllocationRow extends ReliefMoney, Readonly<Record<Sums, string>> {
  readonly id: string;
  readonly unionId: string;
  readonly fromId: string | null;
  readonly allocatedOn: string;
  readonly documentNumber: string;
}

/** What a transaction adds to its kind: a reversal takes away. */
const NET = 'case when t.reverses_id is null then t.amount_fen else -t.amount_fen end';

/** Reads allocations with what was done with their money until a day. One statement. */
export async function readAllocations(
  sql: Sql,
  ids: readonly string[],
  at: ReadAt,
): Promise<ReadonlyMap<string, AllocationRow>> {
  const parameters = new Parameters();
  const day = parameters.add(printDay(at.asOf));
  const by = `t.day <= ${day}::date and ${recordedBy('t', at.known)}`;
  const sum = (condition: string, sign = '') => `coalesce(${sign}sum(${NET}) filter (where ${condition}), 0)`;
  const rows = await sql.query<AllocationRow>(
    `select a.id, a.from_id as "fromId", f.union_id as "unionId", ${MONEY_COLUMNS}, m.day as "allocatedOn",
       m.document_number as "documentNumber", own.*, down.*
     ${allocationsAt(day, at)}
     cross join lateral (
       select ${sum("t.kind = 'ALLOCATE'")} as "allocatedFen", ${sum("t.kind = 'REMIT'")} as "remittedFen",
         ${sum("t.kind = 'RECEIVE'")} as "arrivedFen",
         ${sum("t.kind = 'HOLD'")} + ${sum("t.kind in ('RELEASE', 'PAY')", '-')} as "heldFen",
         ${sum("t.kind = 'PAY'")} + ${sum("t.kind = 'RETURN'", '-')} as "paidFen"
       from relief_transaction t where t.allocation_id = a.id and ${by}
     ) own
     cross join lateral (
       select ${sum("t.kind = 'ALLOCATE'")} as "passedDownFen", ${sum("t.kind = 'REMIT'")} as "remittedDownFen"
       from relief_allocation c join relief_transaction t on t.allocation_id = c.id
       where c.from_id = a.id and t.kind in ('ALLOCATE', 'REMIT') and ${by}
     ) down
     where a.id = any(${parameters.add(ids)}::uuid[])`,
    parameters.values,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** An act on an allocation. Days are `YYYY-MM-DD`. */
export interface AllocationActRow {
  readonly id: string;
  readonly allocationId: string;
  readonly kind: AllocationAct;
  readonly on: string;
  /** In fen, as a text; below 0 where it reverses another. */
  readonly netFen: string;
  readonly documentNumber: string | null;
  readonly documentDay: string | null;
  readonly documentTitle: string | null;
  readonly reversalReason: string | null;
  readonly reversesId: string | null;
  readonly actor: string;
}

/** Reads the acts by which money came to allocations, in the order of their days. One statement. */
export async function readActs(
  sql: Sql,
  allocationIds: readonly string[],
  at: ReadAt,
): Promise<ReadonlyMap<string, readonly AllocationActRow[]>> {
  const rows = await sql.query<AllocationActRow>(
    `select t.id, t.allocation_id as "allocationId", t.kind, t.day as on, ${NET} as "netFen",
       t.document_number as "documentNumber", t.document_day as "documentDay", t.document_title as "documentTitle",
       t.reason as "reversalReason", t.reverses_id as "reversesId", s.code as actor
     from relief_transaction t join staff s on s.id = t.actor_id
     where t.allocation_id = any($1::uuid[]) and t.kind in ('ALLOCATE', 'REMIT', 'RECEIVE') and t.day <= $2::date
       and ${recordedBy('t', at.known)} order by t.day, t.id`,
    [allocationIds, printDay(at.asOf)],
  );
  return Map.groupBy(rows, ({ allocationId }) => allocationId);
}
