import { addFen, asFen, type Fen, printYuan, ZERO_FEN } from '../kernel/fen.ts';
import { invariant } from '../kernel/invariant.ts';

/**
 * How a column is printed: *text* is wrapped; a *code* (an identity number, an account, a day) stays on one line and stays
 * text; a *count* is a whole number; an *amount* is in fen and has totals.
 */
type ColumnKind = 'TEXT' | 'CODE' | 'COUNT' | 'AMOUNT';

export interface PrintedColumn {
  readonly heading: string;
  /** The heading above it, which adjacent columns of the same group share; `null`: none. */
  readonly group: string | null;
  readonly kind: ColumnKind;
  /** The width of usual content, in Chinese characters. */
  readonly width: number;
}

/** The cells of a row, in the order of the columns: a text, a count, an amount in fen, or `null` for an empty cell. */
export type PrintedRow = readonly (string | number | null)[];

/** The sum of some rows: how many they are, and for each column its amount, which is `null` where the column has none. */
export interface PrintedSum {
  readonly rows: number;
  readonly amounts: readonly (Fen | null)[];
}

/** A table as it is printed, whoever made it. Its rows are read once, while it is written. */
export interface PrintedTable {
  /** The name of its sheet and of its file. */
  readonly name: string;
  readonly title: string;
  /** 填报单位, which stamps it; `null` leaves the place empty. */
  readonly unit: string | null;
  readonly columns: readonly PrintedColumn[];
  readonly rows: AsyncIterable<PrintedRow> | Iterable<PrintedRow>;
  readonly total: PrintedSum;
  /** The lines below the total: 合计 in capitals, 户数 and the like. */
  readonly closing: readonly string[];
  /** What people sign by hand at the end, with the names that are known: `制表人：`. */
  readonly signatures: readonly string[];
  /** What it says of itself at the foot of each page: its revision, and whether it is locked. */
  readonly status: string;
  /** The day on which it is printed, `YYYY-MM-DD`: the same table of the same day has the same bytes. */
  readonly printedOn: string;
}

export const AMOUNT_UNIT = '单位：元';

/** Prints 填报单位 with the place for its stamp. */
export function unitLine({ unit }: Pick<PrintedTable, 'unit'>): string {
  return `填报单位（公章）：${unit ?? ''}`;
}

export function emptySum(columns: readonly PrintedColumn[]): PrintedSum {
  return { rows: 0, amounts: columns.map(({ kind }) => (kind === 'AMOUNT' ? ZERO_FEN : null)) };
}

export function addRow({ rows, amounts }: PrintedSum, row: PrintedRow): PrintedSum {
  return {
    rows: rows + 1,
    amounts: amounts.map((sum, at) => (sum === null ? null : addFen(sum, asFen(Number(row[at] ?? 0))))),
  };
}

/**
 * Returns the rows of a table, and throws after the last one unless they come to its total: a table whose rows and total
 * differ must break off rather than be printed.
 */
export async function* tiedRows({ columns, rows, total }: PrintedTable): AsyncGenerator<PrintedRow> {
  let sum = emptySum(columns);
  for await (const row of rows) {
    sum = addRow(sum, row);
    yield row;
  }
  requireTied(sum, total);
}

export function requireTied(sum: PrintedSum, total: PrintedSum): void {
  const isTied = sum.rows === total.rows && sum.amounts.every((amount, at) => amount === (total.amounts[at] ?? null));
  invariant(isTied, 'the rows of a printed table come to its total');
}

/** Prints an amount as people read it: `1,234,567.80`. */
export function printAmount(amount: Fen): string {
  const [whole = '', fraction = ''] = printYuan(amount).split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`;
}

/** Returns the widths of the columns; a column of amounts is at least as wide as its total, which is its widest. */
export function columnWidths({ columns, total }: Pick<PrintedTable, 'columns' | 'total'>): readonly number[] {
  return columns.map(({ width }, at) => {
    const amount = total.amounts[at] ?? null;
    return amount === null ? width : Math.max(width, printAmount(amount).length / 2 + 1);
  });
}
