import { BufferReader } from '../../../intake/buffer-reader.ts';
import type { Cell } from '../../../intake/workbook/cells.ts';
import { importFault } from '../../../intake/workbook/fault.ts';
import { openWorkbook, type Workbook } from '../../../intake/workbook/xlsx-reader.ts';
import { fail, type Result, succeed } from '../../../kernel/result.ts';
import { findLinesTwice, type GeneralLedger, type LedgerLine } from './general-ledger.ts';
import { findLedgerColumns, missingColumns, repeatsHeadings } from './ledger-columns.ts';
import { ledgerFault, type LedgerFault } from './ledger-fault.ts';
import { type LedgerLayout, readLedgerRow } from './ledger-row.ts';
import { isNoEntry, subjectBetween, subjectInTitle } from './ledger-title.ts';

/** How many faults are told: an office corrects the first ones and tries again. */
const MOST_FAULTS = 1000;
/** Bytes that a line takes in memory, besides its texts. */
const LINE_BYTES = 400;

/**
 * Reads the union's general ledger from a workbook as accounting programs export it: every sheet that has the headings of a ledger,
 * in any order and by any of their usual names; other sheets are passed over. It is read whole or refused with every fault. Merged cells
 * are no fault: what they leave blank and an entry needs is one. Throws the signal's reason if reading is cancelled.
 */
export async function readGeneralLedger(
  bytes: Buffer,
  signal: AbortSignal,
): Promise<Result<GeneralLedger, readonly LedgerFault[]>> {
  const opened = await openWorkbook({ reader: new BufferReader(bytes), bytes: bytes.length }, signal);
  if (!opened.ok) return fail([importFault(opened.error)]);
  try {
    return await readSheets(opened.value);
  } finally {
    opened.value.close();
  }
}

/** What was read so far. */
interface Reading {
  readonly lines: LedgerLine[];
  readonly faults: LedgerFault[];
  ledgers: number;
  skipped: number;
}

async function readSheets(workbook: Workbook): Promise<Result<GeneralLedger, readonly LedgerFault[]>> {
  const reading: Reading = { lines: [], faults: [], ledgers: 0, skipped: 0 };
  for (const sheet of workbook.sheets) {
    const read = await workbook.read(sheet, rowReader(workbook, sheet, reading));
    if (!read.ok) reading.faults.push(importFault(read.error, sheet));
  }
  const faults = faultsOf(reading);
  if (faults.length > MOST_FAULTS) return fail([...faults.slice(0, MOST_FAULTS), ledgerFault('MORE_FAULTS')]);
  if (faults.length > 0) return fail(faults);
  return succeed({ entries: reading.lines.map(({ entry }) => entry), skipped: reading.skipped });
}

function faultsOf({ lines, faults, ledgers }: Reading): readonly LedgerFault[] {
  const found = [...faults, ...findLinesTwice(lines)];
  if (found.length > 0) return found;
  if (ledgers === 0) return [ledgerFault('NO_LEDGER_SHEET')];
  return lines.some(({ entry }) => entry.amountFen !== 0) ? [] : [ledgerFault('NO_ENTRIES')];
}

type OnRow = (row: number, cells: ReadonlyMap<number, Cell>) => void;

/** Reads the rows of a sheet: first what is above the headings, then the lines. */
function rowReader({ meter }: Workbook, sheet: string, reading: Reading): OnRow {
  let layout: LedgerLayout | null = null;
  let isRefused = false;
  let subject: string | null = null;
  const readHeadings: OnRow = (row, cells) => {
    subject = subjectInTitle(cells) ?? subject;
    const found = findLedgerColumns(sheet, row, cells);
    if (found === null) return;
    reading.ledgers += 1;
    const missing = missingColumns(found.columns, subject !== null).map((name) =>
      ledgerFault('LEDGER_COLUMN_MISSING', sheet, row, name),
    );
    layout = { sheet, columns: found.columns, subject };
    isRefused = missing.length + found.faults.length > 0;
    reading.faults.push(...found.faults, ...missing);
  };
  return (row, cells) => {
    if (isRefused) return;
    if (layout === null) {
      readHeadings(row, cells);
      return;
    }
    const next = subjectBetween(layout.columns, cells);
    if (next !== null) layout = { ...layout, subject: next };
    if (next !== null || repeatsHeadings(layout.columns, cells)) reading.skipped += 1;
    else meter.keep(addRow(reading, layout, row, cells));
  };
}

/** Adds a row to what was read; returns the bytes that it takes. */
function addRow(reading: Reading, layout: LedgerLayout, row: number, cells: ReadonlyMap<number, Cell>): number {
  if (isNoEntry(layout.columns, cells)) {
    reading.skipped += 1;
    return 0;
  }
  const read = readLedgerRow(layout, row, cells);
  if (read.ok) reading.lines.push(read.value);
  // One more than are told, so that it is known that there are more.
  else if (reading.faults.length <= MOST_FAULTS) reading.faults.push(...read.error);
  if (!read.ok) return 0;
  const { voucher, subject, summary } = read.value.entry;
  return LINE_BYTES + 2 * (voucher.length + subject.length + (summary?.length ?? 0));
}
