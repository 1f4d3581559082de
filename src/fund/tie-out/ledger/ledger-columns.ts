import type { Cell } from '../../../intake/workbook/cells.ts';
import { headingText, normalizeHeading } from '../../../intake/workbook/headings.ts';
import { ledgerFault, type LedgerFault } from './ledger-fault.ts';

/**
 * The columns of a ledger by the names that accounting programs give them. Of several columns that can be one, such as 凭证日期
 * and 制单日期, the one whose name comes first is read. A sheet may have any other columns (余额, 对方科目, 制单人, 序号): nothing of
 * the tie-out is in them.
 */
const COLUMNS = {
  day: ['日期', '凭证日期', '记账日期', '记帐日期', '会计日期', '制单日期', '业务日期'],
  year: ['年', '年度', '会计年度'],
  month: ['月', '月份'],
  dayOfMonth: ['日'],
  word: ['凭证字', '凭证类别', '凭证类别字', '凭证类型'],
  voucher: [
    ...['凭证字号', '凭证号', '凭证号数', '凭证编号', '凭证号码', '记账凭证号', '记帐凭证号', '记账凭证字号'],
    ...['记账凭证编号', '凭证'],
  ],
  line: ['分录号', '分录序号', '分录行号', '分录编号', '行号'],
  code: ['科目编码', '科目代码', '科目编号', '会计科目编码', '会计科目代码', '会计科目编号'],
  name: ['科目名称', '会计科目名称', '科目全称', '科目全名', '会计科目', '科目'],
  summary: ['摘要', '凭证摘要', '业务摘要'],
  debit: sidesOf('借方'),
  credit: sidesOf('贷方'),
  amount: ['金额', '本币金额', '本位币金额', '发生额', '发生金额'],
  side: ['方向', '借贷', '借贷方向', '借或贷'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ColumnKey = keyof typeof COLUMNS;

/** The columns of which it matters which one is read: if two can be one, the sheet is refused. */
const AMOUNTS: readonly ColumnKey[] = ['debit', 'credit', 'amount'];

interface FoundColumn {
  readonly at: number;
  /** As the sheet writes it. */
  readonly heading: string;
}

export type LedgerColumns = Partial<Readonly<Record<ColumnKey, FoundColumn>>>;

function sidesOf(side: '借方' | '贷方'): readonly string[] {
  return ['', '金额', '发生额', '本币', '本位币', '本币金额', '本位币金额']
    .map((kind) => side + kind)
    .concat(
      ['本币', '本位币', '本期'].map((kind) => kind + side),
      `${side}发生金额`,
      `${side}金额本币`,
    );
}

const KEYS = Object.keys(COLUMNS) as ColumnKey[];
const RANKS = new Map(
  KEYS.flatMap((key) => COLUMNS[key].map((name, rank) => [normalizeHeading(name), { key, rank }] as const)),
);

/** A column that can be the one of a key. */
interface Candidate extends FoundColumn {
  readonly key: ColumnKey;
  readonly rank: number;
}

/**
 * Finds the columns of a ledger in its row of headings; `null` if the row is none: it has a number of vouchers beside another
 * column of a ledger, or a day beside an amount.
 */
export function findLedgerColumns(
  sheet: string,
  row: number,
  cells: ReadonlyMap<number, Cell>,
): { readonly columns: LedgerColumns; readonly faults: readonly LedgerFault[] } | null {
  const candidates = Map.groupBy(candidatesIn(cells), ({ key }) => key);
  if (!isRowOfHeadings(new Set(candidates.keys()))) return null;
  const faults: LedgerFault[] = [];
  const columns: Partial<Record<ColumnKey, FoundColumn>> = {};
  for (const [key, all] of candidates) {
    const [best, next] = all.toSorted((a, b) => a.rank - b.rank);
    if (best === undefined) continue;
    columns[key] = { at: best.at, heading: best.heading };
    if (next !== undefined && (next.rank === best.rank || AMOUNTS.includes(key))) {
      faults.push(ledgerFault('LEDGER_COLUMN_TWICE', sheet, row, next.heading));
    }
  }
  return { columns, faults };
}

function candidatesIn(cells: ReadonlyMap<number, Cell>): readonly Candidate[] {
  return [...cells].flatMap(([at, cell]) => {
    const heading = headingText(cell);
    const found = RANKS.get(normalizeHeading(heading));
    return found === undefined ? [] : [{ at, heading, ...found }];
  });
}

const BESIDE_VOUCHER: readonly ColumnKey[] = ['day', 'summary', 'code', 'name', 'debit', 'credit', 'amount'];
const BESIDE_DAY: readonly ColumnKey[] = ['debit', 'credit', 'amount'];

function isRowOfHeadings(keys: ReadonlySet<ColumnKey>): boolean {
  const has = (key: ColumnKey) => keys.has(key);
  return (has('voucher') && BESIDE_VOUCHER.some(has)) || (has('day') && BESIDE_DAY.some(has));
}

/** The columns that a ledger needs and that this one lacks; the account may be named above the headings instead. */
export function missingColumns(columns: LedgerColumns, hasSubject: boolean): readonly string[] {
  const has = (...keys: readonly ColumnKey[]) => keys.every((key) => columns[key] !== undefined);
  const needed: readonly (readonly [string, boolean])[] = [
    ['日期', has('day') || has('year', 'month', 'dayOfMonth')],
    ['凭证号', has('voucher')],
    ['科目编码', hasSubject || has('code') || has('name')],
    ['借方', has('debit') || hasOneAmount(columns)],
    ['贷方', has('credit') || hasOneAmount(columns)],
  ];
  return needed.filter(([, found]) => !found).map(([name]) => name);
}

/** Whether amounts are in one column, and their side in another; if not, they are in two columns. */
export function hasOneAmount({ debit, credit, amount, side }: LedgerColumns): boolean {
  return debit === undefined && credit === undefined && amount !== undefined && side !== undefined;
}

/** Whether a row repeats the headings, as printed pages do. */
export function repeatsHeadings({ voucher }: LedgerColumns, cells: ReadonlyMap<number, Cell>): boolean {
  const cell = voucher === undefined ? undefined : cells.get(voucher.at);
  return cell !== undefined && RANKS.get(normalizeHeading(headingText(cell)))?.key === 'voucher';
}
