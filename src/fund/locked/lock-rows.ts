import { canonicalJson } from '../../artefacts/canonical-json.ts';
import { digestOf } from '../../artefacts/artefact.ts';
import { printDay } from '../../kernel/calendar.ts';
import { addFen, asFen, ZERO_FEN } from '../../kernel/fen.ts';
import { invariant } from '../../kernel/invariant.ts';
import { loadStandards } from '../../standards/standard-entries.read.ts';
import type { Deps } from '../../usecase/command.ts';
import { REAL_NAME_COLUMNS, type RealNameColumnName } from '../export/real-name-columns.ts';
import type { PaymentScope, RealNameRow } from '../payments/payment.ts';
import { paymentGroups } from '../payments/payment-sum.read.ts';
import { realNameOrder, realNameRows } from '../real-name/real-name-row.read.ts';
import { sumTotals, tableParts } from '../real-name/real-name-table.ts';
import { encodeRow, type LockedRow, type LockedSums, type RowMark } from './locked-content.ts';
import { type Backing, loadBackings } from './row-backing.read.ts';

/** Everything of a table but its head, as it was known at a revision. */
export interface ReadTable {
  readonly rows: readonly Buffer[];
  readonly sums: LockedSums;
  /** The SHA-256 of the local standards. */
  readonly standards: string;
}

/** Reads a table that is to be locked, with all values in full. Its rows come to its sums. */
export async function readTable(
  { database, secrets }: Deps,
  scope: PaymentScope,
  revision: number,
  columns: readonly RealNameColumnName[],
): Promise<ReadTable> {
  const order = () => database.session((sql) => realNameOrder(sql, scope, revision));
  const rowsOf = async (ids: readonly string[], before: number) => {
    const [read, backings] = await Promise.all([
      database.session((sql) => realNameRows(sql, secrets, scope, revision, { ids, before })),
      database.session((sql) => loadBackings(sql, ids, revision)),
    ]);
    return read.map(({ row, key: [number] }) =>
      lockedRow(row, Number(number), columns, backings.get(row.disbursementId)),
    );
  };
  const rows: Buffer[] = [];
  let amount = ZERO_FEN;
  for await (const part of tableParts({ order, rowsOf }, { from: 0, most: Infinity })) {
    for (const row of part) {
      amount = addFen(amount, asFen(row.amountFen));
      rows.push(encodeRow(row));
    }
  }
  const groups = await database.session((sql) => paymentGroups(sql, scope, revision));
  const { rows: count, amountFen, households, payments, persons } = sumTotals(groups).total;
  invariant(rows.length === count && amount === amountFen, 'the rows of a locked table come to its sums');
  const standards = digestOf(Buffer.from(canonicalJson(await database.session((sql) => loadStandards(sql, revision)))));
  return { rows, sums: { rows: count, amountFen, households, payments, persons }, standards };
}

function lockedRow(
  row: RealNameRow,
  number: number,
  columns: readonly RealNameColumnName[],
  backing: Backing | undefined,
): LockedRow {
  const cells = columns.map((name) => REAL_NAME_COLUMNS[name].read({ ...row, number }));
  return {
    ...{ number, payment: row.disbursementId, household: row.householdId, person: row.personId, union: row.unionId },
    ...{ amountFen: row.amountFen, paidOn: printDay(row.paidOn), file: row.fileNumber, voucher: row.voucherNumber },
    ...{ marks: marksOf(row, backing), cells },
  };
}

/** Cash and goods need no account: they are signed for. */
function marksOf(row: RealNameRow, backing: Backing | undefined): readonly RowMark[] {
  const isSignedFor = row.paymentMethod === 'CASH' || row.paymentMethod === 'GOODS';
  const hasAccount = isSignedFor || row.secret('accountNumber') !== null;
  return [
    ...(backing?.hasFile === true ? [] : ['NO_FILE' as const]),
    ...(backing?.hasDecision === true ? [] : ['NO_DECISION' as const]),
    ...(hasAccount ? [] : ['NO_ACCOUNT' as const]),
  ];
}
