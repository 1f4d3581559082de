import { type Cell, LONGEST_CELL } from './cells.ts';
import type { Attributes, PartHandler } from './part-parser.ts';
import { unescaped } from './package/text-escapes.ts';
import { PART_LIMITS, type ReadingMeter, WorkbookError, WORKBOOK_LIMITS } from './reading-limits.ts';
import type { SharedTexts } from './shared-texts.ts';

/** Receives a row: its number, and its cells by column; both are counted from 1. */
export type OnRow = (row: number, cells: ReadonlyMap<number, Cell>) => void;

/** A range of merged cells, and as the workbook writes it. */
export interface MergedRange {
  readonly text: string;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
}

/** The bytes that a range of merged cells takes. */
const RANGE_BYTES = 120;
const RANGE = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?[A-Z]{1,3}\$?(\d{1,7}))?$/;
/** The decimal number of a numeric cell, as XML Schema writes a double. */
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;
const LAST_COLUMN = 16_384;
const LONGEST_FORMULA = 8192;
const LAST_ROW = 1_048_576;

/** Reads the rows of a sheet from the events of its XML. */
export class SheetParser implements PartHandler {
  readonly merged: MergedRange[] = [];
  readonly #texts: Pick<SharedTexts, 'read'>;
  readonly #meter: ReadingMeter;
  readonly #onRow: OnRow;
  #row = 0;
  #inRow = false;
  #column = 0;
  #type = '';
  #value = '';
  #inValue = false;
  #formula: string | null = null;
  #inFormula = false;
  #phonetic = false;
  #cells = new Map<number, Cell>();
  #characters = 0;

  constructor(texts: Pick<SharedTexts, 'read'>, meter: ReadingMeter, onRow: OnRow) {
    this.#texts = texts;
    this.#meter = meter;
    this.#onRow = onRow;
  }

  open(tag: string, attributes: Attributes): void {
    switch (tag) {
      case 'row':
        this.#openRow(attributes);
        break;
      case 'c':
        this.#openCell(attributes);
        break;
      case 'f':
        this.#formula = '';
        this.#inFormula = true;
        break;
      case 'mergeCell':
        this.#merge(attributes['ref'] ?? '');
        break;
      default:
        this.#phonetic ||= tag === 'rPh';
        this.#inValue = isValue(tag) && !this.#phonetic;
    }
  }

  #merge(text: string): void {
    const [, column = '', first, last = first] = RANGE.exec(text.trim().toUpperCase()) ?? [];
    if (first === undefined) throw new WorkbookError('NOT_A_WORKBOOK');
    this.#meter.keep(RANGE_BYTES);
    this.merged.push({ text, firstRow: Number(first), lastRow: Number(last), firstColumn: columnIndex(column) });
  }

  #openRow(attributes: Attributes): void {
    this.#row = attributes['r'] === undefined ? this.#row + 1 : Number(attributes['r']);
    // Rows are not nested, and their numbers are those of a sheet.
    const isRow = Number.isInteger(this.#row) && this.#row >= 1 && this.#row <= LAST_ROW;
    if (this.#inRow || !isRow) throw new WorkbookError('NOT_A_WORKBOOK');
    this.#inRow = true;
    this.#column = 0;
    this.#characters = 0;
  }

  #openCell(attributes: Attributes): void {
    this.#column = attributes['r'] === undefined ? this.#column + 1 : columnIndex(attributes['r']);
    this.#type = attributes['t'] ?? 'n';
    this.#value = '';
    this.#formula = null;
  }

  text(part: string): void {
    if (this.#inValue) this.#value = appended(this.#value, part);
    else if (this.#inFormula) this.#formula = appended(this.#formula ?? '', part);
  }

  close(tag: string): void {
    if (isValue(tag)) this.#inValue = false;
    else if (tag === 'f') this.#inFormula = false;
    else if (tag === 'rPh') this.#phonetic = false;
    else if (tag === 'c') this.#closeCell();
    else if (tag === 'row') this.#closeRow();
  }

  #closeRow(): void {
    this.#inRow = false;
    if (this.#cells.size === 0) return;
    this.#onRow(this.#row, this.#cells);
    this.#cells = new Map();
  }

  #closeCell(): void {
    // A sheet has no columns beyond the last.
    if (this.#column < 1 || this.#column > LAST_COLUMN) throw new WorkbookError('NOT_A_WORKBOOK');
    const cell = this.#formula === null ? this.#cell() : formulaOf(this.#formula);
    if (cell === undefined) return;
    this.#count(charactersOf(cell));
    // Of two cells in one place one would be lost.
    if (this.#cells.has(this.#column)) throw new WorkbookError('NOT_A_WORKBOOK');
    this.#cells.set(this.#column, cell);
  }

  /** Counts the characters of a cell; a shared text counts as often as it is used. */
  #count(characters: number): void {
    this.#meter.characters(characters);
    this.#characters += characters;
    if (this.#characters > WORKBOOK_LIMITS.rowCharacters) throw new WorkbookError('TOO_LARGE');
  }

  #cell(): Cell | undefined {
    if (this.#type === 'e') return { error: true };
    if (this.#value === '') return undefined;
    if (this.#type === 's') return this.#sharedText(this.#value.trim());
    return (READERS[this.#type] ?? textOf)(this.#value);
  }

  #sharedText(index: string): Cell {
    return (/^\d+$/.test(index) ? this.#texts.read(Number(index)) : undefined) ?? { error: true };
  }
}

const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true'].map((word) => [word, true] as const),
  ...['0', 'false'].map((word) => [word, false] as const),
]);

/** What reads the value of a cell, by the cell's type; every other type has a text. */
const READERS: Readonly<Record<string, (value: string) => Cell>> = {
  b: (value) => TRUTHS.get(value.trim()) ?? { error: true },
  n: (value) => (NUMBER.test(value.trim()) ? Number(value) : { error: true }),
};

function charactersOf(cell: Cell): number {
  if (typeof cell === 'string') return cell.length;
  return typeof cell === 'object' && 'formula' in cell && cell.formula !== true ? cell.formula.length : 0;
}

function appended(text: string, part: string): string {
  if (text.length + part.length > PART_LIMITS.stretch) throw new WorkbookError('TOO_COMPLEX');
  return text + part;
}

/** Of a cell that shares another one's formula, and of one that is longer than a program allows, the text is not known. */
function formulaOf(text: string): Cell {
  return { formula: text === '' || text.length > LONGEST_FORMULA ? true : text };
}

function textOf(value: string): Cell {
  return value.length > LONGEST_CELL ? { tooLong: true } : unescaped(value);
}

function isValue(tag: string): boolean {
  return tag === 'v' || tag === 't';
}

/** `"AB12"` → 28. */
function columnIndex(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}
