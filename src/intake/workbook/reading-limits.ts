import type { FaultCode } from './fault.ts';

/** Headings are looked for in the first rows of a sheet, up to this one. */
export const LAST_HEADING_ROW = 10;

/** The reasons why a workbook cannot be read. */
export type WorkbookFault = Extract<
  FaultCode,
  | 'NOT_A_WORKBOOK'
  | 'OLD_OR_ENCRYPTED'
  | 'OPEN_DOCUMENT'
  | 'OTHER_PACKAGE'
  | 'TEXT_FILE'
  | 'SHEET_TWICE'
  | 'TOO_LARGE'
  | 'TOO_COMPLEX'
  | 'DATES_OF_1904'
  | 'TOO_MANY_ROWS'
  | 'HOUSEHOLD_TOO_LARGE'
>;

/** Thrown when a workbook cannot be read, with the reason. */
export class WorkbookError extends Error {
  readonly fault: WorkbookFault;

  constructor(fault: WorkbookFault) {
    super(fault);
    this.fault = fault;
  }
}

/** The limits of one part of the zip package. A workbook of an office stays far below each. */
export const PART_LIMITS = {
  depth: 64,
  attributes: 256,
  /** Characters between two events of the parser: one text, one tag, comments in a row. A cell holds 32,767. */
  stretch: 262_144,
  /** Unpacked bytes of workbook.xml, and of its relationships. */
  indexBytes: 8_000_000,
} as const;

/** The limits of a whole workbook, for all its parts together. */
export const WORKBOOK_LIMITS = {
  parts: 10_000,
  directoryBytes: 4_000_000,
  /** Unpacked bytes. */
  bytes: 2_000_000_000,
  /** Tags and texts: a million rows of twelve filled cells have some forty million. */
  tokens: 100_000_000,
  /** Characters of all cells; a shared text counts as often as it is used. */
  characters: 1_000_000_000,
  rowCharacters: 1_000_000,
  /** Bytes of texts and rows that are held in memory until they are written. */
  storedBytes: 170_000_000,
  /** The same for a small workbook: this many bytes, and twice its unpacked size. */
  storedBytesOfSmall: 8_000_000,
  /** Bytes of one household's unpacked rows, which are some ten thousand rows. */
  householdBytes: 4_000_000,
  /** The time for parsing alone, without what the process does in between. */
  milliseconds: 180_000,
} as const;

/** Counts what the reading of one workbook takes; throws if it exceeds a limit or was cancelled. */
export class ReadingMeter {
  readonly #signal: AbortSignal;
  #tokens = 0;
  #characters = 0;
  #storedBytes = 0;
  #mostStored: number = WORKBOOK_LIMITS.storedBytesOfSmall;
  #milliseconds = 0;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Throws the signal's reason if reading was cancelled. */
  throwIfCancelled(): void {
    this.#signal.throwIfAborted();
  }

  token(): void {
    this.#tokens += 1;
    if (this.#tokens > WORKBOOK_LIMITS.tokens) throw new WorkbookError('TOO_COMPLEX');
  }

  characters(count: number): void {
    this.#characters += count;
    if (this.#characters > WORKBOOK_LIMITS.characters) throw new WorkbookError('TOO_LARGE');
  }

  /** Sets the memory limit by the unpacked size: a small file must not fill the memory by repeating shared texts. */
  unpacks(bytes: number): void {
    this.#mostStored = Math.min(WORKBOOK_LIMITS.storedBytes, WORKBOOK_LIMITS.storedBytesOfSmall + 2 * bytes);
  }

  /** Counts bytes that stay in memory. */
  keep(bytes: number): void {
    this.#storedBytes += bytes;
    if (this.#storedBytes > this.#mostStored) throw new WorkbookError('TOO_LARGE');
  }

  parsed(milliseconds: number): void {
    this.#milliseconds += milliseconds;
    if (this.#milliseconds > WORKBOOK_LIMITS.milliseconds) throw new WorkbookError('TOO_COMPLEX');
  }
}
