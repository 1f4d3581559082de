import type ExcelJS from 'exceljs';
import type { Field, Form } from '../../../fields/field.ts';
import { columnLetters } from '../../../export/xlsx/xml.ts';
import type { Cell } from '../cells.ts';
import { LAST_HEADING_ROW } from '../reading-limits.ts';
import { type Headings, headingText, isHeadings, isReportHeading, readHeadings, REPORT_HEADING } from '../headings.ts';
import type { MergedRange } from '../sheet-parser.ts';
import type { Sheet } from '../sheets.ts';
import { addList, listFormula } from '../template.ts';
import { heightOf, pagesOf, widthOf } from '../sheet-layout.ts';
import { type Found, SORTS } from './found.ts';
import { meantWord } from './meant-word.ts';
import { shiftFormula } from './shift-formula.ts';
import { columnOf, shiftRange } from './shift-range.ts';

type Row = ReadonlyMap<number, Cell>;

const COLOURS = { FAULT: 'FFFFC7CE', NOTICE: 'FFFFEB9C', GONE: 'FFFFEB9C' } as const;
const REPORT_WIDTH = 42;
/** Of a column that has no heading. */
const DEFAULT_WIDTH = 9;
/** A note is small, and cannot be made larger: a longer reason stands in the column 错误说明 alone. */
const LONGEST_NOTE = 90;
/** How dates are shown that a program stores as numbers. */
const DATES: Partial<Readonly<Record<Form, string>>> = { DAY: 'yyyy-mm-dd', MONTH: 'yyyy-mm' };
const FIRST_SERIAL_NUMBER = 3654;
/** How many rows below the last are prepared with drop-down lists. */
const ROWS_TO_ADD = 200;

/**
 * Copies a sheet. Above the headings nothing is written, and into their row only the heading 错误说明: what is written there would
 * be read as a heading, or as a unit of amounts. A sheet whose headings were not found is copied as it is.
 */
export class SheetCopy {
  readonly #create: (options: Partial<ExcelJS.AddWorksheetOptions>) => ExcelJS.Worksheet;
  /** The writer writes a sheet's view when it makes the sheet: so it is made when the headings are known. */
  #made: ExcelJS.Worksheet | null = null;
  readonly #sheet: Sheet | null;
  readonly #found: Map<number | null, Found[]>;
  /** The rows before the headings, of which it is not known yet how far they move. */
  #waiting: [number, Row][] = [];
  #headings: Headings | null = null;
  #texts: Row = new Map();
  #former = new Set<number>();
  #shift = 0;
  #firstRow = 0;
  #last = 0;

  constructor(
    create: (options: Partial<ExcelJS.AddWorksheetOptions>) => ExcelJS.Worksheet,
    sheet: Sheet | null,
    found: readonly Found[],
  ) {
    this.#create = create;
    this.#sheet = sheet;
    this.#found = Map.groupBy(found, ({ row }) => row);
  }

  add(row: number, cells: Row): void {
    if (this.#headings !== null) {
      this.#write(row, cells);
      return;
    }
    const isHead = this.#sheet !== null && row <= LAST_HEADING_ROW && isHeadings(this.#sheet, cells);
    if (isHead) this.#begin(this.#sheet, row, cells);
    this.#waiting.push([row, cells]);
    if (isHead || row > LAST_HEADING_ROW) this.#writeWaiting();
  }

