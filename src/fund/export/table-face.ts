import type { PrintedSum } from '../../export/printed-table.ts';
import type { Fen } from '../../kernel/fen.ts';
import { capitalAmount } from '../payments/capital-amount.ts';
import type { BeneficiarySum } from '../payments/payment.ts';
import type { RealNameColumnName } from './real-name-columns.ts';

/** The parts of its face that every printed 实名制汇总表 has, live or locked. */

/** The name of the sheet. */
export const SHEET_NAME = '实名制汇总表';
/** A space as wide as a character. */
export const GAP = '\u{3000}';

/** What people sign by hand (practice of offices, section 2). */
const SIGNATURES = ['单位负责人', '财务负责人', '审核人', '制表人', '联系电话', '填报日期'] as const;

/** Prints the places for signatures with the names that are known. */
export function signatureLines(
  known: Readonly<Partial<Record<(typeof SIGNATURES)[number], string>>>,
): readonly string[] {
  return SIGNATURES.map((one) => `${one}：${known[one] ?? ''}`);
}

/** The amounts of a sum by the chosen columns. */
export function amountsOf(names: readonly RealNameColumnName[], amount: Fen): PrintedSum['amounts'] {
  return names.map((name) => (name === 'AMOUNT' ? amount : null));
}

/** Prints 合计 in capitals if the table has amounts, and 户数, 户次 and 人数. */
export function closingLines(
  { amountFen, households, payments, persons }: Omit<BeneficiarySum, 'rows'>,
  names: readonly RealNameColumnName[],
): readonly string[] {
  const counts = [`户数 ${households} 户`, `户次 ${payments} 次`, `人数 ${persons} 人`].join(GAP);
  return names.includes('AMOUNT') ? [`合计（大写）：${capitalAmount(amountFen)}`, counts] : [counts];
}
