import { narrow } from '../../../fields/day-text.ts';
import { type Cell, cellText } from '../../../intake/workbook/cells.ts';
import type { ColumnKey, LedgerColumns } from './ledger-columns.ts';

/** What rows say that are no entries, once blanks and brackets are removed. */
const LABELS = new RegExp(
  '^(?:' +
    '(?:期初|年初|上年|上年年末|月初|季初|期末|年末|月末|本年|上期|上月|本期|本月)(?:余额|结余|结存|余额结转)' +
    '|(?:上年|上期|上月|期初|年初)(?:结转|转入|余额转入)|结转下年|结转下期|年初数|期初数' +
    '|(?:本日|当日|本周|本旬|本月|当月|当期|本期|本季|本季度|本年|全年|本页|借贷|科目|凭证|明细)?(?:合计|小计|总计|共计|累计)' +
    '|(?:本年|本月|本期|期末|截至本月|自年初)(?:累计|累计发生额|发生额|发生额合计|合计数)' +
    '|承前页|过次页|转次页|接前页|承上页|转下页' +
    ')(?:数|额)?$',
);
const TITLE = /^(?:会计)?科目(?:名称|编码|代码)?:(.*)$/;

/** The columns by which a row is an entry: a row without a figure in any has nothing to lose. */
const FIGURES: readonly ColumnKey[] = [
  ...(['day', 'year', 'month', 'dayOfMonth', 'voucher', 'debit', 'credit', 'amount'] as const),
];

/**
 * Whether a row is no entry: its voucher or, where it has none, any of its texts says that it is a total, an opening balance or a sum
 * that is carried from page to page; or it has neither a day nor a voucher nor an amount.
 */
export function isNoEntry(columns: LedgerColumns, cells: ReadonlyMap<number, Cell>): boolean {
  const voucher = columns.voucher === undefined ? '' : textOf(cells.get(columns.voucher.at));
  if (isLabel(voucher)) return true;
  if (voucher !== '') return false;
  return hasNoFigure(columns, cells) || [...cells.values()].some((cell) => isLabel(textOf(cell)));
}

function isLabel(text: string): boolean {
  const label = plain(text)
    .replace(/\(.*?\)|[:[\]]/g, '')
    .replace(/^(?:\d{4}年度?)?(?:\d{1,2}月份?)?/, '');
  return LABELS.test(label);
}

function hasNoFigure(columns: LedgerColumns, cells: ReadonlyMap<number, Cell>): boolean {
  return FIGURES.every((key) => {
    const column = columns[key];
    const text = cellText(column === undefined ? undefined : cells.get(column.at));
    return text.ok && text.value === '';
  });
}

const AMOUNTS: readonly ColumnKey[] = ['debit', 'credit', 'amount'];

/**
 * The account that a row between the lines names for those that follow; `null` if it names none. It begins with the account, and has
 * no amount: other labels, such as `单位：元`, may stand in its place.
 */
export function subjectBetween(columns: LedgerColumns, cells: ReadonlyMap<number, Cell>): string | null {
  const first = [...cells.values()].map(narrowText).find((text) => text !== '');
  const isTitle = AMOUNTS.every((key) => {
    const column = columns[key];
    const text = column === undefined ? '' : narrowText(cells.get(column.at));
    return text === '' || text.includes(':');
  });
  return isTitle && first !== undefined && TITLE.test(first) ? subjectInTitle(cells) : null;
}

/** The account that a ledger names above its lines, `科目：5301 维权支出`; `null` if the row names none. */
export function subjectInTitle(cells: ReadonlyMap<number, Cell>): string | null {
  const texts = [...cells.values()].map(narrowText).filter((text) => text !== '');
  for (const [at, text] of texts.entries()) {
    const named = TITLE.exec(text)?.[1];
    // The account may be in the next cell.
    const subject = named === '' ? texts[at + 1] : named?.trim();
    if (subject !== undefined) return subject;
  }
  return null;
}

/** Longer texts say nothing of what a row is. */
const LONGEST = 200;

function textOf(cell: Cell | undefined): string {
  const text = cellText(cell);
  return text.ok && text.value.length <= LONGEST ? text.value : '';
}

function narrowText(cell: Cell | undefined): string {
  return narrow(textOf(cell));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/gu, '');
}
