import { columnLetters } from '../../export/xlsx/xml.ts';
import { type Cell, cellText } from './cells.ts';
import { importFault, type ImportFault } from './fault.ts';
import { unitExponent } from './forms/heading-unit.ts';
import { tellsPersonalNumber } from './forms/personal-number.ts';
import type { Column, Sheet } from './sheets.ts';

/** A column where a sheet has it. */
export interface FoundColumn {
  readonly column: Column;
  /** The power of ten by which its amounts are larger than written, as its heading says: 4 for 万元. */
  readonly exponent: number;
}

/** The columns of a sheet by their numbers, counted from 1. */
export type Headings = ReadonlyMap<number, FoundColumn>;

/** The longest heading. Longer texts are not normalised, which may take quadratic time. */
const LONGEST_HEADING = 100;
/** The heading of the column in which a report says what is wrong with each row. */
export const REPORT_HEADING = '错误说明';
/** Columns of common forms that are not imported, such as those that the register computes. */
const IGNORED = new Set(['序号', '年龄', '签字', '错误', REPORT_HEADING].map(normalizeHeading));
/** What a report of faults once wrote beside the headings, in the place of a heading. */
const FORMER_REPORT = '数据无处存放';

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
): { readonly headings: Headings; readonly ignored: ReadonlySet<number>; readonly faults: readonly ImportFault[] } {
  const headings = new Map<number, FoundColumn>();
  const ignored = new Set<number>();
  const taken = new Set<Column>();
  const faults: ImportFault[] = [];
  for (const [at, cell] of cells) {
    const text = headingText(cell);
    if (normalizeHeading(text) === '') continue;
    const found = isIgnored(text) ? 'IGNORED' : readHeading(sheet, text, taken);
    if (typeof found === 'object') {
      headings.set(at, found);
      continue;
    }
    // Below a heading that is refused there is nothing more to tell.
    ignored.add(at);
    if (found !== 'IGNORED') {
      faults.push(importFault(found, sheet.name, row, tellsPersonalNumber(text) ? columnLetters(at - 1) : text));
    }
  }
  const missing = sheet.columns.filter((column) => column.required && !taken.has(column));
  return {
    headings,
    ignored,
    faults: [...faults, ...missing.map(({ field }) => importFault('MISSING_COLUMN', sheet.name, row, field.zh))],
  };
}

function isIgnored(text: string): boolean {
  return IGNORED.has(normalizeHeading(text)) || text.includes(FORMER_REPORT);
}

/** Whether a heading is that of a report's column, now or formerly. */
export function isReportHeading(text: string): boolean {
  return normalizeHeading(text) === REPORT_HEADING || text.includes(FORMER_REPORT);
}

/** Finds the column of a heading and adds it to those that are taken; else says why it is refused. */
function readHeading(
  sheet: Sheet,
  text: string,
  taken: Set<Column>,
): FoundColumn | 'UNKNOWN_COLUMN' | 'DUPLICATE_COLUMN' | 'HEADING_UNIT' {
  const column = findColumn(sheet, normalizeHeading(text), taken);
  if (column === undefined) return 'UNKNOWN_COLUMN';
  if (taken.has(column)) return 'DUPLICATE_COLUMN';
  taken.add(column);
  const exponent = unitExponent(text, column.field.form);
  return exponent === undefined ? 'HEADING_UNIT' : { column, exponent };
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
    .replace(/[\s*:]|\(.*?\)|\[.*?\]|【.*?】/g, '')
    .toUpperCase();
}
