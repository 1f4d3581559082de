import { canonicalJson } from '../../artefacts/canonical-json.ts';
import { digestOf } from '../../artefacts/artefact.ts';
import { printDay } from '../../kernel/calendar.ts';
import { invariant } from '../../kernel/invariant.ts';
import { loadStandards } from '../../standards/standard-entries.read.ts';
import type { Deps } from '../../usecase/command.ts';
import { REAL_NAME_COLUMNS, type RealNameColumnName } from '../export/real-name-columns.ts';
import type { PaymentScope, RealNameRow } from '../payments/payment.ts';
import { paymentGroups } from '../payments/payment-sum.read.ts';
import { realNameOrder, realNameRows } from '../real-name/real-name-row.read.ts';
import { encodeRow, type LockedRow, type LockedSums, type RowMark } from './locked-content.ts';
import { type Backing, loadBackings } from './row-backing.read.ts';

/** Everything of a table but its head, as it was known at a revision. */
export interface ReadTable {
  readonly rows: readonly Buffer[];
  readonly sums: LockedSums;
  /** The SHA-256 of the local standards. */
  readonly standards: string;
}

/** How many rows are read by a statement. */
const PART = 2000;

/** Reads a table that is to be locked, with all values in full. Its rows come to its sums. */
export async function readTable(
  { database, secrets }: Deps,
  scope: PaymentScope,
  revision: number,
  columns: readonly RealNameColumnName[],
): Promise<ReadTable> {
  const ids = await database.session((sql) => realNameOrder(sql, scope, revision));
  const rows: Buffer[] = [];
  let amountFen = 0;
  for (let from = 0; from < ids.length; from += PART) {
    const part = ids.slice(from, from + PART);
    const [read, backings] = await Promise.all([
      database.session((sql) => realNameRows(sql, secrets, scope, revision, { ids: part, before: from })),
      database.session((sql) => loadBackings(sql, part, revision)),
    ]);
    for (const [at, { row }] of read.entries()) {
      amountFen += row.amountFen;
      rows.push(encodeRow(lockedRow(row, from + at + 1, columns, backings.get(row.disbursementId))));
    }
  }
  const sums = await readSums({ database }, scope, revision);
  invariant(rows.length === sums.rows && amountFen === sums.amountFen, 'the rows of a locked table come to its sums');
  const standards = await database.session((sql) => loadStandards(sql, revision));
  return { rows, sums, standards: digestOf(Buffer.from(canonicalJson(standards))) };
}

async function readSums({ database }: Pick<Deps, 'database'>, scope: PaymentScope, revision: number) {
  const groups = await database.session((sql) => paymentGroups(sql, scope, revision));
  const total = groups.find(({ subtotal }) => subtotal === null)?.sum;
  invariant(total !== undefined, 'there is a total, of nothing too');
  const { rows, amountFen, households, payments, persons } = total;
  return { rows, amountFen, households, payments, persons };
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
