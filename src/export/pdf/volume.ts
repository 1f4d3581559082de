import type { PrintedRow, PrintedSum, PrintedTable } from '../printed-table.ts';

/** How many rows a volume of a printed table has: no more than are bound together, and than are laid out in seconds. */
export const VOLUME_ROWS = 1000;

/** The volumes of a table; one without rows has one too. */
export function volumeCount(rows: number): number {
  return Math.max(1, Math.ceil(rows / VOLUME_ROWS));
}

/** One volume of a table, whose rows are all held: its pages are laid out before the first is printed. */
export interface PrintedVolume extends Omit<PrintedTable, 'rows' | 'name'> {
  readonly rows: readonly PrintedRow[];
  /** From 1. */
  readonly volume: number;
  /** The sum of the volumes before it, from which 累计 goes on. */
  readonly before: PrintedSum;
}
