import { type Cell, LONGEST_CELL } from './cells.ts';
import type { PartHandler } from './part-parser.ts';
import { PART_LIMITS, type ReadingMeter, WorkbookError } from './reading-limits.ts';
import { unescaped } from './package/text-escapes.ts';
import { type TextStore, textStore } from './text-store.ts';

/** The texts of sharedStrings.xml, to which cells refer by index. Rich text is joined, phonetic readings dropped. */
export class SharedTexts implements PartHandler {
  readonly #texts: TextStore;
  readonly #tooLong = new Set<number>();
  #text = '';
  #inText = false;
  #phonetic = false;

  constructor(meter: ReadingMeter) {
    this.#texts = textStore((bytes) => {
      meter.keep(bytes);
    });
  }

  /** The text of an index; `undefined` if there is none. Texts that are too long for every field are not stored. */
  read(index: number): Extract<Cell, string | { tooLong: true }> | undefined {
    return this.#tooLong.has(index) ? { tooLong: true } : this.#texts.read(index);
  }

  open(tag: string): void {
    if (tag === 'si') this.#text = '';
    else if (tag === 'rPh') this.#phonetic = true;
    else if (tag === 't') this.#inText = !this.#phonetic;
  }

  text(part: string): void {
    if (!this.#inText) return;
    this.#text += part;
    if (this.#text.length > PART_LIMITS.stretch) throw new WorkbookError('TOO_COMPLEX');
  }

  close(tag: string): void {
    if (tag === 't') this.#inText = false;
    else if (tag === 'rPh') this.#phonetic = false;
    else if (tag === 'si') this.#keep();
  }

  #keep(): void {
    const isTooLong = this.#text.length > LONGEST_CELL;
    const index = this.#texts.keep(isTooLong ? '' : unescaped(this.#text));
    if (isTooLong) this.#tooLong.add(index);
  }
}
