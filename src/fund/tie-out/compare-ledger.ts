import type { LockedRow } from '../locked/locked-content.ts';
import { type Found, sumFen } from './differences.ts';
import type { LedgerEntry } from './ledger/general-ledger.ts';
import { parseVoucherNumber } from './ledger/voucher-number.ts';
import { isInSubjects } from './ledger-subjects.ts';
import { keyOnRecord, type LedgerVoucher, matchVouchers, vouchersOf } from './match-vouchers.ts';

/** A general ledger, and what of it is compared. */
export interface LedgerScope {
  readonly entries: readonly LedgerEntry[];
  /** `YYYY-MM-DD`: the first day of the period, and the first one after it. */
  readonly from: string;
  readonly to: string;
  /** Codes or names of accounts; none of them stands for all accounts. */
  readonly subjects: readonly string[];
}

/** A row with a number of a voucher. */
type Numbered = LockedRow & { readonly voucher: string };

/** Rows whose voucher is not known, with the vouchers that may be meant. */
interface Unmatched {
  readonly rows: Numbered[];
  readonly candidates: readonly LedgerVoucher[];
}

interface Matches {
  readonly matched: ReadonlyMap<LedgerVoucher, readonly Numbered[]>;
  readonly unmatched: readonly Unmatched[];
}

/**
 * Compares a table with a ledger, voucher by voucher. Of the ledger count the lines of the period in the accounts, and the lines of
 * vouchers that rows of the table have, though they are of another period: what is paid in its last days is booked after it.
 */
export function compareLedger(rows: readonly LockedRow[], ledger: LedgerScope) {
  const entries = ledger.entries.filter(({ subject }) => isInSubjects(subject, ledger.subjects));
  const vouchers = vouchersOf(entries);
  const numbered = rows.filter(hasNumber);
  const { matched, unmatched } = match(numbered, vouchers);
  const isInPeriod = ({ day }: LedgerEntry) => day >= ledger.from && day < ledger.to;
  const free = new Map(
    vouchers
      .filter((voucher) => !matched.has(voucher))
      .map((voucher) => [voucher, voucher.entries.filter(isInPeriod)] as const),
  );
  const counted = [...[...matched.keys()].map((voucher) => voucher.entries), ...free.values()].flat();
  return {
    leg: { count: counted.length, amountFen: sumFen(counted) },
    differences: [
      ...withoutNumber(rows.filter((row) => !hasNumber(row))),
      ...unmatched.filter(({ candidates }) => candidates.length === 0).map(notInLedger),
      ...[...matched].flatMap(([voucher, own]) => differing(voucher, own)),
      ...unmatched.filter(({ candidates }) => candidates.length > 0).map((one) => ambiguous(one, free)),
      ...notInTable(free),
    ],
  };
}

function hasNumber(row: LockedRow): row is Numbered {
  return row.voucher !== null && row.voucher.trim() !== '';
}

function match(rows: readonly Numbered[], vouchers: readonly LedgerVoucher[]): Matches {
  const find = matchVouchers(vouchers);
  const matched = new Map<LedgerVoucher, Numbered[]>();
  const unmatched = new Map<string, Unmatched>();
  for (const row of rows) {
    const candidates = find(parseVoucherNumber(row.voucher), row.paidOn);
    const [first, second] = candidates;
    if (first !== undefined && second === undefined) {
      const own = matched.get(first);
      if (own === undefined) matched.set(first, [row]);
      else own.push(row);
    } else {
      const key = keyOnRecord(row.voucher, row.paidOn);
      const own = unmatched.get(key);
      if (own === undefined) unmatched.set(key, { rows: [row], candidates });
      else own.rows.push(row);
    }
  }
  return { matched, unmatched: [...unmatched.values()] };
}

function withoutNumber(rows: readonly LockedRow[]): readonly Found[] {
  return rows.length === 0 ? [] : [{ kind: 'NO_VOUCHER_NUMBER', ...sideOfTable(rows) }];
}

function notInLedger({ rows }: Unmatched): Found {
  return { kind: 'VOUCHER_NOT_IN_LEDGER', voucher: rows[0]?.voucher ?? null, ...sideOfTable(rows) };
}

function differing(voucher: LedgerVoucher, rows: readonly Numbered[]): readonly Found[] {
  const [table, other] = [sideOfTable(rows), sideOfLedger(voucher.entries)];
  if (table.tableFen === other.otherFen) return [];
  return [{ kind: 'VOUCHER_DIFFERS', voucher: voucher.key, ...table, ...other }];
}

/**
 * The vouchers that may be meant are told here only: their lines of the period, where no row has them for certain and no earlier
 * difference tells them, are the other side. All their lines are named.
 */
function ambiguous({ rows, candidates }: Unmatched, free: Map<LedgerVoucher, readonly LedgerEntry[]>): Found {
  const told = candidates.flatMap((voucher) => free.get(voucher) ?? []);
  for (const voucher of candidates) free.delete(voucher);
  return {
    kind: 'VOUCHER_AMBIGUOUS',
    voucher: rows[0]?.voucher ?? null,
    ...sideOfTable(rows),
    ...sideOfLedger(candidates.flatMap(({ entries }) => entries)),
    otherFen: sumFen(told),
  };
}

/** A voucher whose lines are all 0, such as one that was cancelled, is worth no difference. */
function notInTable(free: ReadonlyMap<LedgerVoucher, readonly LedgerEntry[]>): readonly Found[] {
  return [...free]
    .filter(([, entries]) => entries.some(({ amountFen }) => amountFen !== 0))
    .map(([{ key }, entries]) => ({ kind: 'VOUCHER_NOT_IN_TABLE', voucher: key, ...sideOfLedger(entries) }));
}

function sideOfTable(rows: readonly LockedRow[]) {
  return { tableFen: sumFen(rows), rows: rows.map(({ number }) => number) };
}

function sideOfLedger(entries: readonly LedgerEntry[]) {
  return { otherFen: sumFen(entries), places: entries.map(({ sheet, row }) => ({ sheet, row })) };
}
