import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { Problem } from '../../usecase/problem.ts';
import { BufferReader } from '../buffer-reader.ts';
import { type Cell, parseCell } from '../workbook/cells.ts';
import { faultAt, importFault, type ImportFault } from '../workbook/fault.ts';
import { headingText, normalizeHeading } from '../workbook/headings.ts';
import { openWorkbook, type Workbook } from '../workbook/xlsx-reader.ts';
import { columnNames, type PlainSheet } from './plain-sheet.ts';

/** A row that is not blank, with the values of its columns' fields, which have parsed them. */
export interface PlainRow<Name extends string> {
  readonly row: number;
  readonly value: (name: Name) => unknown;
}

/** The headings are looked for in the first rows. */
const HEADING_ROWS = 10;
const ROW_BYTES = 400;

type Cells = ReadonlyMap<number, Cell>;

/** What was read so far of a sheet. */
interface Reading<Name extends string> {
  readonly sheet: PlainSheet<Name>;
  columns: ReadonlyMap<number, Name> | null;
  readonly rows: PlainRow<Name>[];
  readonly faults: ImportFault[];
}

/** Opens a workbook, reads it, and closes it. Throws the signal's reason if it is cancelled. */
export async function withWorkbook<T>(
  bytes: Buffer,
  signal: AbortSignal,
  read: (workbook: Workbook) => Promise<Result<T, readonly ImportFault[]>>,
): Promise<Result<T, readonly ImportFault[]>> {
  const opened = await openWorkbook({ reader: new BufferReader(bytes), bytes: bytes.length }, signal);
  if (!opened.ok) return fail([importFault(opened.error)]);
  try {
    return await read(opened.value);
  } finally {
    opened.value.close();
  }
}

/** Reads the rows of a sheet: all of them, or every fault with its cell. */
export async function readPlainSheet<Name extends string>(
  workbook: Workbook,
  sheet: PlainSheet<Name>,
): Promise<Result<readonly PlainRow<Name>[], readonly ImportFault[]>> {
  if (!workbook.sheets.includes(sheet.name)) return fail([importFault('MISSING_SHEET', sheet.name)]);
  const reading: Reading<Name> = { sheet, columns: null, rows: [], faults: [] };
  const read = await workbook.read(sheet.name, (row, cells) => {
    if (reading.columns !== null) workbook.meter.keep(addRow(reading, reading.columns, row, cells));
    else if (row <= HEADING_ROWS) findColumns(reading, row, cells);
  });
  if (!read.ok) reading.faults.push(importFault(read.error, sheet.name));
  else reading.faults.push(...read.value.map(({ text }) => importFault('MERGED_CELLS', sheet.name, null, text)));
  if (reading.columns === null) reading.faults.push(importFault('NO_HEADINGS', sheet.name));
  const { rows, faults } = reading;
  return faults.length > 0 ? fail(faults) : succeed(rows);
}

/** Takes a row as that of the headings if it has the column that marks it; every column must be known, and all must be there. */
function findColumns<Name extends string>(reading: Reading<Name>, row: number, cells: Cells): void {
  const { sheet } = reading;
  const known = columnsByHeading(sheet);
  const found = new Map<number, Name>();
  const unknown: string[] = [];
  for (const [at, cell] of cells) {
    const heading = headingText(cell);
    const column = known.get(normalizeHeading(heading));
    if (column !== undefined) found.set(at, column);
    else if (heading !== '') unknown.push(heading);
  }
  const names = [...found.values()];
  if (!names.includes(sheet.mark)) return;
  reading.columns = found;
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const missing = columnNames(sheet).filter((name) => !names.includes(name) && !sheet.mayLack.includes(name));
  reading.faults.push(
    ...unknown.map((heading) => importFault('UNKNOWN_COLUMN', sheet.name, row, heading)),
    ...twice.map((name) => importFault('DUPLICATE_COLUMN', sheet.name, row, sheet.columns[name].zh)),
    ...missing.map((name) => importFault('MISSING_COLUMN', sheet.name, row, sheet.columns[name].zh)),
  );
}

function columnsByHeading<Name extends string>(sheet: PlainSheet<Name>): ReadonlyMap<string, Name> {
  return new Map(
    columnNames(sheet).flatMap((name) => {
      const { zh, also } = sheet.columns[name];
      return [zh, ...also].map((heading) => [normalizeHeading(heading), name] as const);
    }),
  );
}

/** Adds a row, unless it is blank; returns the bytes that it takes. */
function addRow<Name extends string>(
  { sheet, rows, faults: found }: Reading<Name>,
  columns: ReadonlyMap<number, Name>,
  row: number,
  cells: Cells,
): number {
  const values = new Map<Name, unknown>();
  const faults: ImportFault[] = [];
  for (const [at, name] of columns) {
    const parsed = parseCell(cells.get(at), sheet.columns[name]);
    if (parsed.ok) values.set(name, parsed.value);
    else faults.push(importFault(parsed.error, sheet.name, row, sheet.columns[name].zh));
  }
  if (faults.length === 0 && [...values.values()].every((value) => value === null)) return 0;
  const required = columnNames(sheet).filter((name) => !sheet.columns[name].nullable && values.get(name) === null);
  faults.push(...required.map((name) => importFault('REQUIRED', sheet.name, row, sheet.columns[name].zh)));
  found.push(...faults);
  if (faults.length > 0) return 0;
  rows.push({ row, value: (name) => values.get(name) ?? null });
  return ROW_BYTES;
}

/** Names the cell of a problem: of a row, or of none if the problem is about the workbook as a whole. */
export function faultAtCell(
  { code, path, zh, en }: Problem,
  sheet: PlainSheet,
  row: number | null,
  name: string,
): ImportFault {
  const column = sheet.columns[name]?.zh ?? path;
  return faultAt({ sheet: row === null ? null : sheet.name, row, column }, code, { zh, en });
}
