import type { RealNameColumnName } from '../export/real-name-columns.ts';
import type { LockedContent, LockedRow } from './locked-content.ts';

/** How a row of a version differs from the version before it. */
export const ROW_CHANGES = { ADDED: '新增', LEFT_OUT: '减少', CHANGED: '变化' } as const;

export interface RowChange {
  readonly payment: string;
  readonly kind: keyof typeof ROW_CHANGES;
  readonly changedColumns: readonly RealNameColumnName[];
  readonly before: LockedRow | null;
  readonly after: LockedRow | null;
}

/**
 * Compares two versions row by row, by payment: what was left out in the order of the earlier version, then what was added or
 * changed in the order of the later one. The 序号 alone is no change. Columns are compared by name; one that only one of them has
 * is none.
 */
export function compareVersions(before: LockedContent, after: LockedContent): readonly RowChange[] {
  const earlier = new Map(before.rows.map((row) => [row.payment, row]));
  const later = new Set(after.rows.map(({ payment }) => payment));
  const columns = sharedColumns(before, after);
  const leftOut = before.rows
    .filter(({ payment }) => !later.has(payment))
    .map((row): RowChange => ({
      payment: row.payment,
      kind: 'LEFT_OUT',
      changedColumns: [],
      before: row,
      after: null,
    }));
  const others = after.rows.flatMap((row): readonly RowChange[] => {
    const old = earlier.get(row.payment);
    if (old === undefined) {
      return [{ payment: row.payment, kind: 'ADDED', changedColumns: [], before: null, after: row }];
    }
    const changedColumns = columns.filter(({ from, to }) => old.cells[from] !== row.cells[to]).map(({ name }) => name);
    const isSame = changedColumns.length === 0 && hasSameRecord(old, row);
    return isSame ? [] : [{ payment: row.payment, kind: 'CHANGED', changedColumns, before: old, after: row }];
  });
  return [...leftOut, ...others];
}

interface SharedColumn {
  readonly name: RealNameColumnName;
  readonly from: number;
  readonly to: number;
}

function sharedColumns(before: LockedContent, after: LockedContent): readonly SharedColumn[] {
  return after.head.columns.flatMap(({ name }, to) => {
    const from = before.head.columns.findIndex((one) => one.name === name);
    return from < 0 || name === 'NUMBER' ? [] : [{ name, from, to }];
  });
}

/** Whether what no column need show is the same too. */
function hasSameRecord(a: LockedRow, b: LockedRow): boolean {
  const isSamePayment = a.amountFen === b.amountFen && a.paidOn === b.paidOn && a.voucher === b.voucher;
  return isSamePayment && a.file === b.file && a.marks.join() === b.marks.join();
}
