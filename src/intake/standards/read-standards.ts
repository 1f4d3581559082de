import { type Day, printDay } from '../../kernel/calendar.ts';
import { fail, type Result, succeed } from '../../kernel/result.ts';
import type { StandardEntry } from '../../standards/proposals/rule-content.ts';
import type { Problem } from '../../usecase/problem.ts';
import { BufferReader } from '../buffer-reader.ts';
import { type Cell, parseCell } from '../workbook/cells.ts';
import { faultAt, importFault, type ImportFault } from '../workbook/fault.ts';
import { headingText, normalizeHeading } from '../workbook/headings.ts';
import { openWorkbook, type Workbook } from '../workbook/xlsx-reader.ts';
import { STANDARD_COLUMNS, type StandardColumn, STANDARDS_SHEET } from './standards-sheet.ts';

/** The standards of a workbook, each with the number of its row. */
export interface StandardsWorkbook {
  readonly entries: readonly StandardEntry[];
  readonly rows: readonly number[];
}

/** The headings are looked for in the first rows. */
const HEADING_ROWS = 10;
const ENTRY_BYTES = 400;

type Columns = ReadonlyMap<number, StandardColumn>;
type Cells = ReadonlyMap<number, Cell>;

/** What was read so far. */
interface Reading {
  columns: Columns | null;
  readonly entries: StandardEntry[];
  readonly rows: number[];
  readonly faults: ImportFault[];
}

/** Reads the standards of a workbook: all of them, or every fault with its cell. Throws the signal's reason if it is cancelled. */
export async function readStandards(
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Result<StandardsWorkbook, readonly ImportFault[]>> {
  const opened = await openWorkbook({ reader: new BufferReader(bytes), bytes: bytes.length }, signal);
  if (!opened.ok) return fail([importFault(opened.error)]);
  try {
    return await readSheet(opened.value);
  } finally {
    opened.value.close();
  }
}

async function readSheet(workbook: Workbook): Promise<Result<StandardsWorkbook, readonly ImportFault[]>> {
  if (!workbook.sheets.includes(STANDARDS_SHEET)) return fail([importFault('MISSING_SHEET', STANDARDS_SHEET)]);
  const reading: Reading = { columns: null, entries: [], rows: [], faults: [] };
  const read = await workbook.read(STANDARDS_SHEET, (row, cells) => {
    if (reading.columns !== null) workbook.meter.keep(addEntry(reading, reading.columns, row, cells));
    else if (row <= HEADING_ROWS) findColumns(reading, row, cells);
  });
  if (!read.ok) reading.faults.push(importFault(read.error, STANDARDS_SHEET));
  else reading.faults.push(...read.value.map(({ text }) => importFault('MERGED_CELLS', STANDARDS_SHEET, null, text)));
  if (reading.columns === null) reading.faults.push(importFault('NO_HEADINGS', STANDARDS_SHEET));
  const { entries, rows, faults } = reading;
  return faults.length > 0 ? fail(faults) : succeed({ entries, rows });
}

/** Takes a row as that of the headings if it names the division; every column must be known, and all must be there. */
function findColumns(reading: Reading, row: number, cells: Cells): void {
  const found = new Map<number, StandardColumn>();
  const unknown: string[] = [];
  for (const [at, cell] of cells) {
    const heading = headingText(cell);
    const column = COLUMN_OF.get(normalizeHeading(heading));
    if (column !== undefined) found.set(at, column);
    else if (heading !== '') unknown.push(heading);
  }
  const names = [...found.values()];
  if (!names.includes('region')) return;
  reading.columns = found;
  const twice = names.filter((name, at) => names.indexOf(name) !== at);
  const missing = COLUMN_NAMES.filter((name) => !names.includes(name) && name !== 'act');
  reading.faults.push(
    ...unknown.map((heading) => importFault('UNKNOWN_COLUMN', STANDARDS_SHEET, row, heading)),
    ...twice.map((name) => importFault('DUPLICATE_COLUMN', STANDARDS_SHEET, row, STANDARD_COLUMNS[name].zh)),
    ...missing.map((name) => importFault('MISSING_COLUMN', STANDARDS_SHEET, row, STANDARD_COLUMNS[name].zh)),
  );
}

const COLUMN_NAMES = Object.keys(STANDARD_COLUMNS) as readonly StandardColumn[];
const COLUMN_OF: ReadonlyMap<string, StandardColumn> = new Map(
  COLUMN_NAMES.flatMap((name) => {
    const { zh, also } = STANDARD_COLUMNS[name];
    return [zh, ...also].map((heading) => [normalizeHeading(heading), name] as const);
  }),
);

/** Adds the standard of a row, unless the row is blank; returns the bytes that it takes. */
function addEntry(reading: Reading, columns: Columns, row: number, cells: Cells): number {
  const values = new Map<StandardColumn, unknown>();
  const faults: ImportFault[] = [];
  for (const [at, name] of columns) {
    const parsed = parseCell(cells.get(at), STANDARD_COLUMNS[name]);
    if (parsed.ok) values.set(name, parsed.value);
    else faults.push(importFault(parsed.error, STANDARDS_SHEET, row, STANDARD_COLUMNS[name].zh));
  }
  if (faults.length === 0 && [...values.values()].every((value) => value === null)) return 0;
  const required = COLUMN_NAMES.filter((name) => !STANDARD_COLUMNS[name].nullable && values.get(name) === null);
  faults.push(...required.map((name) => importFault('REQUIRED', STANDARDS_SHEET, row, STANDARD_COLUMNS[name].zh)));
  reading.faults.push(...faults);
  if (faults.length > 0) return 0;
  reading.rows.push(row);
  reading.entries.push(entryOf((name) => values.get(name) ?? null));
  return ENTRY_BYTES;
}

/** The values are of their columns' fields, which have parsed them. */
function entryOf(value: (name: StandardColumn) => unknown): StandardEntry {
  const dayText = (name: StandardColumn) => {
    const found = value(name) as Day | null;
    return found === null ? null : printDay(found);
  };
  return {
    act: (value('act') as StandardEntry['act'] | null) ?? 'ENTER',
    kind: value('kind') as StandardEntry['kind'],
    region: value('region') as string,
    from: dayText('from') ?? '',
    amountFen: value('amount') as number | null,
    status: value('status') as StandardEntry['status'],
    checkedUntil: dayText('checkedUntil'),
  };
}

/** Names the cells of problems of a proposal that was made of a workbook. */
export function atCells(problems: readonly Problem[], { rows }: StandardsWorkbook): readonly ImportFault[] {
  return problems.map(({ code, path, zh, en }) => {
    const [, at = '', name = ''] = /^entries\.(\d+)\.(\w+)$/.exec(path) ?? [];
    const row = rows[Number(at === '' ? -1 : at)] ?? null;
    const column = name in STANDARD_COLUMNS ? STANDARD_COLUMNS[name as StandardColumn].zh : path;
    return faultAt({ sheet: row === null ? null : STANDARDS_SHEET, row, column }, code, { zh, en });
  });
}
