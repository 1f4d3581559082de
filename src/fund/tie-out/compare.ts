import type { LockedRow, RowMark } from '../locked/locked-content.ts';
import { compareLedger, type LedgerScope } from './compare-ledger.ts';
import { type Difference, type Found, numberDifferences, sumFen } from './differences.ts';

/** The number of rows, payments or lines of a side, and their sum. */
export interface Leg {
  readonly count: number;
  readonly amountFen: number;
}

/** A payment as it is on record now. */
export interface RecordedPayment {
  readonly payment: string;
  readonly amountFen: number;
  /** `YYYY-MM-DD`. */
  readonly paidOn: string;
  readonly voucher: string | null;
}

/** A table, and what it is tied out with: the payments on record in its scope, and the union's general ledger. */
export interface TieOutInput {
  readonly rows: readonly LockedRow[];
  readonly payments: readonly RecordedPayment[];
  readonly ledger: LedgerScope | null;
}

export interface TieOut {
  readonly legs: {
    readonly table: Leg;
    readonly payments: Leg;
    /** The lines that {@link compareLedger} counts; `null` without a ledger. */
    readonly ledger: Leg | null;
    /** The rows with an archive file on record. */
    readonly files: Leg;
  };
  /** None if and only if every side agrees, voucher by voucher and payment by payment, and a record stands behind each row. */
  readonly differences: readonly Difference[];
}

const MARKS: readonly RowMark[] = ['NO_FILE', 'NO_DECISION', 'NO_ACCOUNT'];

/**
 * Ties a table out: files = table = payments = general ledger. The sum of the table less that of a side is, to the fen, the sum of
 * `tableFen` less that of `otherFen` of the differences with it. The same input has the same differences in the same order.
 */
export function tieOut({ rows: given, payments, ledger }: TieOutInput): TieOut {
  const rows = given.toSorted((a, b) => a.number - b.number);
  const compared = ledger === null ? withoutLedger(rows) : compareLedger(rows, ledger);
  return {
    legs: {
      table: legOf(rows),
      payments: legOf(payments),
      ledger: compared.leg,
      files: legOf(rows.filter(({ marks }) => !marks.includes('NO_FILE'))),
    },
    differences: numberDifferences([
      ...compared.differences,
      ...comparePayments(rows, payments),
      ...MARKS.flatMap((mark) => markedRows(rows, mark)),
    ]),
  };
}

function legOf(amounts: readonly { readonly amountFen: number }[]): Leg {
  return { count: amounts.length, amountFen: sumFen(amounts) };
}

function withoutLedger(rows: readonly LockedRow[]) {
  const differences: readonly Found[] = [{ kind: 'NO_LEDGER', tableFen: sumFen(rows) }];
  return { leg: null, differences };
}

/** Compares by payment; one that is there more than once on a side is compared by its sum, and differs. */
function comparePayments(rows: readonly LockedRow[], payments: readonly RecordedPayment[]): readonly Found[] {
  const inTable = Map.groupBy(rows, ({ payment }) => payment);
  const onRecord = Map.groupBy(payments, ({ payment }) => payment);
  const missing = [...onRecord.keys()].filter((payment) => !inTable.has(payment)).toSorted();
  return [
    ...missing.map((payment): Found => ({
      kind: 'PAYMENT_NOT_IN_TABLE',
      voucher: onRecord.get(payment)?.[0]?.voucher ?? null,
      otherFen: sumFen(onRecord.get(payment) ?? []),
      payments: [payment],
    })),
    ...[...inTable].flatMap(([payment, own]) => goneOrDiffering(payment, own, onRecord.get(payment) ?? [])),
  ];
}

function goneOrDiffering(
  payment: string,
  rows: readonly LockedRow[],
  recorded: readonly RecordedPayment[],
): readonly Found[] {
  const [row, ...moreRows] = rows;
  const [record, ...more] = recorded;
  const isSame = row !== undefined && record !== undefined && moreRows.length + more.length === 0;
  if (isSame && isAsRecorded(row, record)) return [];
  return [
    {
      kind: record === undefined ? 'PAYMENT_GONE' : 'PAYMENT_DIFFERS',
      voucher: row?.voucher ?? null,
      tableFen: sumFen(rows),
      otherFen: sumFen(recorded),
      rows: rows.map(({ number }) => number),
      payments: [payment],
    },
  ];
}

function isAsRecorded(row: LockedRow, record: RecordedPayment): boolean {
  return row.amountFen === record.amountFen && row.paidOn === record.paidOn && row.voucher === record.voucher;
}

function markedRows(rows: readonly LockedRow[], mark: RowMark): readonly Found[] {
  const marked = rows.filter(({ marks }) => marks.includes(mark));
  if (marked.length === 0) return [];
  return [{ kind: mark, tableFen: sumFen(marked), rows: marked.map(({ number }) => number) }];
}
