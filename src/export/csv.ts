import { Readable } from 'node:stream';
import { asFen, printYuan } from '../kernel/fen.ts';
import { type PrintedColumn, type PrintedRow, type PrintedTable, tiedRows } from './printed-table.ts';

/** By this mark Excel reads the file as UTF-8. */
const BYTE_ORDER_MARK = '\u{feff}';
/** What a spreadsheet takes for the beginning of a formula, in full width too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;
const CHUNK = 65_536;

/**
 * Writes the headings and rows of a table as CSV (RFC 4180, UTF-8), without its total, so that programs can read it. A text
 * that a spreadsheet would execute begins with an apostrophe; amounts and counts are numbers.
 */
export function writeCsv(table: PrintedTable): Readable {
  return writeCsvRows(table.columns, tiedRows(table));
}

type CsvColumn = Pick<PrintedColumn, 'heading' | 'kind'>;

/** Writes headings and rows as CSV like {@link writeCsv}, of a list that has no total. */
export function writeCsvRows(columns: readonly CsvColumn[], rows: PrintedTable['rows']): Readable {
  return Readable.from(csvChunks(columns, rows), { objectMode: false });
}

async function* csvChunks(columns: readonly CsvColumn[], rows: PrintedTable['rows']): AsyncGenerator<string> {
  let chunk = BYTE_ORDER_MARK + printLine(columns.map(({ heading }) => printText(heading)));
  for await (const row of rows) {
    chunk += printRow(columns, row);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function printRow(columns: readonly CsvColumn[], row: PrintedRow): string {
  return printLine(
    row.map((value, at) => {
      if (value === null) return '';
      if (typeof value === 'string') return printText(value);
      return columns[at]?.kind === 'AMOUNT' ? printYuan(asFen(value)) : String(value);
    }),
  );
}

function printText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function printLine(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`;
}
