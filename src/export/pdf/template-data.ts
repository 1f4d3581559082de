import { asFen } from '../../kernel/fen.ts';
import { AMOUNT_UNIT, printAmount, type PrintedRow, type PrintedSum, unitLine } from '../printed-table.ts';
import { tableHead } from '../table-head.ts';
import { INSET, LINE, PAGE, type SetVolume } from './pages.ts';
import { type PrintedVolume, volumeCount } from './volume.ts';

const ALIGNMENTS = { TEXT: 'left', CODE: 'center', COUNT: 'center', AMOUNT: 'right' } as const;

/** Prints the cells of a row. */
export function printCells({ columns }: Pick<PrintedVolume, 'columns'>, row: PrintedRow): readonly string[] {
  return columns.map(({ kind }, at) => {
    const value = row[at] ?? null;
    if (value === null) return '';
    if (typeof value === 'string') return value;
    return kind === 'AMOUNT' ? printAmount(asFen(value)) : String(value);
  });
}

/** What the template reads: everything that is printed, and where. */
export function templateData(volume: PrintedVolume, { widths, size, pages, isLast }: SetVolume): object {
  const { columns, total, title, status, closing, signatures, printedOn } = volume;
  const volumes = volumeCount(total.rows);
  const hasSums = total.amounts.some((amount) => amount !== null);
  return {
    ...{ page: PAGE, inset: INSET, line: LINE, size, widths, status, date: printedOn.split('-').map(Number) },
    title: volumes === 1 ? title : `${title}（第 ${volume.volume} 册 共 ${volumes} 册）`,
    ...{ unit: unitLine(volume), money: AMOUNT_UNIT, author: volume.unit ?? '' },
    align: columns.map(({ kind }) => ALIGNMENTS[kind]),
    head: tableHead(columns).flatMap((cells, y) => cells.map((cell) => ({ ...cell, y }))),
    headLines: tableHead(columns).length,
    pages: pages.map(({ rows, subtotal, running }) => ({
      rows: rows.map(({ cells }) => cells),
      sums: hasSums ? [sumCells('本页小计', subtotal), sumCells('累计', running)] : [],
    })),
    end: isLast ? { total: hasSums ? sumCells('合计', total) : null, closing } : null,
    signatures: isLast ? signatures : [],
  };
}

/** The cells of a sum: its name spans the columns before the first amount. */
function sumCells(
  name: string,
  { amounts }: PrintedSum,
): readonly { readonly text: string; readonly columns: number }[] {
  const first = amounts.findIndex((amount) => amount !== null);
  const cells = amounts.slice(Math.max(first, 1)).map((amount) => ({
    text: amount === null ? '' : printAmount(amount),
    columns: 1,
  }));
  // Where the first column is an amount there is no room for the name: it stands before the amount.
  if (first <= 0)
    return [{ text: `${name} ${amounts[0] ? printAmount(amounts[0]) : ''}`.trim(), columns: 1 }, ...cells];
  return [{ text: name, columns: first }, ...cells];
}
