import { type Cell, cellText } from '../workbook/cells.ts';
import type { FaultCode } from '../workbook/fault.ts';

/** Longer numbers are identity numbers, or parts of one. */
const SHORT = /^\d{1,6}$/;
/** The bytes that an entry takes. */
const ENTRY_BYTES = 100;

/** The households of a workbook by their short numbers (户编号), which stand for the worker's identity number on the other sheets. */
export class ShortNumbers {
  readonly #households = new Map<number, string | null>();
  readonly #spend: (bytes: number) => void;

  constructor(spend: (bytes: number) => void) {
    this.#spend = spend;
  }

  /** Notes the short number of a worker's row, and why it cannot be one; `null` for a worker whose identity number is refused. */
  note(cell: Cell | undefined, household: string | null): FaultCode | null {
    const text = cellText(cell);
    if (!text.ok) return text.error;
    if (text.value === '') return null;
    const short = readShort(text.value);
    if (short === undefined) return 'NOT_A_SHORT_NUMBER';
    const noted = this.#households.get(short);
    if (noted === undefined) {
      this.#spend(ENTRY_BYTES);
      this.#households.set(short, household);
    }
    // The same worker on two rows is refused as such.
    return noted === undefined || noted === household ? null : 'SHORT_NUMBER_TWICE';
  }

  /** The household that a cell names by its short number; `null` if there is none, `undefined` if the cell has no short number. */
  find(cell: Cell | undefined): string | null | undefined {
    const text = cellText(cell);
    const short = text.ok ? readShort(text.value) : undefined;
    return short === undefined ? undefined : (this.#households.get(short) ?? null);
  }
}

/** Reads a short number: `01` and `１` are 1. */
function readShort(text: string): number | undefined {
  const narrow = text.normalize('NFKC');
  return SHORT.test(narrow) ? Number(narrow) : undefined;
}
