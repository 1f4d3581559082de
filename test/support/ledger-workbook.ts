import { utils, write } from '@e965/xlsx';

type LedgerCell = string | number | Date | null | { readonly formula: string };

/** The rows of each sheet, by its name. */
export type LedgerSheets = Readonly<Record<string, readonly (readonly LedgerCell[])[]>>;

/** Writes a workbook by another library than the one that reads it, as an accounting program would export it. */
export function ledgerWorkbook(sheets: LedgerSheets, merges: readonly string[] = []): Buffer {
  const workbook = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(
      rows.map((row) => row.map((cell) => (isFormula(cell) ? { t: 'n', v: 1, f: cell.formula } : cell))),
      { UTC: true, cellDates: false },
    );
    sheet['!merges'] = merges.map((range) => utils.decode_range(range));
    utils.book_append_sheet(workbook, sheet, name);
  }
  return write(workbook, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

function isFormula(cell: LedgerCell): cell is { readonly formula: string } {
  return cell !== null && typeof cell === 'object' && 'formula' in cell;
}
