import { type Cell, cellText, isBlankCell, parseIdentityCell } from '../workbook/cells.ts';
import { importFault, type ImportFault } from '../workbook/fault.ts';
import { statesScale } from '../workbook/forms/heading-unit.ts';
import { columnLetters } from '../../export/xlsx/xml.ts';
import type { FoundColumn } from '../workbook/headings.ts';
import type { Sheet } from '../workbook/sheets.ts';
import type { MergedRange } from '../workbook/sheet-parser.ts';

/** How many faults of one sort are told of a sheet: the next import tells the others. */
const MOST = 20;

/** Finds what stands around the table of a sheet and would be lost: rows above its headings, and cells beside its columns. */
export class RowsAround {
  readonly #sheet: Sheet;
  readonly #faults: ImportFault[] = [];
  readonly #known = new Set<number>();
  readonly #stray = new Set<number>();
  #firstRow = 0;
  #lastRow = 0;
  #lastColumn = 0;
  #scaled: ImportFault | null = null;

  constructor(sheet: Sheet) {
    this.#sheet = sheet;
  }

  /** Looks at a row above the headings. */
  above(row: number, cells: ReadonlyMap<number, Cell>): void {
    for (const [at, cell] of cells) {
      const number = parseIdentityCell(cell);
      if (number.ok && number.value !== null) this.#add('ROW_ABOVE_HEADINGS', row, columnLetters(at - 1));
      const text = cellText(cell);
      if (text.ok && statesScale(text.value))
        this.#scaled ??= importFault('UNIT_ABOVE', this.#sheet.name, row, columnLetters(at - 1));
    }
  }

  headings(
    row: number,
    cells: ReadonlyMap<number, Cell>,
    found: { readonly headings: ReadonlyMap<number, FoundColumn>; readonly ignored: ReadonlySet<number> },
  ): void {
    this.#firstRow = row;
    this.#lastRow = row;
    for (const at of [...found.headings.keys(), ...found.ignored]) this.#known.add(at);
    this.#lastColumn = Math.max(...this.#known, ...cells.keys());
    const hasAmounts = [...found.headings.values()].some(({ column: { field } }) => field.form === 'YUAN');
    if (hasAmounts && this.#scaled !== null) this.#faults.push(this.#scaled);
  }

  /** Looks at a row of the table for cells in columns that have no heading. */
  beside(row: number, cells: ReadonlyMap<number, Cell>): void {
    this.#lastRow = Math.max(this.#lastRow, row);
    for (const [at, cell] of cells) {
      if (this.#known.has(at) || this.#stray.has(at) || isBlankCell(cell)) continue;
      this.#stray.add(at);
      this.#add('NO_HEADING', row, columnLetters(at - 1));
    }
  }

  /** The merged cells within the table; those above, below and beside it stand for nothing in it. */
  mergedWithin(ranges: readonly MergedRange[]): readonly ImportFault[] {
    return ranges
      .filter(
        ({ firstRow, lastRow, firstColumn }) =>
          lastRow >= this.#firstRow && firstRow <= this.#lastRow && firstColumn <= this.#lastColumn,
      )
      .slice(0, MOST)
      .map(({ text }) => importFault('MERGED_CELLS', this.#sheet.name, null, text));
  }

  faults(): readonly ImportFault[] {
    return this.#faults;
  }

  #add(code: 'ROW_ABOVE_HEADINGS' | 'NO_HEADING', row: number, column: string): void {
    if (this.#faults.length < MOST) this.#faults.push(importFault(code, this.#sheet.name, row, column));
  }
}
