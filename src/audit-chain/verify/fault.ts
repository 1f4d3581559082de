/** What does not hold of the audit chain, or of what it covers. */
export interface Fault {
  /** The first entry that does not hold; where it cannot be told apart, the first of those among which it is. */
  readonly first: number;
  /** The last of these. */
  readonly last: number;
  /** A sentence in Chinese and English. */
  readonly words: string;
}

/** What is said of the audit chain. */
export interface Verdict {
  readonly entries: number;
  /** The entries that the last checkpoint outside proves, and when that was signed. */
  readonly proven: number;
  readonly provenAt: string | null;
  /** What is on record and not sealed yet. */
  readonly waiting: number;
  /** Lines of the file of checkpoints that are none, as a broken write leaves one. */
  readonly unreadable: number;
  /** In the order in which they were found; the first entry that does not hold is in the first. */
  readonly faults: readonly Fault[];
  /** How many rows were compared, in which time, where that was asked for. */
  readonly facts: { readonly rows: number; readonly milliseconds: number } | null;
}

export function chainFault(first: number, last: number, words: string): Fault {
  return { first, last, words };
}
