import { invariant } from '../../kernel/invariant.ts';
import { AMOUNT_UNIT, columnWidths, type PrintedRow, type PrintedTable, tiedRows, unitLine } from '../printed-table.ts';
import { tableHead } from '../table-head.ts';
import { breakLongWords, isShortLine, lineCount, textWidth } from '../text-size.ts';
import { amountCell, countCell, emptyCell, formulaCell, textCell } from './cells.ts';
import { columnLetters, escapeMarkup, MAIN_NAMESPACE, XML_HEAD } from './xml.ts';

/** Where the parts of a table stand in its sheet; rows are counted from 1. */
export interface SheetLayout {
  /** The last row of the head: it and those above are printed on each page. */
  readonly head: number;
  readonly last: number;
  /** The letters of each column. */
  readonly letters: readonly string[];
}

const CHUNK = 65_536;
/** The title, and the line of 填报单位. */
const LINES_BEFORE_HEAD = 2;
/** Excel measures widths in digits; a Chinese character is two of them. */
const DIGITS = 2;
const PADDING = 1;
/** In points. No row of Excel is higher. */
const [LINE_HEIGHT, ROW_PADDING, HIGHEST_ROW] = [13, 4, 409];

export function sheetLayout({ columns, total, closing }: PrintedTable): SheetLayout {
  const head = LINES_BEFORE_HEAD + tableHead(columns).length;
  const last = head + total.rows + (hasTotal({ total }) ? 1 : 0) + closing.length + 1;
  return { head, last, letters: columns.map((_, at) => columnLetters(at)) };
}

/** Writes the sheet of a table, row by row. */
export async function* sheetChunks(table: PrintedTable): AsyncGenerator<string> {
  const layout = sheetLayout(table);
  const widths = columnWidths(table);
  yield `${sheetBegin(table, layout)}${topRows(table, layout)}`;
  let number = layout.head;
  let chunk = '';
  for await (const row of tiedRows(table)) {
    number += 1;
    chunk += rowOf(number, rowCells(table, layout, number, row), rowHeight(table, widths, row));
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk + bottomRows(table, layout) + sheetEnd(table, layout);
}

function sheetBegin(table: PrintedTable, { head }: SheetLayout): string {
  const widths = columnWidths(table).map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width * DIGITS + PADDING}" customWidth="1"/>`,
  );
  const pane = `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`;
  return `${XML_HEAD}<worksheet xmlns="${MAIN_NAMESPACE}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>`;
}

function rowOf(number: number, cells: string, height: number): string {
  return `<row r="${number}" ht="${height}" customHeight="1">${cells}</row>`;
}

/** Programs do not agree on the height of a row whose texts are wrapped, so it is computed here. */
function rowHeight({ columns }: PrintedTable, widths: readonly number[], row: PrintedRow): number {
  const lines = row.map((value, at) => {
    const isWrapped = typeof value === 'string' && columns[at]?.kind === 'TEXT';
    const width = widths[at] ?? 1;
    return isWrapped && !isShortLine(value, width) ? lineCount(breakLongWords(value, width), width) : 1;
  });
  return Math.min(HIGHEST_ROW, Math.max(...lines) * LINE_HEIGHT + ROW_PADDING);
}

function topRows(table: PrintedTable, { letters }: SheetLayout): string {
  const end = letters.at(-1) ?? 'A';
  const unit = textCell('A2', 'line', unitLine(table));
  const money = letters.length > 1 ? textCell(`${end}2`, 'lineEnd', AMOUNT_UNIT) : '';
  const head = tableHead(table.columns).map((cells, line) => {
    const number = LINES_BEFORE_HEAD + line + 1;
    const texts = new Map(cells.map(({ column, text }) => [column, text]));
    const all = letters.map((letter, at) => textCell(`${letter}${number}`, 'head', texts.get(at) ?? ''));
    return rowOf(number, all.join(''), 27);
  });
  return rowOf(1, textCell('A1', 'title', table.title), 30) + rowOf(2, unit + money, 18) + head.join('');
}

