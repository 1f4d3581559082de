import type { SaxesParser } from 'saxes';
import type { Cell } from './cells.ts';

/** A sheet's row: its number and its cells by column, both counted from 1. */
export type OnRow = (row: number, cells: ReadonlyMap<number, Cell>) => void;

const LAST_COLUMN = 16_384;

type Attributes = Readonly<Record<string, string>>;

/** Reads a sheet's rows from its XML as it comes. */
export class SheetParser {
  /** The first range of merged cells. */
  merged: string | null = null;
  readonly #texts: readonly string[];
  readonly #onRow: OnRow;
  #row = 0;
  #column = 0;
  #type = '';
  #value = '';
  #inValue = false;
  #formula = false;
  #phonetic = false;
  #cells = new Map<number, Cell>();

  constructor(texts: readonly string[], onRow: OnRow) {
    this.#texts = texts;
    this.#onRow = onRow;
  }

  attach(parser: SaxesParser): void {
    parser.on('opentag', ({ name, attributes }) => {
      this.#open(localName(name), attributes);
    });
    parser.on('text', (part) => {
      if (this.#inValue) this.#value += part;
    });
    parser.on('closetag', ({ name }) => {
      this.#close(localName(name));
    });
  }

  #open(tag: string, attributes: Attributes): void {
    switch (tag) {
      case 'row':
        this.#openRow(attributes);
        break;
      case 'c':
        this.#openCell(attributes);
        break;
      case 'f':
        this.#formula = true;
        break;
      case 'mergeCell':
        this.merged ??= String(attributes['ref']);
        break;
      default:
        this.#phonetic ||= tag === 'rPh';
        this.#inValue = isValue(tag) && !this.#phonetic;
    }
  }

  #openRow(attributes: Attributes): void {
    this.#row = attributes['r'] === undefined ? this.#row + 1 : Number(attributes['r']);
    this.#column = 0;
  }

  #openCell(attributes: Attributes): void {
    this.#column = attributes['r'] === undefined ? this.#column + 1 : columnOf(attributes['r']);
    this.#type = attributes['t'] ?? 'n';
    this.#value = '';
    this.#formula = false;
  }

  #close(tag: string): void {
    if (isValue(tag)) this.#inValue = false;
    else if (tag === 'rPh') this.#phonetic = false;
    else if (tag === 'c') this.#closeCell();
    else if (tag === 'row' && this.#cells.size > 0) {
      this.#onRow(this.#row, this.#cells);
      this.#cells = new Map();
    }
  }

  #closeCell(): void {
    if (this.#column > LAST_COLUMN) throw new Error('a sheet has no such column');
    const cell = this.#formula ? ({ formula: true } as const) : this.#cell();
    if (cell !== undefined) this.#cells.set(this.#column, cell);
  }

  #cell(): Cell | undefined {
    if (this.#type === 's') return this.#texts[Number(this.#value)] ?? { error: true };
    if (this.#type === 'e') return { error: true };
    if (this.#value === '') return undefined;
    if (this.#type === 'b') return this.#value === '1';
    return this.#type === 'n' ? Number(this.#value) : this.#value;
  }
}

function isValue(tag: string): boolean {
  return tag === 'v' || tag === 't';
}

/** A tag's name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** `"AB12"` → 28. */
function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column;
}
