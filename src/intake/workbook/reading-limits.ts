import type { FaultCode } from './fault.ts';

/** Why a workbook cannot be read. */
export type WorkbookFault = Extract<
  FaultCode,
  'NOT_A_WORKBOOK' | 'TOO_LARGE' | 'TOO_COMPLEX' | 'DATES_OF_1904' | 'TOO_MANY_ROWS' | 'HOUSEHOLD_TOO_LARGE'
>;

/** Ends the reading of a workbook for a reason of its own. */
export class Refused extends Error {
  readonly fault: WorkbookFault;

  constructor(fault: WorkbookFault) {
    super(fault);
    this.fault = fault;
  }
}

/** What a part of the package may be. A workbook of an office stays far below each. */
export const PART_LIMITS = {
  /** Elements within each other. */
  depth: 64,
  /** Of one element. */
  attributes: 256,
  /** Characters without a tag or a text: one text, one tag with its attributes, comments in a row. A cell holds 32,767. */
  stretch: 262_144,
  /** Bytes of the workbook's index and of relationships, unpacked. */
  indexBytes: 8_000_000,
} as const;

/** What a whole workbook may be, all its parts together. */
export const WORKBOOK_LIMITS = {
  parts: 10_000,
  /** Bytes of the package's directory. */
  directoryBytes: 4_000_000,
  /** Unpacked. */
  bytes: 2_000_000_000,
  /** Tags and texts: a million rows of twelve cells that are filled have some forty million. */
  tokens: 100_000_000,
  /** Characters of all cells, a shared text as often as it is used. */
  characters: 1_000_000_000,
  /** Characters of one row. */
  rowCharacters: 1_000_000,
  /** Bytes of texts and rows that are held in memory until they are written; a small workbook has less: */
  keptBytes: 170_000_000,
  /** so many, and twice what it unpacks to. */
  keptBytesOfSmall: 8_000_000,
  /** Bytes of one household's rows when they are read: some ten thousand rows. */
  householdBytes: 4_000_000,
  /** Of parsing alone, whatever else the process does meanwhile. */
  milliseconds: 180_000,
} as const;

/** Counts what reading one workbook takes, and refuses what goes beyond; looks whether it is still wanted. */
export class ReadingMeter {
  readonly #signal: AbortSignal;
  #tokens = 0;
  #characters = 0;
  #keptBytes = 0;
  #mostKept: number = WORKBOOK_LIMITS.keptBytesOfSmall;
  #milliseconds = 0;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Throws the signal's reason where reading was cancelled. */
  throwIfCancelled(): void {
    this.#signal.throwIfAborted();
  }

  token(): void {
    this.#tokens += 1;
    if (this.#tokens > WORKBOOK_LIMITS.tokens) throw new Refused('TOO_COMPLEX');
  }

  characters(count: number): void {
    this.#characters += count;
    if (this.#characters > WORKBOOK_LIMITS.characters) throw new Refused('TOO_LARGE');
  }

  /** What all parts unpack to, in bytes: a text that is shared may be kept as often as it is used, but not without end. */
  unpacks(bytes: number): void {
    this.#mostKept = Math.min(WORKBOOK_LIMITS.keptBytes, WORKBOOK_LIMITS.keptBytesOfSmall + 2 * bytes);
  }

  /** Bytes that stay in memory. */
  keep(bytes: number): void {
    this.#keptBytes += bytes;
    if (this.#keptBytes > this.#mostKept) throw new Refused('TOO_LARGE');
  }

  parsed(milliseconds: number): void {
    this.#milliseconds += milliseconds;
    if (this.#milliseconds > WORKBOOK_LIMITS.milliseconds) throw new Refused('TOO_COMPLEX');
  }
}
