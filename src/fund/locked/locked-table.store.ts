import { insertRows, type NewRow } from '../../database/table.ts';
import type { Sql } from '../../database/database.ts';
import {
  lockedTableExplanationTable,
  lockedTableFileTable,
  lockedTableSealTable,
  lockedTableTable,
  lockedTableTieOutTable,
  stampedScanTable,
} from './locked-table.entity.ts';

/** Waits for its turn: two tables of one union and year are numbered one after the other, and a series has one end. */
export async function lockSeries(sql: Sql, unionId: string, year: number): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('locked table ' || $1, 0))", [`${unionId} ${year}`]);
}

/** The next number of a union's tables of a year: `SMZ-410502-2026-0001`. */
export async function nextNumber(sql: Sql, code: string, year: number): Promise<string> {
  const stem = `SMZ-${code}-${year}-`;
  const [row] = await sql.query<{ last: number | null }>(
    `select max(substr(number, length($1) + 1)::integer) as last from locked_table
     where starts_with(number, $1) and substr(number, length($1) + 1) ~ '^[0-9]{1,9}$'`,
    [stem],
  );
  return `${stem}${String((row?.last ?? 0) + 1).padStart(4, '0')}`;
}

export async function insertTable(sql: Sql, row: NewRow<(typeof lockedTableTable)['columns']>): Promise<void> {
  await insertRows(sql, lockedTableTable, [row]);
}

export async function insertFile(sql: Sql, row: NewRow<(typeof lockedTableFileTable)['columns']>): Promise<void> {
  await insertRows(sql, lockedTableFileTable, [row]);
}

export async function insertSeal(sql: Sql, row: NewRow<(typeof lockedTableSealTable)['columns']>): Promise<void> {
  await insertRows(sql, lockedTableSealTable, [row]);
}

export async function insertTieOut(sql: Sql, row: NewRow<(typeof lockedTableTieOutTable)['columns']>): Promise<void> {
  await insertRows(sql, lockedTableTieOutTable, [row]);
}

export async function insertExplanation(
  sql: Sql,
  row: NewRow<(typeof lockedTableExplanationTable)['columns']>,
): Promise<void> {
  await insertRows(sql, lockedTableExplanationTable, [row]);
}

export async function insertScan(sql: Sql, row: NewRow<(typeof stampedScanTable)['columns']>): Promise<void> {
  await insertRows(sql, stampedScanTable, [row]);
}

/** Waits for its turn: what is recorded of one table is recorded one after the other. */
export async function lockTableRow(sql: Sql, tableId: string): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('locked table ' || $1, 1))", [tableId]);
}
