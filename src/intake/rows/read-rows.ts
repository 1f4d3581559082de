import { fail, type Result, succeed } from '../../kernel/result.ts';
import { type Cell, isBlankCell, parseIdentityCell } from '../workbook/cells.ts';
import { type FaultCode, importFault, type ImportFault } from '../workbook/fault.ts';
import { inOwnUnit } from '../workbook/forms/amount-form.ts';
import { type Headings, isHeadings, readHeadings } from '../workbook/headings.ts';
import { findSheets, readOtherSheets } from './other-sheets.ts';
import { type StoredRow, rowStore, type RowStore } from './row-store.ts';
import { RowsAround } from './rows-around.ts';
import { ShortNumbers } from './short-numbers.ts';
import { type Sheet, SHEETS, type Target, WORKER_SHEET } from '../workbook/sheets.ts';
import { LAST_HEADING_ROW, WorkbookError, WORKBOOK_LIMITS } from '../workbook/reading-limits.ts';
import type { Workbook } from '../workbook/xlsx-reader.ts';

/** The rows of a workbook, by the worker's identity number. */
export interface WorkbookRows {
  readonly store: RowStore;
  /** The columns of each sheet, by the sheet's index. Fields without a column keep their values in the register. */
  readonly columnIndexes: readonly ReadonlySet<number>[];
  /** The faults of the workbook as a whole; if there are any, no row is written. */
  readonly workbookFaults: readonly ImportFault[];
  /** What the workbook has or lacks that loses nothing. */
  readonly workbookNotices: readonly ImportFault[];
  /** The faults of rows whose household is unknown, because the worker's identity number is missing or wrong. */
  readonly unassignedFaults: readonly ImportFault[];
  /** How many rows those are: each has one fault, of which not more than {@link MOST_FAULTS} are listed. */
  readonly unassignedRows: number;
}

const MOST_ROWS = 3_000_000;
const MOST_FAULTS = 100_000;
/** How many wrong short numbers are told. */
const MOST_SHORT_FAULTS = 20;

export async function readRows(workbook: Workbook, progress: (rows: number) => void): Promise<WorkbookRows> {
  const spend = (bytes: number) => {
    workbook.meter.keep(bytes);
  };
  const [store, shortNumbers] = [rowStore(spend), new ShortNumbers(spend)];
  const unassigned: Unassigned = { faults: [], rows: 0 };
  const { names, others, faults, notices } = findSheets(workbook.sheets);
  const workbookFaults: ImportFault[] = [...faults];
  const columnIndexes: ReadonlySet<number>[] = [];
  for (const [index, sheet] of SHEETS.entries()) {
    const name = names.get(sheet);
    columnIndexes[index] =
      name === undefined
        ? new Set()
        : await readSheet({ workbook, sheet, name, index, store, shortNumbers, unassigned, workbookFaults, progress });
  }
  const read = await readOtherSheets(workbook, others);
  return {
    ...{ store, columnIndexes },
    workbookFaults: [...workbookFaults, ...read.faults].sort(inOrderOfSheets),
    workbookNotices: [...notices, ...read.notices],
    ...{ unassignedFaults: unassigned.faults, unassignedRows: unassigned.rows },
  };
}

function inOrderOfSheets(a: ImportFault, b: ImportFault): number {
  const at = ({ sheet }: ImportFault) =>
    (SHEETS.findIndex(({ name }) => name === sheet) + SHEETS.length + 1) % (SHEETS.length + 1);
  return at(a) - at(b);
}

interface Unassigned {
  readonly faults: ImportFault[];
  rows: number;
}

interface Reading {
  readonly workbook: Workbook;
  readonly sheet: Sheet;
  /** The name of the sheet as the workbook has it. */
  readonly name: string;
  readonly index: number;
  readonly store: RowStore;
  readonly shortNumbers: ShortNumbers;
  readonly unassigned: Unassigned;
  readonly workbookFaults: ImportFault[];
  readonly progress: (rows: number) => void;
}

