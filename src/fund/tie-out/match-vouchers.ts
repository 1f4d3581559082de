import { type Month, monthOfDay, requireDay } from '../../kernel/calendar.ts';
import { type LedgerEntry, voucherOfEntry } from './ledger/general-ledger.ts';
import { isOfMonth, parseVoucherNumber, type VoucherNumber } from './ledger/voucher-number.ts';

/** A voucher of the ledger, with its lines in the accounts that are compared. */
export interface LedgerVoucher {
  /** Its number and month, such as `2026-03 记-12`. */
  readonly key: string;
  readonly number: VoucherNumber;
  readonly month: Month;
  readonly entries: readonly LedgerEntry[];
}

/** Finds the vouchers of the ledger that a number on record may mean; one if it is known which. */
export type FindVouchers = (number: VoucherNumber, paidOn: string) => readonly LedgerVoucher[];

export function vouchersOf(entries: readonly LedgerEntry[]): readonly LedgerVoucher[] {
  const lines = Map.groupBy(
    entries.map((entry) => ({ entry, ...voucherOfEntry(entry) })),
    ({ key }) => key,
  );
  return [...lines].flatMap(([key, [first, ...more]]) => {
    if (first === undefined) return [];
    const { number, month, entry } = first;
    return [{ key, number, month, entries: [entry, ...more.map((one) => one.entry)] }];
  });
}

/**
 * Matches the numbers that staff typed with the vouchers of a ledger. A number must be the same, and so must its 字, unless one side has
 * none at all: some programs export no 字, and where there is only one kind of voucher staff leave it out. Of the vouchers that are
 * left, those of the month that the number names count; if it names none, those of the month of the pay day, else those of the next
 * later month that has any, since money is booked after it was paid. Only earlier ones count if they are of one month. Where more than
 * one voucher is left, it is not known which is meant: that is told, and staff type the month or the 字 with the number.
 */
export function matchVouchers(vouchers: readonly LedgerVoucher[]): FindVouchers {
  const byNumber = Map.groupBy(vouchers, ({ number }) => number.number);
  return (number, paidOn) => {
    const sameNumber = byNumber.get(number.number) ?? [];
    const sameWord = ofWord(sameNumber, number.word);
    return ofNearestMonth(
      sameWord.filter(({ month }) => isOfMonth(number, month)),
      monthOfDay(requireDay(paidOn)),
    );
  };
}

function ofWord(vouchers: readonly LedgerVoucher[], word: string | null): readonly LedgerVoucher[] {
  const same = vouchers.filter(({ number }) => number.word === word);
  if (same.length > 0) return same;
  return word === null ? vouchers : vouchers.filter(({ number }) => number.word === null);
}

function ofNearestMonth(vouchers: readonly LedgerVoucher[], paidIn: Month): readonly LedgerVoucher[] {
  const notBefore = vouchers.map(({ month }) => month).filter((month) => month >= paidIn);
  if (notBefore.length === 0) return vouchers;
  const nearest = Math.min(...notBefore);
  return vouchers.filter(({ month }) => month === nearest);
}

/** The key by which rows without a voucher in the ledger belong together: what they have as number, and the month of the pay day. */
export function keyOnRecord(voucher: string, paidOn: string): string {
  const { word, number, year, month } = parseVoucherNumber(voucher);
  return JSON.stringify([word, number, year, month, paidOn.slice(0, 7)]);
}
