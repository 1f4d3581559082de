import { blankValues, type Fields } from '../../fields/field.ts';
import { parseCell } from '../workbook/cells.ts';
import { type FaultCode, importFault, type ImportFault } from '../workbook/fault.ts';
import type { StoredRow } from './row-store.ts';
import { SHEETS, type Target } from '../workbook/sheets.ts';
import { inferVerified, missingCode, VERIFIED_LISTS } from '../../registry/verified-lists.ts';

/** Reads the values of a row, by the columns that its sheet has. */
export interface RowReader {
  readonly row: StoredRow;
  /** Reads the fields of a dictionary. A blank cell is `null`; a field without a column keeps its value in `before`. */
  readonly values: (of: Target['of'], fields: Fields, before: object | null) => Record<string, unknown>;
  /** Whether the workbook has the column of a field. */
  readonly hasColumn: (of: Target['of'], field: string) => boolean;
  /** Reads the column that says who or what the row is about. */
  readonly single: (of: Target['of']) => unknown;
  /** Like `single`, for a column of text. */
  readonly text: (of: Target['of']) => string | null;
  /** Refuses the cell of a column, unless it was refused for another reason, such as what it contains. */
  readonly refuse: (code: FaultCode, of: Target['of']) => void;
}

/** Makes the reader of a row, which adds its faults to `faults`. */
export function rowReader(row: StoredRow, columnIndexes: ReadonlySet<number>, faults: ImportFault[]): RowReader {
  const { name, columns } = SHEETS[row.sheet] ?? { name: '', columns: [] };
  const read = (index: number): unknown => {
    const column = columns[index];
    if (column === undefined) return null;
    const parsed = parseCell(row.cells[index], column.field);
    if (parsed.ok) return parsed.value;
    faults.push(importFault(parsed.error, name, row.row, column.field.zh));
    return null;
  };
  const findColumn = (of: Target['of'], field?: string) =>
    columns.findIndex(({ target }) => target.of === of && (!('field' in target) || target.field === field));
  const hasColumn = (of: Target['of'], field: string) => columnIndexes.has(findColumn(of, field));
  return {
    row,
    values: (of, fields, before) => {
      const values: Record<string, unknown> = { ...(before ?? blankValues(fields)) };
      for (const field of Object.keys(fields)) {
        if (hasColumn(of, field)) values[field] = read(findColumn(of, field));
      }
      return values;
    },
    hasColumn,
    single: (of) => read(findColumn(of)),
    text: (of) => {
      const value = read(findColumn(of));
      return typeof value === 'string' ? value : null;
    },
    refuse: (code, of) => {
      const column = columns[findColumn(of)]?.field.zh ?? null;
      if (!isRefused(faults, name, row.row, column)) faults.push(importFault(code, name, row.row, column));
    },
  };
}

/**
 * Infers the flags of lists whose cells are blank. A workbook without the column is of a form that does not ask: a new list
 * without entries was not verified.
 */
export function inferFlags(
  reader: RowReader,
  of: keyof typeof VERIFIED_LISTS,
  values: Readonly<Record<string, unknown>>,
  lists: Parameters<typeof inferVerified>[2],
): Record<string, unknown> {
  const target = of === 'member' ? 'membershipState' : of;
  const unasked = Object.keys(VERIFIED_LISTS[of]).filter((flag) => !reader.hasColumn(target, flag));
  const inferred: Record<string, unknown> = { ...inferVerified(of, values, lists) };
  for (const flag of unasked) inferred[flag] ??= false;
  return inferred;
}

/** Refuses missing values of mandatory fields, unless a cell of the row was refused for another reason. */
export function requireValues(
  reader: RowReader,
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
  faults: ImportFault[],
): void {
  const { name } = SHEETS[reader.row.sheet] ?? { name: '' };
  for (const [field, { nullable, zh }] of Object.entries(fields)) {
    if (!nullable && (values[field] ?? null) === null && !isRefused(faults, name, reader.row.row, zh)) {
      faults.push(importFault(missingCode(field), name, reader.row.row, zh));
    }
  }
}

function isRefused(faults: readonly ImportFault[], sheet: string, row: number, column: string | null): boolean {
  return faults.some((one) => one.sheet === sheet && one.row === row && one.column === column);
}
