import { blankValues, type Fields } from '../../fields/field.ts';
import { parseCell } from '../workbook/cells.ts';
import { type FaultCode, importFault, type ImportFault } from '../workbook/fault.ts';
import type { StoredRow } from './row-store.ts';
import { SHEETS, type Target } from '../workbook/sheets.ts';

/** Reads the values of a row, by the columns that its sheet has. */
export interface RowReader {
  readonly row: StoredRow;
  /** Reads the fields of a dictionary. A blank cell is `null`; a field without a column keeps its value in `before`. */
  readonly values: (of: Target['of'], fields: Fields, before: object | null) => Record<string, unknown>;
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
  return {
    row,
    values: (of, fields, before) => {
      const values: Record<string, unknown> = { ...(before ?? blankValues(fields)) };
      for (const field of Object.keys(fields)) {
        const index = findColumn(of, field);
        if (index !== -1 && columnIndexes.has(index)) values[field] = read(index);
      }
      return values;
    },
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
      faults.push(importFault('REQUIRED', name, reader.row.row, zh));
    }
  }
}

function isRefused(faults: readonly ImportFault[], sheet: string, row: number, column: string | null): boolean {
  return faults.some((one) => one.sheet === sheet && one.row === row && one.column === column);
}
