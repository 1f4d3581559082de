import { faultAt, type ImportFault } from '../../../intake/workbook/fault.ts';
import { bilingual } from '../../../kernel/bilingual.ts';

/** A fault of the workbook of a general ledger, at the place that the workbook shows. */
export type LedgerFault = ImportFault;

/** A line of a ledger in its workbook. */
export interface Place {
  readonly sheet: string;
  readonly row: number;
}

/** The faults that only a ledger has, besides those of every workbook, and their sentences. */
const LEDGER_FAULTS = {
  NO_LEDGER_SHEET:
    '没有一张工作表有总账的表头（日期、凭证号、科目、借方、贷方），请从财务软件导出序时账或明细账 / ' +
    'no sheet has the headings of a ledger (日期, 凭证号, 科目, 借方, 贷方): export the journal or the detailed ledger from the accounting program',
  NO_ENTRIES:
    '没有一笔金额不为零的分录，请核对导出的期间和科目 / ' +
    'there is no entry with an amount other than 0: check the period and the accounts of the export',
  LEDGER_COLUMN_MISSING:
    '缺少此列，请从财务软件连同此列导出；不是总账的工作表请删除 / ' +
    'the column is missing: export it from the accounting program too, or remove the sheet if it is no ledger',
  LEDGER_COLUMN_TWICE: '有两列可作此列，请只保留一列 / two columns can be this one: leave one of them',
  NO_VOUCHER:
    '此行没有凭证号，请补填；合计、余额行请在摘要中写明 / ' +
    'the row has no voucher number: fill it in, or name the total or balance in 摘要',
  NO_DAY: '此行没有日期，请补填 / the row has no day: fill it in',
  NO_SUBJECT: '此行没有科目，请补填 / the row has no account (科目): fill it in',
  NO_AMOUNT: '此行没有金额，请补填 / the row has no amount: fill it in',
  BOTH_SIDES: '此行借方、贷方都有金额，请拆成两行 / the row has both a debit and a credit: divide it into two rows',
  WRONG_DAY: '应为有年月日的日期，如 2026-03-01 / must be a date with its year, month and day, such as 2026-03-01',
  WRONG_AMOUNT:
    '应为最多两位小数的金额；红字写负数或加括号，千位用逗号 / ' +
    'must be an amount with at most two decimals; below 0 it has a minus sign or brackets, thousands have commas',
  WRONG_SIDE: '应为 借 或 贷 / must be 借 (debit) or 贷 (credit)',
  MORE_FAULTS: '还有更多错误，请先更正已列出的 / there are more faults: correct those that are listed first',
} as const;

export type LedgerFaultCode = keyof typeof LEDGER_FAULTS;

export function ledgerFault(
  code: LedgerFaultCode,
  sheet: string | null = null,
  row: number | null = null,
  column: string | null = null,
): LedgerFault {
  return faultAt({ sheet, row, column }, code, bilingual(LEDGER_FAULTS[code]));
}

/** The fault of a line that has the 凭证号 and the 分录号 of an earlier one. */
export function numberTwice(first: Place, again: Place, column: string): LedgerFault {
  return faultAt({ ...again, column }, 'ENTRY_NUMBER_TWICE', {
    zh: `与${printPlace(first)}的凭证号和分录号相同：同一分录出现两次，请删去一行`,
    en: `has the voucher number and the entry number of ${placeInEnglish(first)}: the entry is there twice, remove one of the rows`,
  });
}

/** The fault of a line that equals an earlier one, where no 分录号 tells them apart. */
export function lineTwice(first: Place, again: Place, column: string): LedgerFault {
  return faultAt({ ...again, column }, 'LINE_TWICE', {
    zh: `与${printPlace(first)}完全相同：重复的请删去一行；确为两笔分录的，请加“分录号”列并填写`,
    en: `equals ${placeInEnglish(first)}: remove one of the rows; if these are two entries, add a column 分录号 and fill it in`,
  });
}

function printPlace({ sheet, row }: Place): string {
  return `工作表“${sheet}”第 ${row} 行`;
}

function placeInEnglish({ sheet, row }: Place): string {
  return `row ${row} of the sheet “${sheet}”`;
}
