import type ExcelJS from 'exceljs';
import { lineCount } from '../../export/text-size.ts';
import { columnLetters } from '../../export/xlsx/xml.ts';
import type { Field } from '../../fields/field.ts';
import type { Column, Sheet } from './sheets.ts';

/** How the register's sheets are laid out, on the screen and on paper. Widths are in digits, two of which are a Chinese character. */

/** The page of all sheets: as wide as the paper, and as long as it needs. The library's list of papers has no A4, which is 9. */
export const A4_LANDSCAPE = Object.assign<Partial<ExcelJS.PageSetup>, object>(
  {
    ...{ orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.5, header: 0.3, footer: 0.3 },
  },
  { paperSize: 9 },
);
/** What an A4 page in landscape holds in letters of 7 points, which are still read without effort. */
const PAGE_WIDTH = 200;
const LINE_POINTS = 15;
const TALLEST_ROW = 409;

const WIDTHS: Readonly<Record<string, number>> = { shortNumber: 8, worker: 21, member: 21, key: 12 };
const FORM_WIDTHS: Readonly<Record<Exclude<Field['form'], 'CODE'>, number>> = {
  TEXT: 14,
  REGION: 9,
  CODES: 16,
  TRUTH: 8,
  YUAN: 12,
  AREA: 9,
  COUNT: 8,
  MONTH: 10,
  DAY: 12,
};
const [NARROWEST_CODE, WIDEST_CODE] = [8, 18];

/** The width of a column: what its cells need, while its heading is wrapped. */
export function widthOf({ field, target }: Column): number {
  const own = WIDTHS[target.of];
  if (own !== undefined) return own;
  if (field.form !== 'CODE') return FORM_WIDTHS[field.form];
  const longest = Math.max(...Object.values(field.codes ?? {}).map(({ length }) => 2 * length + 2));
  return Math.min(Math.max(longest, NARROWEST_CODE), WIDEST_CODE);
}

/** The height in points of a row in which each of these texts is wrapped in its width, or the greatest that Excel opens. */
export function heightOf(texts: readonly { readonly text: string; readonly width: number }[]): number {
  const lines = texts.map(({ text, width }) => lineCount(text.split('\n'), (width - 2) / 2));
  return Math.min(LINE_POINTS * Math.max(...lines), TALLEST_ROW);
}

/** Among how many columns at the left those are that stay in sight. */
const MOST_FROZEN = 4;

/** How many columns stay in sight: up to the last of those at the left that say who a row is about. */
export function frozenColumns({ columns }: Sheet): number {
  const isWho = ({ target }: Column) =>
    ['shortNumber', 'worker', 'member'].includes(target.of) || (target.of === 'person' && target.field === 'name');
  return columns.slice(0, MOST_FROZEN).findLastIndex(isWho) + 1;
}

/**
 * The pages of a sheet with columns of these widths. A wide one goes onto several side by side, each with the `frozen` columns that
 * say who a row is about and with the headings: on one it could not be read.
 */
export function pagesOf(widths: readonly number[], frozen: number, headingRow: number): Partial<ExcelJS.PageSetup> {
  const [repeated, others] = [widths.slice(0, frozen), widths.slice(frozen)].map(sum);
  const pages = Math.ceil((others ?? 0) / (PAGE_WIDTH - (repeated ?? 0)));
  return {
    ...{ ...A4_LANDSCAPE, fitToWidth: Math.max(pages, 1) },
    printTitlesColumn: `A:${columnLetters(Math.max(frozen, 1) - 1)}`,
    printTitlesRow: `${headingRow}:${headingRow}`,
  };
}

function sum(widths: readonly number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}
