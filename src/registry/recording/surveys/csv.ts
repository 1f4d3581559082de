import { fail, type Result, succeed } from '../../../kernel/result.ts';

/** A line of a CSV file; a cell in quotes may hold more than one line of text. */
export interface CsvRow {
  /** The line of the file on which it begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Where a text is no CSV: the line, and the number of the cell in it, both counted from 1. */
export interface CsvFault {
  readonly line: number;
  readonly cell: number;
  /** Whether the quote that opens the cell is never closed; otherwise a quote stands where none may. */
  readonly isOpen: boolean;
}

/** A cell in quotes or without, and what follows it: a comma, the end of a line or the end of the text. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n?|\n|$)/y;
/** The beginning of a cell in quotes, up to the quote that closes it. */
const OPENED = /"[^"]*(?:""[^"]*)*/y;
const LINE_END = /\r\n?|\n/g;

/**
 * Reads a text as CSV (RFC 4180), strictly: a quote stands at the beginning and the end of a cell, or is doubled in one. Lines
 * end with LF, CR LF or, as older spreadsheet programs save them, CR; those without any text are left out.
 */
export function parseCsv(text: string): Result<readonly CsvRow[], CsvFault> {
  const rows: CsvRow[] = [];
  let [at, line] = [0, 1];
  let row = { line, cells: [] as string[] };
  while (at < text.length || row.cells.length > 0) {
    const cell = cellAt(text, at);
    if (cell === null) return fail({ line, cell: row.cells.length + 1, isOpen: isOpen(text, at) });
    row.cells.push(cell.value);
    at += cell.whole.length;
    line += cell.whole.match(LINE_END)?.length ?? 0;
    if (!cell.isLast) continue;
    rows.push(row);
    row = { line, cells: [] };
  }
  return succeed(rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')));
}

/** The cell that begins at a place; `null` if none can end there. */
function cellAt(text: string, at: number) {
  CELL.lastIndex = at;
  const found = CELL.exec(text);
  if (found === null) return null;
  const [whole, quoted, plain = '', end] = found;
  return { whole, value: quoted?.replaceAll('""', '"') ?? plain, isLast: end !== ',' };
}

/** Whether the cell that begins at a place opens a quote that is never closed. */
function isOpen(text: string, at: number): boolean {
  OPENED.lastIndex = at;
  return OPENED.test(text) && OPENED.lastIndex === text.length;
}