function rowCells({ columns }: PrintedTable, { letters }: SheetLayout, number: number, row: PrintedRow): string {
  return columns
    .map(({ kind }, at) => {
      const place = `${letters[at] ?? ''}${number}`;
      const value = row[at] ?? null;
      if (value === null) return emptyCell(place, kind);
      if (typeof value === 'string') return textCell(place, kind, value);
      return kind === 'AMOUNT' ? amountCell(place, kind, value) : countCell(place, kind, value);
    })
    .join('');
}

function bottomRows(table: PrintedTable, layout: SheetLayout): string {
  const { closing } = table;
  const { last, letters } = layout;
  const lines = closing.map((text, at) => {
    const number = last - closing.length + at;
    const cells = letters.map((letter, of) => textCell(`${letter}${number}`, 'closing', of === 0 ? text : ''));
    return rowOf(number, cells.join(''), 20);
  });
  const signatures = textCell(`A${last}`, 'line', signatureLine(table));
  return totalRow(table, layout) + lines.join('') + rowOf(last, signatures, 30);
}

/** The places for signatures, over the width of the sheet. */
function signatureLine(table: PrintedTable): string {
  const width = columnWidths(table).reduce((sum, one) => sum + one, 0);
  const { signatures } = table;
  const room = width - signatures.reduce((sum, text) => sum + textWidth(text), 0);
  return signatures.join(' '.repeat(Math.max(4, Math.floor((room * DIGITS) / signatures.length))));
}

function totalRow({ columns, total, closing }: PrintedTable, { head, last, letters }: SheetLayout): string {
  if (!hasTotal({ total })) return '';
  const number = last - closing.length - 1;
  invariant(number === head + total.rows + 1, 'the total stands right below the rows');
  const cells = columns.map((_, at) => {
    const letter = letters[at] ?? '';
    const place = `${letter}${number}`;
    const amount = total.amounts[at] ?? null;
    if (amount === null) return textCell(place, 'totalName', at === 0 ? '合计' : '');
    if (total.rows === 0) return amountCell(place, 'totalAmount', amount);
    return formulaCell(place, 'totalAmount', `SUM(${letter}${head + 1}:${letter}${number - 1})`, amount);
  });
  return rowOf(number, cells.join(''), 20);
}

function hasTotal({ total }: Pick<PrintedTable, 'total'>): boolean {
  return total.amounts.some((amount) => amount !== null);
}

function sheetEnd(table: PrintedTable, layout: SheetLayout): string {
  const merges = mergedRanges(table, layout).map((range) => `<mergeCell ref="${range}"/>`);
  const footer = escapeMarkup(`&C第 &P 页 共 &N 页&R${table.status.replaceAll('&', '&&')}`);
  const merged = merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`;
  return `</sheetData>${merged}<printOptions horizontalCentered="1"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/><headerFooter><oddFooter>${footer}</oddFooter></headerFooter></worksheet>`;
}

/** The ranges that are merged; one of a single cell is none. */
function mergedRanges({ columns, total, closing }: PrintedTable, { last, letters }: SheetLayout): readonly string[] {
  const range = (column: number, row: number, wide: number, high = 1) =>
    wide === 1 && high === 1
      ? []
      : [`${letters[column] ?? ''}${row}:${letters[column + wide - 1] ?? ''}${row + high - 1}`];
  const all = letters.length;
  const firstAmount = total.amounts.findIndex((amount) => amount !== null);
  return [
    ...range(0, 1, all),
    ...range(0, 2, Math.max(1, Math.floor(all / 2))),
    ...tableHead(columns).flatMap((cells, line) =>
      cells.flatMap((cell) => range(cell.column, LINES_BEFORE_HEAD + line + 1, cell.columns, cell.lines)),
    ),
    ...(firstAmount > 0 ? range(0, last - closing.length - 1, firstAmount) : []),
    ...closing.flatMap((_, at) => range(0, last - closing.length + at, all)),
    ...range(0, last, all),
  ];
}
