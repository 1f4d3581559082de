import { type Cell, cellText } from './cells.ts';
import { importFault, type ImportFault } from './fault.ts';
import type { Column, Sheet } from './sheets.ts';

/** The columns of a sheet by their numbers, counted from 1. */
export type Headings = ReadonlyMap<number, Column>;

/** The longest heading. Longer texts are not normalised, which may take quadratic time. */
const LONGEST_HEADING = 100;
/** Columns of common forms that are not imported, such as those that the register computes. */
const IGNORED = new Set(['序号', '年龄', '签字', '错误', '错误说明'].map(normalizeHeading));

/** Whether a row is the row of headings: it has the heading of the worker's identity number. */
export function isHeadings(sheet: Sheet, cells: ReadonlyMap<number, Cell>): boolean {
  const wanted = sheet.columns.find(({ target }) => target.of === 'worker');
  return (
    wanted !== undefined &&
    [...cells.values()].some((cell) => acceptedNames(wanted).has(normalizeHeading(headingText(cell))))
  );
}

/** Finds the columns by their headings, in any order and by any of their names. */
export function readHeadings(
  sheet: Sheet,
  row: number,
  cells: ReadonlyMap<number, Cell>,
): { readonly headings: Headings; readonly faults: readonly ImportFault[] } {
  const headings = new Map<number, Column>();
  const faults: ImportFault[] = [];
  for (const [at, cell] of cells) {
    const text = headingText(cell);
    const heading = normalizeHeading(text);
    if (heading === '' || IGNORED.has(heading)) continue;
    const taken = new Set(headings.values());
    const column = findColumn(sheet, heading, taken);
    if (column === undefined) faults.push(importFault('UNKNOWN_COLUMN', sheet.name, row, text));
    else if (taken.has(column)) faults.push(importFault('DUPLICATE_COLUMN', sheet.name, row, text));
    else headings.set(at, column);
  }
  const found = new Set(headings.values());
  const missing = sheet.columns.filter((column) => column.required && !found.has(column));
  return {
    headings,
    faults: [...faults, ...missing.map(({ field }) => importFault('MISSING_COLUMN', sheet.name, row, field.zh))],
  };
}

/** Finds a column by its own name, else by another name; of several with that name, the first that is not taken. */
function findColumn(sheet: Sheet, heading: string, taken: ReadonlySet<Column>): Column | undefined {
  const exact = sheet.columns.find(({ field }) => normalizeHeading(field.zh) === heading);
  if (exact !== undefined) return exact;
  const named = sheet.columns.filter((column) => acceptedNames(column).has(heading));
  return named.find((column) => !taken.has(column)) ?? named[0];
}

/** The text of a heading; none of a cell that has no text. */
export function headingText(cell: Cell): string {
  const text = cellText(cell);
  return text.ok ? text.value : '';
}

function acceptedNames({ field }: Column): ReadonlySet<string> {
  return new Set([field.zh, ...field.also].map(normalizeHeading));
}

/** Removes blanks, the stars of mandatory fields and notes in brackets, which vary between forms. */
export function normalizeHeading(heading: string): string {
  if (heading.length > LONGEST_HEADING) return heading;
  return heading
    .normalize('NFKC')
    .replace(/[\s*:]|\(.*?\)/g, '')
    .toUpperCase();
}
