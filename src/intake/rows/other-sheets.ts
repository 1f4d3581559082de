import { withoutInvisible } from '../../fields/name-form.ts';
import { isBlankCell } from '../workbook/cells.ts';
import { importFault, type ImportFault } from '../workbook/fault.ts';
import { tellsPersonalNumber } from '../workbook/forms/personal-number.ts';
import { isHeadings } from '../workbook/headings.ts';
import { OWN_SHEETS, type Sheet, SHEETS } from '../workbook/sheets.ts';
import type { Workbook } from '../workbook/xlsx-reader.ts';

interface Found {
  /** The name of each sheet as the workbook has it. */
  readonly names: ReadonlyMap<Sheet, string>;
  /** The names of the sheets that are not read. */
  readonly others: readonly string[];
  readonly faults: readonly ImportFault[];
  readonly notices: readonly ImportFault[];
}

/** Finds the sheets of the register by their names, however wide and spaced they are written. */
export function findSheets(given: readonly string[]): Found {
  const byName = Map.groupBy(given, normalizeName);
  const found = SHEETS.map((sheet) => ({ sheet, names: byName.get(normalizeName(sheet.name)) ?? [] }));
  const known = new Set([...SHEETS.map(({ name }) => name), ...OWN_SHEETS].map(normalizeName));
  const missing = found.filter(({ names }) => names.length === 0).map(({ sheet }) => sheet);
  return {
    names: new Map(found.flatMap(({ sheet, names: [name] }) => (name === undefined ? [] : [[sheet, name] as const]))),
    others: given.filter((name) => !known.has(normalizeName(name))),
    faults: [
      ...missing.filter(({ optional }) => !optional).map(({ name }) => importFault('MISSING_SHEET', name)),
      ...found.filter(({ names }) => names.length > 1).map(({ sheet }) => importFault('SHEET_TWICE', sheet.name)),
    ],
    notices: missing.filter(({ optional }) => optional).map(({ name }) => importFault('NO_SHEET_YET', name)),
  };
}

/**
 * Reads the sheets that are not of the register. One with the headings or the name of such a sheet is refused, for its rows would
 * be lost; one with anything else is told.
 */
export async function readOtherSheets(
  workbook: Workbook,
  names: readonly string[],
): Promise<{ readonly faults: readonly ImportFault[]; readonly notices: readonly ImportFault[] }> {
  const faults: ImportFault[] = [];
  const notices: ImportFault[] = [];
  for (const name of names) {
    let rows = 0;
    let looksLikeOne = SHEETS.some((sheet) => normalizeName(name).startsWith(normalizeName(sheet.name)));
    const read = await workbook.read(name, (_row, cells) => {
      if (![...cells.values()].some((cell) => !isBlankCell(cell))) return;
      rows += 1;
      looksLikeOne ||= SHEETS.some((sheet) => isHeadings(sheet, cells));
    });
    const shown = tellsPersonalNumber(name) ? `#${workbook.sheets.indexOf(name) + 1}` : name;
    if (!read.ok) faults.push(importFault(read.error, shown));
    else if (rows > 0 && looksLikeOne) faults.push(importFault('UNKNOWN_SHEET', shown));
    else if (rows > 0) notices.push(importFault('SHEET_NOT_READ', shown));
  }
  return { faults, notices };
}

function normalizeName(name: string): string {
  return withoutInvisible(name).normalize('NFKC').replace(/\s/gu, '').toUpperCase();
}