async function readSheet(reading: Reading): Promise<ReadonlySet<number>> {
  const { workbook, sheet, workbookFaults, store, progress } = reading;
  let headings: Headings | undefined;
  const around = new RowsAround(sheet);
  const read = await workbook.read(reading.name, (row, cells) => {
    if (headings === undefined) {
      if (row > LAST_HEADING_ROW || !isHeadings(sheet, cells)) {
        around.above(row, cells);
        return;
      }
      const found = readHeadings(sheet, row, cells);
      workbookFaults.push(...found.faults);
      headings = found.headings;
      around.headings(row, cells, found);
      return;
    }
    if (store.size() === MOST_ROWS) throw new WorkbookError('TOO_MANY_ROWS');
    around.beside(row, cells);
    addRow(reading, headings, row, cells);
    if (store.size() % 10_000 === 0) progress(store.size());
  });
  // Of a sheet that could not be read it is not known whether it has headings.
  if (!read.ok) workbookFaults.push(importFault(read.error, sheet.name));
  else if (headings === undefined) workbookFaults.push(importFault('NO_HEADINGS', sheet.name));
  else workbookFaults.push(...around.faults(), ...around.mergedWithin(read.value));
  return new Set([...(headings?.values() ?? [])].map(({ column }) => sheet.columns.indexOf(column)));
}

function addRow(reading: Reading, headings: Headings, row: number, given: ReadonlyMap<number, Cell>): void {
  const { sheet, unassigned } = reading;
  const cells = cellsByColumn(sheet, headings, given);
  const [worker, short] = [columnOf(sheet, 'worker'), columnOf(sheet, 'shortNumber')];
  // A sheet may be numbered in advance: a row with nothing but its number is blank.
  if (Object.keys(cells).every((column) => column === String(short))) return;
  const household = findHousehold(reading, cells[worker]);
  if (reading.index === WORKER_SHEET) noteShortNumber(reading, row, cells[short], household);
  if (household.ok && household.value !== null) {
    keepRow(reading, household.value, row, without(cells, worker, short));
    return;
  }
  const code = household.ok ? 'REQUIRED' : household.error;
  refuseRow(unassigned, importFault(code, sheet.name, row, sheet.columns[worker]?.field.zh ?? null));
}

function refuseRow(unassigned: Unassigned, fault: ImportFault): void {
  unassigned.rows += 1;
  if (unassigned.faults.length < MOST_FAULTS) unassigned.faults.push(fault);
}

function columnOf({ columns }: Sheet, of: Target['of']): number {
  return columns.findIndex(({ target }) => target.of === of);
}

/** The worker's identity number, to which a short number leads on the other sheets. */
function findHousehold({ index, shortNumbers }: Reading, cell: Cell | undefined): Result<string | null, FaultCode> {
  const named = index === WORKER_SHEET ? undefined : shortNumbers.find(cell);
  if (named === undefined) return parseIdentityCell(cell);
  return named === null ? fail('NO_HOUSEHOLD') : succeed(named);
}

/** A short number that two workers have refuses the workbook: whose the rows of the other sheets are is not known. */
function noteShortNumber(
  { sheet, shortNumbers, workbookFaults }: Reading,
  row: number,
  cell: Cell | undefined,
  household: Result<string | null, FaultCode>,
): void {
  const code = shortNumbers.note(cell, household.ok ? household.value : null);
  const column = sheet.columns[columnOf(sheet, 'shortNumber')]?.field.zh ?? null;
  if (code === null || workbookFaults.filter((fault) => fault.column === column).length >= MOST_SHORT_FAULTS) return;
  workbookFaults.push(importFault(code, sheet.name, row, column));
}

function keepRow({ index, store }: Reading, household: string, row: number, cells: StoredRow['cells']): void {
  const bytes = store.add(household, { sheet: index, row, cells });
  if (bytes > WORKBOOK_LIMITS.householdBytes) throw new WorkbookError('HOUSEHOLD_TOO_LARGE');
}

/** The cells without the worker's numbers, of which one is the row's key in the store. */
function without(cells: Readonly<Record<string, Cell>>, ...columns: readonly number[]): Record<string, Cell> {
  return Object.fromEntries(Object.entries(cells).filter(([index]) => !columns.includes(Number(index))));
}

/** The cells that are not blank, by the index of their column in the sheet, in the units of their fields. */
function cellsByColumn(sheet: Sheet, headings: Headings, given: ReadonlyMap<number, Cell>): Record<string, Cell> {
  const cells: Record<string, Cell> = {};
  for (const [at, { column, exponent }] of headings) {
    const cell = given.get(at);
    if (cell === undefined || isBlankCell(cell)) continue;
    cells[sheet.columns.indexOf(column)] = inOwnUnit(cell, column.field.form, exponent);
  }
  return cells;
}
