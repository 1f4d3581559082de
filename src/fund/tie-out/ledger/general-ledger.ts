import { monthOfDay, requireDay } from '../../../kernel/calendar.ts';
import { lineTwice, type LedgerFault, numberTwice, type Place } from './ledger-fault.ts';
import { monthOfNumber, parseVoucherNumber, printVoucherNumber } from './voucher-number.ts';

/** A line of the union's general ledger: an entry (分录) of a voucher. */
export interface LedgerEntry extends Place {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** 凭证号 with its 凭证字, as written. */
  readonly voucher: string;
  /** 分录号, as written. */
  readonly line: string | null;
  /** 科目编码 and 科目名称, as written. */
  readonly subject: string;
  readonly summary: string | null;
  /** 借方 − 贷方. */
  readonly amountFen: number;
}

/** The lines of a ledger, in the order of its sheets and rows. */
export interface GeneralLedger {
  readonly entries: readonly LedgerEntry[];
  /** How many rows are no entries: openings, totals, carried sums, repeated headings, and rows without any figure. */
  readonly skipped: number;
}

/** An entry as it was read, with its sides and the headings that faults name. */
export interface LedgerLine {
  readonly entry: LedgerEntry;
  readonly debitFen: number | null;
  readonly creditFen: number | null;
  readonly headings: { readonly voucher: string; readonly line: string };
}

/**
 * The voucher that an entry is of, such as `2026-03 记-12`: its number with the month of the entry, since numbers begin anew in
 * each month or year. A month within the number holds for one that was booked late.
 */
export function voucherOfEntry({ voucher, day }: Pick<LedgerEntry, 'voucher' | 'day'>) {
  const number = parseVoucherNumber(voucher);
  const month = monthOfNumber(number) ?? monthOfDay(requireDay(day));
  return { number, month, key: printVoucherNumber(number, month) };
}

/**
 * Finds the lines that are there twice: two with one 凭证号 and one 分录号, or, where these have no 分录号, two that are equal in
 * every column. A ledger that was pasted or exported twice would tie out to nothing, or hide what is missing.
 */
export function findLinesTwice(lines: readonly LedgerLine[]): readonly LedgerFault[] {
  const first = new Map<string, Place>();
  return lines.flatMap((line) => {
    const key = keyOfLine(line);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, line.entry);
      return [];
    }
    const { entry, headings } = line;
    return entry.line === null
      ? [lineTwice(before, entry, headings.voucher)]
      : [numberTwice(before, entry, headings.line)];
  });
}

function keyOfLine({ entry, debitFen, creditFen }: LedgerLine): string {
  const { day, line, subject, summary } = entry;
  const voucher = voucherOfEntry(entry).key;
  const parts = line === null ? [day, plain(subject), plain(summary ?? ''), debitFen, creditFen] : [plainNumber(line)];
  return JSON.stringify([voucher, ...parts]);
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '');
}

function plainNumber(text: string): string {
  return plain(text).replace(/^0+(?=\d)/, '');
}