  /**
   * Ends the sheet. Merged cells stay, so that they are refused until somebody has unmerged them. The library's own way to merge cells
   * empties all but the first, and takes only rows that are not written yet; a workbook names its merged cells after all rows.
   */
  finish(merged: readonly MergedRange[]): void {
    this.#writeWaiting();
    const target = this.#target as ExcelJS.Worksheet & { readonly _merges: string[] };
    for (const { text } of merged) target._merges.push(shiftRange(text, this.#shift));
    for (const [at, { column }] of this.#headings ?? []) {
      const list = listFormula(column.field);
      const letter = columnLetters(at + this.#shift - 1);
      const [first, last] = [this.#firstRow + 1, this.#last + ROWS_TO_ADD];
      if (list !== null) addList(this.#target, `${letter}${first}:${letter}${last}`, list);
    }
    this.#target.commit();
  }

  get #target(): ExcelJS.Worksheet {
    this.#made ??= this.#create({});
    return this.#made;
  }

  #begin(sheet: Sheet, row: number, cells: Row): void {
    this.#headings = readHeadings(sheet, row, cells).headings;
    this.#texts = cells;
    this.#firstRow = row;
    this.#former = new Set([...cells].filter(([, cell]) => isReportHeading(headingText(cell))).map(([at]) => at));
    this.#shift = this.#former.has(1) ? 0 : 1;
    const own = new Map([...this.#headings].map(([at, { column }]) => [at + this.#shift, widthOf(column)]));
    own.set(1, REPORT_WIDTH);
    const widths = Array.from({ length: Math.max(...own.keys()) }, (_, at) => own.get(at + 1) ?? DEFAULT_WIDTH);
    const frozen = this.#shift + 1;
    this.#made = this.#create({
      views: [{ state: 'frozen', xSplit: frozen, ySplit: row }],
      pageSetup: pagesOf(widths, frozen, row),
    });
    for (const [at, width] of widths.entries()) this.#target.getColumn(at + 1).width = width;
  }

  #writeWaiting(): void {
    for (const [row, cells] of this.#waiting) this.#write(row, cells);
    this.#waiting = [];
  }

  #write(number: number, cells: Row): void {
    // The writer takes rows in ascending order only, though a workbook may have them in any.
    this.#last = Math.max(number, this.#last + 1);
    const row = this.#target.getRow(this.#last);
    for (const [at, cell] of cells) {
      if (!this.#former.has(at)) this.#copy(row.getCell(at + this.#shift), cell, this.#headings?.get(at)?.column.field);
    }
    const own = this.#found.get(number) ?? [];
    if (this.#headings !== null) this.#explain(row, number, own, cells);
    for (const one of own) this.#mark(row, one, cells);
    row.commit();
  }

  #copy(target: ExcelJS.Cell, cell: Cell, field: Field | undefined): void {
    target.value = toCellValue(cell, this.#shift);
    const date = field && DATES[field.form];
    if (typeof cell === 'string') target.numFmt = '@';
    else if (date !== undefined && isDate(cell)) target.numFmt = date;
  }

  #explain(row: ExcelJS.Row, number: number, own: readonly Found[], cells: Row): void {
    const target = row.getCell(1);
    if (number === this.#firstRow) {
      target.value = REPORT_HEADING;
      this.#wrapHeadings(row);
    }
    if (number <= this.#firstRow || own.length === 0) return;
    const reasons = own.map((one) => this.#reasonOf(one, cells)).join('；\n');
    target.value = reasons;
    target.alignment = { wrapText: true, vertical: 'top' };
    row.height = heightOf([{ text: reasons, width: REPORT_WIDTH }]);
  }

  #wrapHeadings(row: ExcelJS.Row): void {
    const texts: { readonly text: string; readonly width: number }[] = [];
    row.eachCell((cell, at) => {
      cell.alignment = { wrapText: true, vertical: 'middle' };
      cell.font = { bold: true };
      texts.push({ text: cell.text, width: this.#target.getColumn(at).width ?? DEFAULT_WIDTH });
    });
    row.height = heightOf(texts);
  }

  #reasonOf(one: Found, cells: Row): string {
    const meant = one.code === 'NOT_A_CODE' ? this.#wordMeant(this.#columnOf(one.column), cells) : null;
    const sort = one.sort === 'FAULT' ? '' : `${SORTS[one.sort]} `;
    return `${sort}${one.column ?? ''}：${one.zh}${meant === null ? '' : `，是否应为“${meant}”？`}`;
  }

  #wordMeant(at: number | null, cells: Row): string | null {
    const cell = cells.get(at ?? 0);
    const codes = this.#headings?.get(at ?? 0)?.column.field.codes;
    return typeof cell === 'string' ? meantWord(cell, Object.values(codes ?? {})) : null;
  }

  /** Colours the cell, and says in a note why. A heading that is not known is asked whether it was meant to be another. */
  #mark(row: ExcelJS.Row, one: Found, cells: Row): void {
    const at = this.#columnOf(one.column);
    if (at === null) return;
    const cell = row.getCell(at + this.#shift);
    cell.style = {
      ...cell.style,
      fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: COLOURS[one.sort] } },
    };
    const meant = one.code === 'UNKNOWN_COLUMN' ? this.#headingMeant(cells.get(at)) : null;
    const reason = meant === null ? this.#reasonOf(one, cells) : `无此列，是否应为“${meant}”？`;
    cell.note = reason.length > LONGEST_NOTE ? `${reason.slice(0, LONGEST_NOTE)}…` : reason;
  }

  #headingMeant(cell: Cell | undefined): string | null {
    const words = this.#sheet?.columns.map(({ field }) => field.zh) ?? [];
    return cell === undefined ? null : meantWord(headingText(cell), words);
  }

  /** Where a fault's column is in the source: by its term, by the heading as written, or by its letters. */
  #columnOf(column: string | null): number | null {
    if (column === null) return null;
    for (const [at, found] of this.#headings ?? []) if (found.column.field.zh === column) return at;
    for (const [at, cell] of this.#texts) if (headingText(cell) === column) return at;
    return /^[A-Z]{1,3}$/.test(column) ? columnOf(column) + 1 : null;
  }
}

/** Smaller numbers in a column of dates are no dates; a spreadsheet would show them as days of 1900. */
function isDate(cell: Cell): boolean {
  return typeof cell === 'number' && Number.isInteger(cell) && cell >= FIRST_SERIAL_NUMBER;
}

/**
 * What cannot be copied stays what it is, so that it is refused again and never taken for a text that somebody wrote. A formula stays as
 * it was written, its cells moved like all others; where that is not known it is shown as a text, which an import refuses as well.
 */
function toCellValue(cell: Cell, shift: number): ExcelJS.CellValue {
  if (typeof cell !== 'object') return cell;
  if (!('formula' in cell)) return { error: '#VALUE!' };
  if (cell.formula === true) return { formula: '"（公式）"' };
  const formula = shiftFormula(cell.formula, shift);
  return formula === null ? `=${cell.formula}` : { formula };
}
