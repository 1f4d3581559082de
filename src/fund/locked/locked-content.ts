import { canonicalJson } from '../../artefacts/canonical-json.ts';
import { invariant } from '../../kernel/invariant.ts';
import { parseJson } from '../../kernel/parse-json.ts';
import type { RealNameColumnName } from '../export/real-name-columns.ts';
import type { PaymentFilter } from '../payments/payment.ts';
import type { Period } from '../payments/period.ts';

/** The canonical content of a locked table: lines of canonical JSON, of which the first is the head, the last the sums. */

/** What no record stands behind, of a row: its archive file, the decision that it rests on, or the account. */
export const ROW_MARKS = { NO_FILE: '无档案', NO_DECISION: '无认定记录', NO_ACCOUNT: '无账号' } as const;

export type RowMark = keyof typeof ROW_MARKS;

/** A member of staff as a table names them. */
interface NamedStaff {
  readonly code: string;
  readonly name: string;
}

/** The payments of a table; those of one union, with what was reversed, so that it ties to the record. */
export type LockedFilter = Omit<PaymentFilter, 'union' | 'isStanding'>;

/** What a table says of itself: everything but its rows and sums. */
export interface LockedHead extends Period, Omit<LockedFilter, 'period'> {
  readonly format: typeof CONTENT_FORMAT;
  readonly number: string;
  readonly version: number;
  readonly title: string;
  readonly union: { readonly id: string; readonly code: string; readonly name: string };
  /** `YYYY-MM-DD`: the first pay day, and the first one after the period. */
  readonly from: string;
  readonly to: string;
  readonly columns: readonly { readonly name: RealNameColumnName; readonly heading: string }[];
  /** The revision of the register at which all was read. */
  readonly revision: number;
  readonly rulebook: string;
  /** The SHA-256 of the local standards as known at the revision. */
  readonly standards: string;
  readonly preparer: NamedStaff;
  readonly reviewer: NamedStaff;
  readonly lockedOn: string;
}

/** The media type of a content. */
export const CONTENT_TYPE = 'application/x-ndjson';

export const CONTENT_FORMAT = 'bangfu locked real-name table 1';

/** A row: what it is tied out and compared by, then its cells in the order of the columns; amounts are in fen. */
export interface LockedRow {
  readonly number: number;
  readonly payment: string;
  readonly household: string;
  readonly person: string | null;
  readonly union: string;
  readonly amountFen: number;
  readonly paidOn: string;
  readonly file: string | null;
  readonly voucher: string | null;
  readonly marks: readonly RowMark[];
  readonly cells: readonly (string | number | null)[];
}

/** The sums of a table; 户数, 户次 and 人数 are of payments that stand. */
export interface LockedSums {
  readonly rows: number;
  readonly amountFen: number;
  readonly households: number;
  readonly payments: number;
  readonly persons: number;
}

/** A content with the places of its rows. */
export interface EncodedContent {
  readonly bytes: Buffer;
  /** The byte at which each hundredth row begins, from the first one on, and then the byte after the last row. */
  readonly marks: readonly number[];
}

/** How many rows lie between two marks. */
export const MARKED_ROWS = 100;
const LINE_FEED = 10;

/** Prints a row as its line of the content. */
export function encodeRow(row: LockedRow): Buffer {
  return Buffer.from(`${canonicalJson(row)}\n`);
}

export function encodeContent(head: LockedHead, rows: readonly Buffer[], sums: LockedSums): EncodedContent {
  const first = Buffer.from(`${canonicalJson(head)}\n`);
  const marks: number[] = [];
  let at = first.length;
  for (const [index, row] of rows.entries()) {
    if (index % MARKED_ROWS === 0) marks.push(at);
    at += row.length;
  }
  return { bytes: Buffer.concat([first, ...rows, Buffer.from(`${canonicalJson(sums)}\n`)]), marks: [...marks, at] };
}

/** A content that was read back. */
export interface LockedContent {
  readonly head: LockedHead;
  readonly rows: readonly LockedRow[];
  readonly sums: LockedSums;
}

/** Reads a content whose bytes are known to be those that were stored. */
export function decodeContent(bytes: Buffer): LockedContent {
  const lines = decodeLines(bytes);
  const [head, sums] = [lines.at(0), lines.at(-1)] as [LockedHead | undefined, LockedSums | undefined];
  invariant(head?.format === CONTENT_FORMAT && sums !== undefined, 'a locked content has a head and sums');
  return { head, sums, rows: lines.slice(1, -1) as LockedRow[] };
}

/** Reads the first and the last line of a content; `null` if the bytes are none. */
export function decodeEnds(first: Buffer, last: Buffer): Pick<LockedContent, 'head' | 'sums'> | null {
  const [head, sums] = [first, last].map((line) => parseJson(line.toString())) as [
    LockedHead | undefined,
    LockedSums | undefined,
  ];
  return head?.format === CONTENT_FORMAT && sums !== undefined ? { head, sums } : null;
}

/** Reads rows from the part of a content that begins and ends with a row. */
export function decodeRows(bytes: Buffer): readonly LockedRow[] {
  return decodeLines(bytes) as readonly LockedRow[];
}

/** The text is never in memory whole: a line is decoded at a time. */
function decodeLines(bytes: Buffer): readonly unknown[] {
  const lines: unknown[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, from);
    invariant(end > from, 'every line of a locked content ends');
    lines.push(JSON.parse(bytes.toString('utf8', from, end)));
    from = end + 1;
  }
  return lines;
}
