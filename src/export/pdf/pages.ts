import { addFen, type Fen } from '../../kernel/fen.ts';
import {
  addRow,
  columnWidths,
  emptySum,
  type PrintedColumn,
  type PrintedRow,
  type PrintedSum,
  requireTied,
} from '../printed-table.ts';
import { tableHead } from '../table-head.ts';
import { breakLongWords, lineCount } from '../text-size.ts';
import { type PrintedVolume, volumeCount } from './volume.ts';

/** The measures of a page (A4 landscape), in millimetres; the template draws with the same. */
export const PAGE = { width: 297, height: 210, side: 8, top: 10, bottom: 14, above: 17, signatures: 14 } as const;
const LARGEST_TEXT = 3.2;
/** The room around the text of a cell, in em of the text. */
export const INSET = { x: 0.3, y: 0.35 } as const;
/** The height of a line and what is between two lines, in em. */
export const LINE = { height: 1, gap: 0.25 } as const;

/** A row as it is printed: the lines of each of its cells. */
interface SetRow {
  readonly cells: readonly (readonly string[])[];
  /** In em. */
  readonly height: number;
  readonly row: PrintedRow;
}

interface SetPage {
  readonly rows: readonly SetRow[];
  /** 本页小计 and 累计. */
  readonly subtotal: PrintedSum;
  readonly running: PrintedSum;
}

/** A volume, divided into pages. */
export interface SetVolume {
  /** The widths of the columns in em, and the size of the text in millimetres. */
  readonly widths: readonly number[];
  readonly size: number;
  readonly pages: readonly SetPage[];
  readonly isLast: boolean;
}

/**
 * Divides a volume into pages, each with as many rows as fit by an estimate; `caution` above 1 puts fewer on each. The text
 * is as large as the columns allow.
 */
export function setPages(
  volume: PrintedVolume,
  print: (row: PrintedRow) => readonly string[],
  caution: number,
): SetVolume {
  const natural = columnWidths(volume).map((width) => width + 2 * INSET.x);
  const room = PAGE.width - 2 * PAGE.side;
  const size = Math.min(LARGEST_TEXT, room / sum(natural));
  const stretch = room / (size * sum(natural));
  const widths = natural.map((width) => width * stretch);
  const rows = volume.rows.map((row) => setRow(row, print(row), widths, caution));
  const isLast = volume.volume === volumeCount(volume.total.rows);
  const groups = divideRows(rows, pageRooms(volume, { widths, size, isLast }));
  return { widths, size, isLast, pages: withSums(volume, groups, isLast) };
}

function setRow(row: PrintedRow, texts: readonly string[], widths: readonly number[], caution: number): SetRow {
  const inner = widths.map((width) => width - 2 * INSET.x);
  const cells = texts.map((text, at) => breakLongWords(text, inner[at] ?? 1));
  const lines = Math.max(1, ...cells.map((cell, at) => lineCount(cell, (inner[at] ?? 1) / caution)));
  return { row, cells, height: rowHeight(lines) };
}

function rowHeight(lines: number): number {
  return lines * LINE.height + (lines - 1) * LINE.gap + 2 * INSET.y;
}

interface Rooms {
  /** What the rows of a page may take, in em; those of the last page leave room for total, closing and signatures. */
  readonly page: number;
  readonly lastPage: number;
}

function pageRooms(
  { columns, closing, total }: PrintedVolume,
  { widths, size, isLast }: Pick<SetVolume, 'widths' | 'size' | 'isLast'>,
): Rooms {
  const head = headHeight(columns, widths);
  const sums = total.amounts.some((amount) => amount !== null) ? 2 * rowHeight(1) : 0;
  const page = (PAGE.height - PAGE.top - PAGE.bottom - PAGE.above) / size - head - sums;
  const end = (1 + closing.length) * rowHeight(1) + PAGE.signatures / size;
  return { page, lastPage: isLast ? page - end : page };
}

function headHeight(columns: readonly PrintedColumn[], widths: readonly number[]): number {
  const lines = columns.map(({ heading }, at) => lineCount([heading], (widths[at] ?? 1) - 2 * INSET.x));
  return (tableHead(columns).length - 1) * rowHeight(1) + rowHeight(Math.max(...lines));
}

/** Divides rows into pages; if what follows the rows does not fit below them, the last row goes to a page of its own with it. */
function divideRows(rows: readonly SetRow[], { page, lastPage }: Rooms): readonly (readonly SetRow[])[] {
  let last: SetRow[] = [];
  const pages = [last];
  for (const row of rows) {
    if (last.length > 0 && heightOf(last) + row.height > page) {
      last = [];
      pages.push(last);
    }
    last.push(row);
  }
  return last.length > 1 && heightOf(last) > lastPage
    ? [...pages.slice(0, -1), last.slice(0, -1), last.slice(-1)]
    : pages;
}

function heightOf(rows: readonly SetRow[]): number {
  return sum(rows.map(({ height }) => height));
}

function withSums(volume: PrintedVolume, groups: readonly (readonly SetRow[])[], isLast: boolean): readonly SetPage[] {
  let running = volume.before;
  const pages = groups.map((rows) => {
    const subtotal = rows.reduce((all, { row }) => addRow(all, row), emptySum(volume.columns));
    running = addSums(running, subtotal);
    return { rows, subtotal, running };
  });
  if (isLast) requireTied(running, volume.total);
  return pages;
}

function addSums(a: PrintedSum, b: PrintedSum): PrintedSum {
  const amounts = a.amounts.map((amount, at): Fen | null => {
    const other = b.amounts[at] ?? null;
    return amount === null || other === null ? null : addFen(amount, other);
  });
  return { rows: a.rows + b.rows, amounts };
}

function sum(widths: readonly number[]): number {
  return widths.reduce((all, width) => all + width, 0);
}
